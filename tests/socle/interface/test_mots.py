"""Les mots des pages : le nombre s'accorde comme en français."""

import pytest
from django.template import engines


@pytest.mark.parametrize(
    ("nombre", "phrase"), [(0, "0 enfant à charge"), (1, "1 enfant à charge"), (2, "2 enfants à charge")]
)
def test_zero_est_un_singulier(nombre, phrase):
    gabarit = engines["django"].from_string("{% load interface %}{{ n }} enfant{{ n|pluralize }} à charge")
    assert gabarit.render({"n": nombre}) == phrase


def test_deux_terminaisons_se_choisissent_de_meme():
    gabarit = engines["django"].from_string("{% load interface %}{{ n|pluralize:'Il y a un,Il y a des' }}")
    assert [gabarit.render({"n": n}) for n in (0, 1, 2)] == ["Il y a un", "Il y a un", "Il y a des"]
