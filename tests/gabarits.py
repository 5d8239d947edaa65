"""A guard for the pages: a variable that a template names and nobody gives is an error, not a hole.

    @pytest.mark.usefixtures("variables_connues")

Django's own admin templates live on holes: the guard is asked for, test by test, on our pages.
"""

import pytest
from django.template import engines

# What a component may go without.
FACULTATIVES = {
    *("icone", "ton", "titre", "texte", "action", "href", "cible", "maximum", "valeur", "fait", "total", "fini"),
    *("annuler", "bouton", "motif", "texte1", "texte2", "href1", "href2", "nom", "tout", "url_page"),
}


class VariableAbsente(str):
    """Django formats `string_if_invalid` with the name of the variable: that is where it fails."""

    def __new__(cls):
        return super().__new__(cls, "%s")

    def __mod__(self, variable):
        if str(variable) in FACULTATIVES:
            return ""
        raise AssertionError(f"Variable absente d’un gabarit : {variable}")


@pytest.fixture
def variables_connues(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", VariableAbsente())
