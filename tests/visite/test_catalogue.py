"""Every address has its entry; every role opens its pages and no other; every page is whole, and says no secret."""

import re

import pytest
from django.template import engines

from spie.socle.comptes.roles import Role
from tests.visite.actes import ACTES
from tests.visite.catalogue import ACTE, CATALOGUE, Page, SansPage, adresses, chemin, chemins, pages_de
from tests.visite.test_navigateur import PARTIES

FORMULAIRE = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
NIR = "290050701900153"
A_COMPLETER = "Ajoutez cette adresse à tests/visite/catalogue.py : une Page, ou SansPage et pourquoi."


def test_chaque_adresse_a_son_entree_et_chaque_entree_son_adresse():
    connues = {adresse.nom for adresse in adresses()}
    assert connues - set(CATALOGUE) == set(), A_COMPLETER
    assert set(CATALOGUE) - connues == set()


def test_une_adresse_sans_page_dit_pourquoi():
    sans_page = {nom: entree for nom, entree in CATALOGUE.items() if isinstance(entree, SansPage)}
    assert [nom for nom, entree in sans_page.items() if len(entree.pourquoi) < 7] == []
    assert [nom for nom, entree in sans_page.items() if entree.pourquoi == ACTE] == [
        "personnes:recherche",
        "parcours:apercu_convocations",
    ]
    assert {"recherche", "aperçu"} <= set(ACTES)


def test_chaque_page_est_dans_une_partie_visitee(deux_mondes):
    debuts = tuple(debut for partie in PARTIES.values() for debut in partie)
    pages = {page for role in Role for page in pages_de(role, deux_mondes["07"])}
    assert {page for page in pages if not page.startswith(debuts)} == {"/"}


@pytest.mark.parametrize("role", Role.values)
def test_chaque_role_ouvre_ses_pages_et_aucune_autre(entrer, deux_mondes, role):
    client, statuts = entrer(role), {}
    for adresse in adresses():
        entree = CATALOGUE[adresse.nom]
        if isinstance(entree, Page):
            permis, ici = role in adresse.roles, deux_mondes["07"]
            page = next(chemins(adresse.nom, entree, ici, role)) if permis else chemin(adresse.nom, entree, ici)
            refus = 302 if page.startswith("/admin/") else 403
            statuts[page] = (client.get(page).status_code, 200 if permis else refus)
    assert {page: statut for page, (statut, attendu) in statuts.items() if statut != attendu} == {}


def test_sans_connexion_chaque_page_renvoie_a_la_porte(client, deux_mondes):
    client.defaults["HTTP_HOST"] = "07.testserver"
    ouvertes = {"interface:accessibilite", "parcours:reunion", "orientation:aide"}
    for adresse in adresses():
        entree = CATALOGUE[adresse.nom]
        if not isinstance(entree, Page):
            continue
        page = chemin(adresse.nom, entree, deux_mondes["07"])
        if adresse.nom in ouvertes:
            assert client.get(page).status_code == 200, page
        else:
            assert client.get(page)["Location"].startswith(("/connexion/?next=", "/admin/login/")), page


def sans_jeton(html: str) -> list[str]:
    """The forms that would be refused for want of their token."""
    return [f[:120] for f in FORMULAIRE.findall(html) if "csrfmiddlewaretoken" not in f]


def secrets_et_trous(html: str) -> list[str]:
    """What a page must never hold: a form without its token, a NIR, a word of another département."""
    return sans_jeton(html) + [secret for secret in (NIR, NIR[:13], "AILLEURS") if secret in html]


@pytest.mark.usefixtures("variables_connues")
@pytest.mark.parametrize("role", Role.values)
def test_chaque_page_est_entiere_et_ne_dit_ni_nir_ni_mot_d_ailleurs(entrer, deux_mondes, role):
    """No variable that nobody gives, no form without its token."""
    client = entrer(role)
    for page in pages_de(role, deux_mondes["07"]):
        if not page.startswith("/admin/"):
            assert secrets_et_trous(client.get(page).content.decode()) == [], page


def test_chaque_page_de_l_administration_a_ses_jetons_et_ne_dit_ni_nir_ni_mot_d_ailleurs(entrer, deux_mondes):
    """Django's own templates live on holes: here, only ours are looked at."""
    client = entrer(Role.ADMINISTRATEUR)
    for page in pages_de(Role.ADMINISTRATEUR, deux_mondes["07"]):
        if page.startswith("/admin/"):
            assert secrets_et_trous(client.get(page).content.decode()) == [], page


def test_un_formulaire_sans_jeton_serait_vu():
    assert sans_jeton('<form class="x" method="post" action="/"><input name="a"></form>')
    assert not sans_jeton('<form method="get"><input name="a"></form>')


def test_le_nir_de_cet_essai_est_bien_connu_et_masque(entrer, deux_mondes):
    """Otherwise the test above could not fail."""
    personne = deux_mondes["07"]["personne"]
    assert personne.nir == NIR
    fiche = entrer(Role.PILOTE).get(f"/personnes/{personne.pk}/").content.decode()
    assert personne.nir_masque in fiche


@pytest.mark.usefixtures("variables_connues")
def test_une_variable_absente_serait_vue():
    with pytest.raises(AssertionError, match="personne.nom_de_jeune_fille"):
        engines["django"].from_string("{{ personne.nom_de_jeune_fille }}").render({"personne": object()})
