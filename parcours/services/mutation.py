"""Someone goes from one département to another: what is handed over, what is done with what is received."""

from datetime import date, datetime

from django.db import transaction

from parcours.models import Parcours
from spie.socle.comptes.models import Agent
from spie.socle.historique.services import emit
from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.events import DossierAccueilli
from spie.socle.personnes.identite.nir import Nir
from spie.socle.personnes.models import Contact, Depart, Foyer, Opposition, Personne, Pli
from spie.socle.personnes.rapprochement import Candidate, Decision, LigneRecue, rapprocher
from spie.socle.personnes.services import depart as departs
from spie.socle.personnes.services import pli as plis
from spie.socle.territoires.isolation import code_courant
from spie.socle.territoires.models import Departement

# The minimum, and nothing else (decision 0015).
IDENTITE = (
    *("nom", "nom_naissance", "prenom", "autres_prenoms", "date_naissance", "sexe"),
    *("commune_naissance", "pays_naissance"),
)
CONTACT = ("nature", "valeur", "est_mobile")
RAPPROCHES = ("nom", "nom_naissance", "prenom", "autres_prenoms", "sexe", "commune_naissance")
DATES = ("droit_notifie_le", "info_recue_le", "modalite", "confie_le", "contrat_avant_le")


def destinations() -> list[Departement]:
    """The other départements of this installation: those that a file can reach by itself."""
    return list(Departement.objects.exclude(code=code_courant()).order_by("code"))


@transaction.atomic
def quitter(*, personne: Personne, jour: date, motif: str, transmettre: bool, par: Agent, le: datetime, **ou) -> Depart:
    """Close the file here and, when ``transmettre``, hand the minimum over to the département of arrival.

    ``ou``: precision, destination, commune. Raises ``DejaPartie``.
    """
    contenu = minimum(personne)
    depart = departs.quitter_departement(personne=personne, jour=jour, motif=motif, par=par, le=le, **ou)
    if transmettre and depart.destination in {d.code for d in destinations()}:
        contenu["depart"] = {"le": depart.le, "commune": depart.commune}
        plis.remettre_dossier(depart=depart, contenu=contenu, par=par, le=le)
    return depart


def minimum(personne: Personne) -> dict:
    """Everything that another département may receive of a person."""
    contacts = personne.contacts.en_cours().filter(titulaire=Contact.Titulaire.PERSONNE).order_by("du", "id")
    parcours = Parcours.objects.filter(personne=personne).order_by("-ouvert_le", "-id").first()
    return {
        "version": 1,
        "identite": {nom: getattr(personne, nom) for nom in IDENTITE} | {"nir": personne.nir},
        "contacts": [{nom: getattr(c, nom) for nom in CONTACT} | {"verifie": bool(c.verifie_le)} for c in contacts],
        "refus": sorted(personne.oppositions.en_cours().values_list("canal", flat=True)),
        "parcours": {nom: getattr(parcours, nom) for nom in DATES} if parcours else {},
    }


def deja_connue(contenu: dict, *, au: date) -> Decision:
    """Say whether the person of a received file is one of ours, by the rules of every import (decision 0011)."""
    identite, contacts = contenu["identite"], contenu["contacts"]
    champs = {nom: identite[nom] for nom in RAPPROCHES}
    par_nature = {
        nature: tuple(c["valeur"] for c in contacts if c["nature"] == nature) for nature in ("TELEPHONE", "COURRIEL")
    }
    ligne = LigneRecue(
        rang=0,
        naissance=_jour(identite["date_naissance"]),
        nir=Nir(identite["nir"][:13]) if identite["nir"] else None,
        telephones=par_nature["TELEPHONE"],
        courriels=par_nature["COURRIEL"],
        **champs,
    )
    return rapprocher([ligne], au=au)[0]


def acceptables(decision: Decision) -> list[Candidate]:
    """Those that the received person may be: two different NIR are two people, whatever else they share."""
    return [candidate for candidate in decision.candidates if not candidate.dit("nir.different")]


def _jour(texte: str | None) -> date | None:
    return date.fromisoformat(texte) if texte else None


@transaction.atomic
def accueillir(*, pli: Pli, personne: Personne | None, par: Agent, le: datetime) -> Personne:
    """Accept a file: the person continues their old file here (``personne``), or gets a new one.

    Nobody is oriented by this: the paying body will say that the right is transferred.
    Raises ``PliDejaTraite``. Law: CASF, D. 262-65-2.
    """
    contenu = plis.contenu_de(plis.prendre(pli))
    signer(origine=Origine.MUTATION, par=par, le=le)
    connue = personne is not None
    personne = personne or _creer(contenu["identite"])
    if connue and contenu["identite"]["nir"] and not personne.nir_chiffre:
        personne.poser_nir(contenu["identite"]["nir"])
        personne.save(update_fields=["nir_chiffre", "nir_empreinte", "nir_fin"])
    plis.classer(pli=pli, suite=Pli.Suite.ACCEPTE, personne=personne, par=par, le=le)
    if connue and personne.partie_le:
        personne = departs.revenir(personne=personne, par=par, le=le)
    _reprendre_les_contacts(personne, contenu, le=le)
    emit(DossierAccueilli(personne_id=personne.pk, pli_id=pli.pk, expediteur=pli.expediteur, survenu_le=le), par=par)
    return personne


def refuser(*, pli: Pli, motif: str, par: Agent, le: datetime) -> Pli:
    """Send the file back with the reason: nothing of it is kept outside the letter. Raises ``PliDejaTraite``."""
    return plis.classer(pli=pli, suite=Pli.Suite.REFUSE, motif=motif, par=par, le=le)


def _creer(identite: dict) -> Personne:
    personne = Personne(foyer=Foyer.objects.create(), role=Personne.Role.DEMANDEUR)
    for nom in IDENTITE:
        setattr(personne, nom, identite[nom])
    personne.date_naissance = _jour(identite["date_naissance"])
    if identite["nir"]:
        personne.poser_nir(identite["nir"])
    personne.normer()
    personne.save(force_insert=True)
    return personne


def _reprendre_les_contacts(personne: Personne, contenu: dict, *, le: datetime) -> None:
    """Add what is missing; « verified » over there is for an agent here to verify again."""
    connus = set(personne.contacts.en_cours().values_list("nature", "valeur"))
    nouveaux = [c for c in contenu["contacts"] if (c["nature"], c["valeur"]) not in connus]
    Contact.objects.bulk_create(
        Contact(personne=personne, source=Contact.Source.MUTATION, du=le.date(), **{nom: c[nom] for nom in CONTACT})
        for c in nouveaux
    )
    refuses = set(personne.oppositions.en_cours().values_list("canal", flat=True))
    Opposition.objects.bulk_create(
        Opposition(personne=personne, canal=canal, dite_le=le.date(), source=Contact.Source.MUTATION, enregistree_le=le)
        for canal in contenu["refus"]
        if canal not in refuses
    )
