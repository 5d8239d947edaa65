"""What the register itself says when two files become one: contacts, refusals, departures, periods of duties."""

from spie.socle.historique.models import Trace
from spie.socle.personnes.fusion.attaches import attache
from spie.socle.personnes.fusion.reunion import MOTIF, Reunion, concilie
from spie.socle.personnes.models import Changement, Contact, Depart, Opposition, SoumissionDroitsDevoirs


@attache("téléphone ou courriel", "téléphones et courriels")
def ses_coordonnees(personne):
    return Contact.objects.filter(personne=personne)


@attache("période de droits et devoirs", "périodes de droits et devoirs")
def ses_droits_et_devoirs(personne):
    return SoumissionDroitsDevoirs.objects.filter(personne=personne)


@attache("refus d’un canal", "refus de canaux")
def ses_refus(personne):
    return Opposition.objects.filter(personne=personne)


@attache("modification notée", "modifications notées")
def ses_modifications(personne):
    return Changement.objects.filter(personne=personne)


@attache("fait de la chronologie", "faits de la chronologie")
def ses_faits(personne):
    return Trace.objects.filter(personne_id=personne.pk)


@concilie
def un_contact_une_fois(reunion: Reunion) -> None:
    """The same telephone on both files: one is enough, and keeps whichever check was made."""
    connus = {(c.nature, c.valeur): c for c in Contact.objects.en_cours().filter(personne=reunion.gardee)}
    for contact in Contact.objects.en_cours().filter(personne=reunion.absorbee).order_by("id"):
        garde = connus.get((contact.nature, contact.valeur))
        if garde is None:
            continue
        if contact.verifie_le and not garde.verifie_le:
            reunion.journal.ecrire(garde, verifie_le=contact.verifie_le, verifie_par=contact.verifie_par)
        reunion.journal.ecrire(contact, au=max(reunion.jour, contact.du), motif_fin=MOTIF)


@concilie
def un_refus_par_canal(reunion: Reunion) -> None:
    """A « no » holds from the first day it was said."""
    refus = {r.canal: r for r in Opposition.objects.en_cours().filter(personne=reunion.gardee)}
    for double in Opposition.objects.en_cours().filter(personne=reunion.absorbee):
        if garde := refus.get(double.canal):
            reunion.journal.ecrire(garde, dite_le=min(garde.dite_le, double.dite_le))
            reunion.journal.ecrire(double, levee_le=reunion.le, levee_par=reunion.par)


@concilie
def un_depart_au_plus(reunion: Reunion) -> None:
    """Gone in one file and here in the other: she is here. Gone in both: one departure is enough."""
    partis = {d.personne_id: d for d in Depart.objects.en_cours().filter(personne__in=reunion.ids)}
    finis = [partis[reunion.absorbee.pk]] if len(partis) == len(reunion.ids) else list(partis.values())
    for depart in finis:
        reunion.journal.ecrire(depart, revenue_le=reunion.jour)
    if partis and len(partis) < len(reunion.ids):
        reunion.journal.ecrire(reunion.gardee, partie_le=None)


@concilie
def les_dates_des_droits_et_devoirs(reunion: Reunion) -> None:
    """Two periods running: one goes on, from the earliest of each legal date (CASF, D. 262-65-2)."""
    if deux := reunion.deux(SoumissionDroitsDevoirs, fin_le=None):
        gardee, double = deux
        reunion.journal.ecrire(double, fin_le=max(reunion.jour, double.info_recue_le), motif_fin=MOTIF)
        reunion.journal.ecrire(
            gardee,
            droit_notifie_le=min(gardee.droit_notifie_le, double.droit_notifie_le),
            info_recue_le=min(gardee.info_recue_le, double.info_recue_le),
        )
    depuis = [jour for jour in (reunion.gardee.sdd_depuis, reunion.absorbee.sdd_depuis) if jour]
    if depuis:
        reunion.journal.ecrire(reunion.gardee, sdd_depuis=min(depuis))
