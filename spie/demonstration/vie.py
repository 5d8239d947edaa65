"""What happened lately in the demonstration: visits, corrections, a file of the CAF, people who left."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db.models import F

from parcours.models import Parcours
from parcours.services import mutation
from spie.demonstration.cadre import Cadre
from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import Consultation, Contact, Foyer, Personne
from spie.socle.personnes.services.contact import ajouter_contact, verifier_contact
from spie.socle.personnes.services.identite import corriger_identite
from spie.socle.personnes.services.opposition import s_opposer

PARIS = ZoneInfo("Europe/Paris")
VISITES, DEPARTS, DOUBLES = 24, 3, 4


def poser(cadre: Cadre, hasard: Random, au: date) -> None:
    """Tell the last ten days of a caseload, in the transaction that is open."""
    suivies = _suivies(cadre)
    _visites(cadre, suivies, au)
    _fichier_de_la_caf(suivies[:8], au)
    _corrections(cadre, suivies[4:12], hasard, au)
    _doubles(suivies[:DOUBLES], hasard, au)
    _departs(cadre, suivies[-DEPARTS:], au)


def _suivies(cadre: Cadre) -> list[Personne]:
    """People of the printed referent's caseload, the newest first."""
    parcours = Parcours.objects.en_cours().filter(referent__agent=cadre.agents["referent"])
    return [p.personne for p in parcours.select_related("personne").order_by("-confie_le", "id")[:VISITES]]


def _visites(cadre: Cadre, personnes: list[Personne], au: date) -> None:
    le = _moment(au, jours=10)
    referent = cadre.agents["referent"]
    Consultation.objects.bulk_create(Consultation(personne=p, agent=referent, le=le) for p in personnes)


def _fichier_de_la_caf(personnes: list[Personne], au: date) -> None:
    signer(origine=Origine.CAF, le=_moment(au, jours=4))
    foyers = Foyer.objects.filter(pk__in=[p.foyer_id for p in personnes])
    foyers.update(enfants_a_charge=F("enfants_a_charge") + 1)
    Personne.objects.filter(pk__in=[p.pk for p in personnes[:3]]).update(commune_naissance="VILLE FICTIVE")


def _corrections(cadre: Cadre, personnes: list[Personne], hasard: Random, au: date) -> None:
    accueil, le = cadre.agents["accueil"], _moment(au, jours=2)
    signer(origine=Origine.AGENT, par=accueil, le=le)
    commun = {"par": accueil, "le": le}
    for rang, personne in enumerate(personnes):
        numero = f"+3363998{hasard.randint(0, 9999):04d}"
        if personne.contacts.filter(valeur=numero).exists():
            continue
        contact = ajouter_contact(personne=personne, nature="TELEPHONE", valeur=numero, est_mobile=True, **commun)
        if rang % 2:
            verifier_contact(contact=contact, **commun)
        if rang == 0:
            motif = "pièce d'identité vue"
            corriger_identite(personne=personne, version=1, motif=motif, autres_prenoms="Dominique", **commun)
        if rang == 1 and not personne.oppositions.contre("VOIX").exists():
            s_opposer(personne=personne, canal="VOIX", dite_le=le.date(), **commun)


def _doubles(personnes: list[Personne], hasard: Random, au: date) -> None:
    """A list wrote them a second time: a letter is missing, the telephone is another one."""
    le = _moment(au, jours=3)
    signer(origine=Origine.IMPORT, le=le)
    for vraie in personnes:
        double = Personne(
            foyer=Foyer.objects.create(), role=Personne.Role.AUTRE, sexe=vraie.sexe, nom=vraie.nom,
            prenom=vraie.prenom[:-1], date_naissance=vraie.date_naissance,
        )  # fmt: skip
        double.normer()
        double.save(force_insert=True)
        numero = f"+3363998{hasard.randint(0, 9999):04d}"
        Contact.objects.create(
            personne=double, nature="TELEPHONE", valeur=numero, est_mobile=True, source="import", du=le.date()
        )


def _departs(cadre: Cadre, personnes: list[Personne], au: date) -> None:
    """Towards the other département of the installation when there is one: their files wait in its box."""
    referent, le = cadre.agents["referent"], _moment(au, jours=1)
    signer(origine=Origine.AGENT, par=referent, le=le)
    autres = mutation.destinations()
    destination = autres[0].code if autres else "26"
    for personne in personnes:
        mutation.quitter(
            personne=personne,
            jour=le.date(),
            motif="DEMENAGEMENT",
            destination=destination,
            commune="Commune Imaginaire",
            transmettre=True,
            par=referent,
            le=le,
        )


def _moment(au: date, *, jours: int) -> datetime:
    return datetime.combine(au - timedelta(days=jours), time(10), PARIS)
