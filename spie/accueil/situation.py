"""The person as they are today, and what surrounds them: what the page and its tasks are made of."""

from django.db.models import F
from django.utils import timezone

from orientation.models import Orientation
from parcours.models import Parcours
from spie.accueil.changements import CHAMPS
from spie.accueil.origines import origines
from spie.accueil.reponses import avec_la_reponse, derniere_reponse
from spie.socle.personnes.droit import decision_en_mots, phrase_du_droit
from spie.socle.personnes.langues import en_clair
from spie.socle.personnes.models import (
    Adresse,
    Appartenance,
    Contact,
    Depart,
    DossierRSA,
    EtatDossier,
    MajorationIsolement,
    Opposition,
    Personne,
)


def situation(personne: Personne, membres: list[Personne]) -> dict:
    """The person as they are today: household, right, path, decision to take. ``membres``: of the household."""
    foyer, jour = personne.foyer_id, timezone.localdate()
    parcours = list(
        Parcours.objects.filter(personne=personne)
        .select_related("referent__agent", "structure")
        .order_by("-ouvert_le", "-id")[:2]
    )
    en_cours = next((p for p in parcours if p.clos_le is None), None)
    dossier = DossierRSA.objects.filter(foyer_id=foyer).order_by("-vu_le").first()
    etats = list(EtatDossier.objects.filter(dossier__foyer_id=foyer).order_by("-depuis_le", "-id")[:24])
    adresses = list(Adresse.objects.filter(foyer_id=foyer).order_by(F("au").desc(nulls_first=True), "-id")[:12])
    siens = Contact.objects.filter(personne=personne).select_related("verifie_par").par_preference()
    contacts = list(avec_la_reponse(siens))
    return {
        "personne": personne,
        "age": personne.age(au=jour),
        "jour": jour,
        "parcours": en_cours,
        "precedent": next((p for p in parcours if p.clos_le is not None), None),
        "orientation": Orientation.objects.a_decider().filter(parcours=en_cours).first() if en_cours else None,
        "adresse": next((a for a in adresses if a.au is None), None),
        "anciennes_adresses": [a for a in adresses if a.au],
        "dossier": dossier,
        "droit": phrase_du_droit(dossier, [e for e in etats if dossier and e.dossier_id == dossier.pk]),
        "etats": [(etat, decision_en_mots(etat)) for etat in etats],
        "membres": membres,
        "contacts": [c for c in contacts if c.au is None],
        "anciens_contacts": [c for c in contacts if c.au],
        "reponse": derniere_reponse(contacts),
        "origines": origines(personne, dossier),
        "oppositions": list(Opposition.objects.en_cours().filter(personne=personne).select_related("enregistree_par")),
    }


def entourage(personne: Personne, contacts: list[Contact]) -> dict:
    """Who was around, who shares a number, which languages are spoken. ``contacts``: those in force."""
    foyer = personne.foyer_id
    passees = list(Appartenance.objects.autour_de(personne)[:24])
    return {
        "anciens_membres": [a for a in passees if a.foyer_id == foyer and a.personne_id != personne.pk],
        "anciennes_places": [a for a in passees if a.personne_id == personne.pk],
        "majorations": list(MajorationIsolement.objects.filter(foyer_id=foyer).order_by("-du")[:6]),
        "langues": en_clair(personne.langues),
        "langue_interprete": "".join(en_clair([personne.langue_interprete])) if personne.langue_interprete else "",
        "partages": partages(personne, contacts),
        "depart": Depart.objects.en_cours().filter(personne=personne).first() if personne.partie_le else None,
        "tenus": [CHAMPS[("personne", nom)][0] for nom in personne.champs_tenus if ("personne", nom) in CHAMPS],
    }


def partages(personne: Personne, contacts: list[Contact]) -> dict:
    """Contact by contact, who else has the same one today."""
    autres = Contact.objects.en_cours().filter(valeur__in=[c.valeur for c in contacts]).exclude(personne=personne)
    trouves = {}
    for contact in autres.select_related("personne").order_by("id")[:24]:
        trouves.setdefault(contact.valeur, []).append(contact.personne)
    return trouves
