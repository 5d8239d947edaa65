"""What the tests of the page of a person share."""

from datetime import date

from django.urls import reverse

from spie.socle.personnes.models import EtatDossier, MajorationIsolement, Opposition
from tests.factories import MAINTENANT, un_dossier, une_personne


def page(client, personne, adresse="accueil:fiche", *plus):
    return client.get(reverse(adresse, args=[personne.pk, *plus]))


def poster(client, personne, adresse, *plus, **champs):
    return client.post(reverse(adresse, args=[personne.pk, *plus]), champs)


def en_clair(reponse):
    return " ".join(reponse.content.decode().split())


def identite(personne, **champs):
    """What the browser sends from the form, hidden initial values included."""
    vus = {nom: getattr(personne, nom) or "" for nom in ("nom", "nom_naissance", "prenom", "autres_prenoms")}
    vus |= {"commune_naissance": "", "pays_naissance": "", "nationalite": ""}
    vus |= {"sexe": personne.sexe, "date_naissance": personne.date_naissance.isoformat()}
    initiaux = {f"initial-{nom}": valeur for nom, valeur in vus.items()}
    return vus | initiaux | {"version": personne.version_identite, "motif": "dit par la personne"} | champs


def une_fiche_complete():
    personne = une_personne(
        nom_naissance="EXEMPLE",
        mobile="+33639980001",
        langues=["fra", "ara"],
        besoin_interprete=True,
        langue_interprete="ara",
        canal_prefere="APPEL",
        nationalite="A",
        pays_naissance="Pays Imaginaire",
    )
    une_personne(prenom="Karim", role="CJT", foyer=personne.foyer, mobile="+33639980001")
    dossier = un_dossier(personne.foyer, etat="4", etat_depuis=date(2026, 10, 1))
    for etat, motif, jour in (("2", "", date(2025, 3, 1)), ("4", "06", date(2026, 10, 1))):
        EtatDossier.objects.create(dossier=dossier, etat=etat, motif=motif, depuis_le=jour, flux_du=jour)
    MajorationIsolement.objects.create(foyer=personne.foyer, du=date(2026, 2, 1), source="flux")
    Opposition.objects.create(
        personne=personne, canal="SMS", dite_le=date(2026, 11, 2), source="agent", enregistree_le=MAINTENANT
    )
    return personne
