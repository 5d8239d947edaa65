"""Who is who: each case of the table is a row that arrives, those whom the base knows, and what must be decided."""

import csv
from pathlib import Path

import pytest

from spie.socle.personnes.identite import dates, telephone
from spie.socle.personnes.identite.nir import Nir
from spie.socle.personnes.models import Contact, Foyer
from spie.socle.personnes.rapprochement import LigneRecue, rapprocher
from tests.factories import AUJOURDHUI, un_dossier, une_personne

with Path(__file__).with_name("cas_rapprochement.csv").open(encoding="utf-8", newline="") as flux:
    CAS = list(csv.DictReader(flux, delimiter=";"))
# « Lina, nom=FACTICE » is Lina but for her name; an empty value takes it away.
PERSONNES = {
    "Lina": {"nom": "SPECIMEN", "prenom": "Lina", "naissance": "17/05/1990"},
    "Bruno": {"nom": "EXEMPLE", "prenom": "Bruno", "naissance": "03/11/1978"},
    "Ugo": {"nom": "SPECIMEN", "prenom": "Ugo", "naissance": "06/02/2018", "role": "ENF", "matricule": "9000001"},
}
NIRS = {"A": "2900507019901", "B": "2900507019902", "attente": "8900507019901", "attente2": "8900507019902"}
COMMUNS = ("nom", "prenom", "nom_naissance", "autres_prenoms", "sexe", "role", "commune_naissance")


def lire(texte: str) -> dict:
    """« Lina, nom=FACTICE, nir=A » → fields."""
    qui, *ecarts = texte.split(", ")
    return PERSONNES[qui] | dict(ecart.split("=", 1) for ecart in ecarts)


def commun(champs: dict) -> dict:
    return {nom: champs[nom] for nom in COMMUNS if nom in champs}


def recevoir(texte: str) -> LigneRecue:
    champs = lire(texte)
    return LigneRecue(
        rang=7,
        naissance=dates.lire(champs["naissance"]).valeur,
        nir=Nir(NIRS[champs["nir"]]) if "nir" in champs else None,
        matricule=champs.get("matricule", ""),
        numero_demande=champs.get("demande", ""),
        telephones=(telephone.lire(champs["telephone"]).valeur.e164,) if "telephone" in champs else (),
        courriels=(champs["courriel"],) if "courriel" in champs else (),
        **commun(champs),
    )


def connaitre(texte: str, foyers: dict):
    """Put someone of the table in the base; the same ``foyer`` means living together."""
    champs = lire(texte)
    foyer = foyers.get(champs.get("foyer")) or Foyer.objects.create()
    foyers |= {champs["foyer"]: foyer} if "foyer" in champs else {}
    mobile = telephone.lire(champs["telephone"]).valeur.e164 if "telephone" in champs else None
    personne = une_personne(
        foyer=foyer, mobile=mobile, date_naissance=dates.lire(champs["naissance"]).valeur, **commun(champs)
    )
    if "nir" in champs:
        personne.poser_nir(NIRS[champs["nir"]])
        personne.save()
    if "courriel" in champs:
        commun_ = {"nature": "COURRIEL", "source": "test", "du": AUJOURDHUI}
        Contact.objects.create(personne=personne, valeur=champs["courriel"], **commun_)
    numeros = {"matricule": champs.get("matricule"), "numero_demande": champs.get("demande")}
    if any(numeros.values()):
        un_dossier(foyer, **{nom: valeur for nom, valeur in numeros.items() if valeur})
    return personne


@pytest.mark.parametrize("cas", CAS, ids=[cas["cas"] for cas in CAS])
def test_cas(ardeche, cas):
    # given
    foyers = {}
    personnes = [connaitre(texte, foyers) for texte in cas["connues"].split(" + ") if texte]

    # when
    (decision,) = rapprocher([recevoir(cas["ligne"])], au=AUJOURDHUI)

    # then
    tout = " | ".join((decision.phrase, *decision.avertissements))
    attendue = personnes[int(cas["qui"]) - 1].pk if cas["qui"] else None
    assert (decision.verdict, decision.rang) == (cas["verdict"], 7), tout
    assert cas["dit"] in tout
    assert decision.personne_id == attendue


def test_la_table_a_au_moins_soixante_cas_tous_differents():
    assert len({cas["cas"] for cas in CAS}) == len(CAS) >= 60
