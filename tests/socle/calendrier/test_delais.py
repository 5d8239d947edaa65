"""Legal delays: the vectors of the law, and who they are raw or extended for."""

from datetime import date

import pytest

from spie.socle.calendrier.delais import apres_jours, apres_mois, au_jour_ouvrable, jours_feries
from spie.socle.calendrier.models import ParametreLocal
from spie.socle.calendrier.parametres import ParametreInconnu, valeur


def test_six_semaines_font_quarante_deux_jours_sans_prorogation():
    assert apres_jours(date(2026, 1, 5), 42) == date(2026, 2, 16)


@pytest.mark.parametrize(
    ("depart", "mois", "fin"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
    ],
)
def test_un_mois_finit_le_meme_quantieme_ou_le_dernier_jour(depart, mois, fin):
    assert apres_mois(depart, mois) == fin


def test_un_delai_laisse_a_la_personne_va_au_jour_ouvrable_suivant():
    feries = jours_feries("07", 2026)
    assert au_jour_ouvrable(date(2026, 5, 1), feries) == date(2026, 5, 4)  # Friday 1 May is a holiday
    assert au_jour_ouvrable(date(2026, 11, 24), feries) == date(2026, 11, 24)


def test_chaque_territoire_a_ses_jours_feries():
    assert date(2026, 12, 26) in jours_feries("67", 2026)
    assert date(2026, 12, 26) not in jours_feries("07", 2026)
    assert date(2026, 12, 20) in jours_feries("974", 2026)


def test_la_loi_vaut_pour_tous_sauf_choix_date_du_departement(ardeche):
    # given
    ParametreLocal.objects.create(
        code="orientation.delai_local", valeur=35, motif="Délibération fictive", valide_du=date(2026, 10, 1)
    )

    # then
    assert valeur("orientation.delai_local", au=date(2026, 9, 30)) == 42
    assert valeur("orientation.delai_local", au=date(2026, 10, 1)) == 35
    assert valeur("orientation.delai_legal", au=date(2026, 10, 1)) == 42


def test_un_parametre_absent_est_une_erreur_jamais_un_defaut(ardeche):
    with pytest.raises(ParametreInconnu, match="01/01/2020"):
        valeur("orientation.delai_legal", au=date(2020, 1, 1))
