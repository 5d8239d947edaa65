"""The letters kept as data: their variables, their dated delays, their SMS and their mail."""

import csv
import re
from dataclasses import replace
from datetime import date

import pytest

from parcours.letters import segments
from spie.socle.calendrier.models import ParametreLegal
from spie.socle.calendrier.referentiel import DONNEES
from spie.socle.courriers.courrier import Destinataire, html, texte, texte_facile
from spie.socle.courriers.falc import examiner
from spie.socle.courriers.modeles import lettre
from spie.socle.courriers.modeles.exemples import EXPEDITEUR
from spie.socle.courriers.modeles.libelles import libelle
from spie.socle.courriers.modeles.modele import LETTRES, ModeleFautif, lire_modele, modeles
from spie.socle.courriers.modeles.textes import remplir_tous

MODELES = modeles()
LONG = "Madame Marie-Antoinette-Philomène de la Fontaine-Imaginaire épouse Specimen-Factice"
COUPLE = "Madame et Monsieur Hyacinthe-Népomucène Specimen-Factice de l’Exemple"
# Who is hard to write to: what they are called, and the window of their envelope.
PERSONNES = {
    "un nom très long": (LONG, ("MADAME MARIE-ANTOINETTE-PHILOMENE", "SPECIMEN-FACTICE", "00100 VILLE-EXEMPLE")),
    "sans première ligne d’adresse": ("Monsieur Specimen", ("MONSIEUR YAO SPECIMEN", "00100 VILLE-EXEMPLE")),
    "un couple": (COUPLE, ("MADAME ET MONSIEUR SPECIMEN-FACTICE", "27 RUE DES ACACIAS", "00100 VILLE-EXEMPLE")),
    "domiciliée": ("Madame Specimen", ("MADAME AWA SPECIMEN", "CHEZ CCAS DE VILLE-EXEMPLE", "00100 VILLE CEDEX")),
    "outre-mer": ("Madame Specimen", ("MADAME AWA SPECIMEN", "LIEU-DIT L’EXEMPLE", "97499 COMMUNE-EXEMPLE")),
}  # fmt: skip
LONGUES = {
    "referent_nom": LONG,
    "organisme": "Association imaginaire pour l’accompagnement et l’insertion des habitants de l’Exemple",
    "lieu_nom": "Maison départementale des solidarités et de l’insertion de Ville-Exemple-les-Bains",
    "lieu_adresse": "Bâtiment administratif numéro 4, 127 bis avenue de la République imaginaire, 00100 Ville-Exemple",
    "decide_par": LONG,
}


def pire(modele, civilite_nom: str, lignes: tuple[str, ...]):
    propres = {nom: valeur for nom, valeur in LONGUES.items() if nom in modele.variables}
    return lettre.exemple(modele, destinataire=Destinataire(lignes), civilite_nom=civilite_nom, **propres)


@pytest.mark.parametrize("code", MODELES)
@pytest.mark.parametrize("personne", PERSONNES)
def test_la_lettre_s_ecrit_pour_une_personne_difficile_a_joindre(code, personne):
    nom, lignes = PERSONNES[personne]
    courrier = pire(MODELES[code], nom, lignes)
    ecrit = texte(courrier).replace("\N{NO-BREAK SPACE}", " ")
    assert f"Bonjour {nom}," in ecrit
    assert all(ligne in ecrit for ligne in lignes)
    assert not re.search(r"[{}]|\bNone\b", ecrit)
    assert examiner(texte_facile(courrier), noms_propres=courrier.noms_propres).publiable


@pytest.mark.parametrize("code", MODELES)
def test_le_sms_tient_en_un_message_et_ne_dit_rien_de_la_personne(code):
    modele = MODELES[code]
    message = lettre.sms(modele, lettre.valeurs_d_exemple(modele), expediteur=EXPEDITEUR)
    assert segments(message) == 1, (len(message), message)
    assert not re.search(r"\bRSA\b|Specimen|euros|suspen|sanction|dette|amende|référent :", message)
    assert re.search(r"0\d( \d\d){4}", message)


@pytest.mark.parametrize("code", MODELES)
def test_le_courriel_salue_signe_et_ne_nomme_personne(code):
    modele = MODELES[code]
    message = lettre.courriel(modele, lettre.valeurs_d_exemple(modele), expediteur=EXPEDITEUR)
    assert message.texte.startswith("Bonjour,\n\n")
    assert EXPEDITEUR.service in message.texte.splitlines()[-1]
    assert "Specimen" not in message.texte
    assert 10 <= len(message.objet) <= 78


def parametres() -> dict[str, str]:
    with (DONNEES / "parametres.csv").open(encoding="utf-8", newline="") as flux:
        return {p["code"]: lettre.en_clair(int(p["valeur"]), p["unite"]) for p in csv.DictReader(flux, delimiter=";")}


@pytest.mark.parametrize("code", MODELES)
def test_chaque_delai_vient_d_un_parametre_date(code):
    """No letter writes « 2 mois » by itself; the example of a delay is the value that is dated."""
    datees = {
        variable.exemple: variable.parametre for variable in MODELES[code].variables.values() if variable.parametre
    }
    connus = parametres()
    assert all(connus[parametre] == exemple for exemple, parametre in datees.items())
    ecrit = re.sub(r"variables\].*?\n\n", "", (LETTRES / f"{code}.toml").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\b\d+ (?:jours?|mois|semaines?|euros)\b", ecrit)


@pytest.mark.usefixtures("ardeche")
def test_un_delai_qui_change_change_la_lettre():
    modele, jour = MODELES["C05"], date(2027, 1, 14)
    assert lettre.delais(modele, au=jour) == {"delai_pieces": "15 jours"}
    avant = ParametreLegal.objects.get(code="pieces.delai")
    ParametreLegal.objects.filter(pk=avant.pk).update(valide_au=date(2026, 12, 31))
    ParametreLegal.objects.create(
        code="pieces.delai", valeur=30, unite="jours", libelle=avant.libelle, source="essai", valide_du=date(2027, 1, 1)
    )
    courrier = lettre.exemple(modele, **lettre.delais(modele, au=jour))
    assert "dans un délai de 30\N{NO-BREAK SPACE}jours" in html(courrier)


@pytest.mark.usefixtures("ardeche")
def test_une_lettre_sans_delai_n_en_demande_aucun():
    assert lettre.delais(MODELES["C23"], au=date(2027, 1, 14)) == {}


def test_42_jours_se_disent_6_semaines():
    assert lettre.en_clair(42, "jours") == "6 semaines"
    assert lettre.en_clair(14, "jours") == "14 jours"


def test_une_valeur_oubliee_arrete_la_lettre():
    with pytest.raises(lettre.VariableManquante, match="motifs_fait"):
        lettre.exemple(MODELES["C15"], motifs_fait=())


def test_une_valeur_facultative_vide_retire_sa_phrase():
    assert "commission de recours amiable" in texte(lettre.exemple(MODELES["C21"]))
    assert "commission de recours amiable" not in texte(lettre.exemple(MODELES["C21"], avis_cra=""))


def test_un_texte_ne_fait_rien_executer():
    courrier = lettre.exemple(MODELES["C23"], resultat="{% include 'x' %} {{ settings }} <script>")
    assert "{% include" in html(courrier)
    assert "&lt;script&gt;" in html(courrier)


def test_une_liste_seule_donne_une_ligne_par_valeur():
    assert remplir_tous(["{choses}", "avec {choses}"], {"choses": ("un", "deux")}) == ["un", "deux", "avec un, deux"]


@pytest.mark.parametrize(
    ("faute", "dit"),
    [(("{telephone}", "{inconnu}"), "variables inconnues, inconnu"), (('titre = "La suite"', 'tire = "x"'), "tire")],
)
def test_un_modele_mal_ecrit_est_refuse_au_chargement(tmp_path, faute, dit):
    fautif = tmp_path / "C23.toml"
    fautif.write_text((LETTRES / "C23.toml").read_text(encoding="utf-8").replace(*faute), encoding="utf-8")
    with pytest.raises(ModeleFautif, match=dit):
        lire_modele(fautif)


@pytest.mark.parametrize("code", MODELES)
def test_chaque_modele_a_un_nom_que_l_on_dit(code):
    assert MODELES[code].code == code
    assert libelle(f"{code} v{MODELES[code].version}") == MODELES[code].nom


def test_deux_lettres_de_memes_valeurs_ont_la_meme_page():
    assert html(lettre.exemple(MODELES["C13"])) == html(lettre.exemple(MODELES["C13"]))
    autre = replace(lettre.exemple(MODELES["C13"]), reference="EX-2026-00999")
    assert html(autre) != html(lettre.exemple(MODELES["C13"]))
