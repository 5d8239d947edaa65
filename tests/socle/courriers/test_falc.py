"""The linter: for each rule, a sentence that it stops and one that it lets through."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from spie.socle.courriers.courrier import texte_facile
from spie.socle.courriers.falc import examiner
from spie.socle.courriers.modeles.catalogue import EXEMPLES

LONGUE = (
    "Vous venez à la réunion du matin avec vos papiers et aussi avec une personne de votre famille "
    "ou une amie qui peut vous aider à lire."
)
CAS = [
    ("phrase-trop-longue", LONGUE, "Vous venez à la réunion."),
    ("mot-inconnu", "Vous devez échoir demain.", "Vous devez faire une demande."),
    ("sigle", "Vous allez à la DASIE.", "Vous recevez le RSA."),
    ("abreviation", "Apportez vos papiers, etc.", "Apportez vos papiers."),
    ("passif", "Votre dossier est étudié par le service.", "Le service regarde votre dossier."),
    ("double-negation", "Vous ne pouvez pas ne pas venir.", "Vous devez venir."),
    ("date-en-chiffres", "Venez le 12/01/2027.", "Venez le mardi 12 janvier 2027."),
    ("date-fausse", "Venez le lundi 12 janvier 2027.", "Venez le mardi 12 janvier 2027."),
    ("pourcentage", "Vous avez 30 % en moins.", "Vous avez moins."),
    ("chiffres-romains", "Lisez la partie XIV.", "Lisez la partie 14."),
    ("signe", "Venez & apportez vos papiers.", "Venez et apportez vos papiers."),
    ("nombre-en-lettres", "Vous avez quinze jours.", "Vous avez 15 jours."),
    ("tutoiement", "Tu dois venir.", "Vous devez venir."),
    ("majuscules", "Venez TOUJOURS.", "Venez toujours."),
    ("telephone-colle", "Appelez le 0465710007.", "Appelez le 04 65 71 00 07."),
]  # fmt: skip


def regles(texte: str) -> set[str]:
    return {constat.regle for constat in examiner(texte).constats}


@pytest.mark.parametrize(("regle", "refusee", "admise"), CAS)
def test_chaque_regle_arrete_et_laisse_passer(regle, refusee, admise):
    assert regle in regles(refusee)
    assert regle not in regles(admise)


@pytest.mark.parametrize("code", EXEMPLES)
def test_chaque_modele_est_publiable(code):
    courrier = EXEMPLES[code]()
    rapport = examiner(texte_facile(courrier), noms_propres=courrier.noms_propres)
    assert rapport.publiable, rapport.constats
    assert rapport.score >= 90


def test_un_texte_administratif_ne_se_publie_pas():
    rapport = examiner(
        "Nonobstant les diligences susmentionnées, il vous incombe, sous peine de suspension de votre allocation, "
        "de produire l'ensemble des pièces justificatives afférentes à votre situation dans les meilleurs délais."
    )
    assert not rapport.publiable
    assert rapport.score <= 60


def test_la_commande_echoue_sur_un_texte_difficile(tmp_path, capsys):
    call_command("falc", tout=True)
    assert "sur 100" in capsys.readouterr().out
    (tmp_path / "dur.txt").write_text("Il vous incombe de diligenter, nonobstant, la DASIE.")
    with pytest.raises(CommandError, match=r"dur\.txt"):
        call_command("falc", str(tmp_path / "dur.txt"))
