"""Every page, for every role that may open it, in a real browser: accessible, within its policy, 320 px wide."""

import re

import httpx
import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.interface.csp import CSP
from tests.navigateur import navigateur
from tests.visite.actes import ACTES
from tests.visite.catalogue import CODES, pages_de
from tests.visite.examen import ORDINATEUR, fautes, onglet

pytestmark = navigateur
PARTIES = {
    "accueil et personnes": ("/personnes/", "/affectation/", "/accessibilite/"),
    "réunions d’information": ("/ioc/",),
    "orientation": ("/orientation/", "/file-active/"),
    "imports et envois": ("/imports/", "/envois/", "/demo/", "/dossiers-recus/", "/modeles-de-lettres/"),
    "administration": ("/admin/",),
}
JETONS = re.compile(r'value="[A-Za-z0-9]{64}"')


@pytest.fixture
def comme(monde, browser):
    """``page = comme(Role.ENCADRANT)``: the tab of someone already logged in; ``vide``: where there is nobody yet."""
    contextes = {}

    def ouvrir(role, vide=False):
        if (role, vide) not in contextes:
            contexte = browser.new_context(locale="fr-FR", base_url=monde["site_vide" if vide else "site"])
            contexte.add_cookies([monde["cookies_vides" if vide else "cookies"][role]])
            contextes[role, vide] = onglet(contexte)
        return contextes[role, vide]

    yield ouvrir
    for page in contextes.values():
        page.context.close()


@pytest.fixture
def lire(monde):
    """``reponse = lire(Role.ENCADRANT, "/ioc/")``: the page as text, which costs a tenth of a browser."""
    with httpx.Client(base_url=f"http://127.0.0.1:{monde['port']}", trust_env=False) as client:

        def lire(role, chemin):
            cookie = monde["cookies"][role]
            return client.get(chemin, headers={"Host": "07.localhost", "Cookie": f"{cookie['name']}={cookie['value']}"})

        yield lire


def contenu(html: str) -> str:
    """What the page says, without its header and the tokens of its forms."""
    return JETONS.sub("", html[html.find("<main") : html.find("</main>")] or html)


@pytest.mark.parametrize("partie", PARTIES)
def test_chaque_page_est_accessible_et_tient_sur_un_telephone(comme, lire, monde, partie):
    """The same content shown to another role is not looked at twice; « Ma journée » shows the header of each."""
    vus, trouvees = set(), []
    for role in Role:
        for chemin in pages_de(role, monde):
            if not chemin.startswith(PARTIES[partie]):
                continue
            reponse = lire(role, chemin)
            assert reponse.status_code == 200, (role, chemin)
            if (dit := contenu(reponse.text)) not in vus:
                vus.add(dit)
                trouvees += [f"{role} {chemin} : {faute}" for faute in visiter(comme(role), chemin)]
    assert not trouvees, "\n".join(trouvees)


def visiter(page, chemin: str) -> list[str]:
    page.goto(chemin)
    return fautes(page)


def test_la_journee_de_chaque_role_est_accessible_la_ou_il_n_y_a_encore_personne(comme, monde):
    ailleurs = ["/personnes/", "/ioc/", "/ioc/absences/", "/ioc/a-reconvoquer/", "/orientation/", "/file-active/"]
    for role in Role:
        assert visiter(comme(role), "/") == []
        assert visiter(comme(role, vide=True), "/") == []
    for chemin in [*ailleurs, "/imports/", "/envois/", "/envois/a-imprimer/", "/demo/messages/"]:
        assert visiter(comme(Role.PILOTE, vide=True), chemin) == []


@pytest.mark.parametrize("nom", ACTES)
def test_chaque_reponse_a_un_formulaire_est_accessible(comme, monde, nom):
    acte = ACTES[nom]
    page = comme(acte.role)
    page.set_viewport_size(ORDINATEUR)
    page.goto(acte.depuis.format(**{objet: getattr(valeur, "pk", valeur) for objet, valeur in monde.items()}))
    acte.geste(page)
    page.get_by_text(acte.mots).first.wait_for(state="attached")
    assert fautes(page) == []


def test_une_cle_d_acces_se_donne_se_montre_et_se_relit_a_l_ecran(comme, monde):
    page = comme(Role.ADMINISTRATEUR)
    page.set_viewport_size(ORDINATEUR)
    page.goto("/admin/comptes/jeton/add/")
    page.get_by_label("Compte de service").select_option(index=1)
    page.get_by_label("Pour quel logiciel").fill("Logiciel fictif")
    page.get_by_label("demander qui est qui").check()
    page.get_by_role("button", name="Donner la clé").click()
    assert page.locator("#cle").inner_text().startswith("spie_")
    assert fautes(page) == []
    page.get_by_text("Voir la fiche de cette clé").click()
    page.get_by_role("button", name="Retirer cette clé").wait_for()
    assert fautes(page) == []


def test_la_porte_d_entree_qui_refuse_est_accessible(browser, monde):
    page = onglet(browser.new_context(base_url=monde["site"]))
    assert visiter(page, "/connexion/") == []
    page.locator("[name=username]").fill("inconnue@example.org")
    page.locator("[name=password]").fill("une autre phrase")
    page.locator("main button[type=submit]").click()
    page.get_by_text("ne correspond à aucun compte").first.wait_for()
    assert fautes(page) == []
    page.context.close()


@pytest.mark.parametrize("code", CODES)
def test_ce_qu_ouvre_une_lettre_est_accessible_sans_connexion(browser, monde, code):
    page = onglet(browser.new_context(base_url=monde["site"]))
    for chemin in (reverse("parcours:reunion", args=[monde[code]]), reverse("orientation:aide")):
        assert visiter(page, chemin) == []
        assert page.get_by_text("Appelez").first.is_visible()
    page.context.close()


def servir(page, chemin: str, corps: str | bytes, statut: int = 200) -> None:
    """Let the browser receive this page, under the real content policy, as if the site had sent it."""
    entetes = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": CSP}
    page.route(f"**{chemin}", lambda route: route.fulfill(status=statut, body=corps, headers=entetes))


@pytest.mark.urls("tests.socle.interface.urls")
@pytest.mark.parametrize(("essai", "statut"), [("suspect", 400), ("conflit", 409), ("refus", 422), ("panne", 500)])
def test_les_pages_d_erreur_sont_accessibles(comme, connecte, client, essai, statut):
    """No real address fails on order: the page is made here, and shown by the browser on the real site."""
    connecte()
    client.raise_request_exception = False
    reponse = client.post(f"/essai/{essai}/")
    page = comme(Role.REFERENT)
    servir(page, "/essai/", reponse.content, statut)
    page.goto("/essai/")
    assert (reponse.status_code, fautes(page)) == (statut, [])


SAINE = (
    '<!DOCTYPE html><html lang="fr"><head><title>Essai</title>'
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="/static/spie/favicon.svg">'
    '<link rel="stylesheet" href="/static/vendor/bootstrap-5.3.9/bootstrap.min.css"></head>'
    "<body><main><h1>Essai</h1>{}</main></body></html>"
)
FAUTES = {
    "une image muette": ('<img src="/static/spie/favicon.svg">', "axe image-alt"),
    "un champ sans étiquette": ('<input name="nom">', "axe label"),
    "un texte trop pâle": ('<p class="text-warning">Presque blanc</p>', "axe color-contrast"),
    "deux h1": ("<h1>Encore un titre</h1>", "2 h1"),
    "un style dans la page": ('<p style="color: red">Rouge</p>', "politique de contenu : style-src"),
    "un script dans la page": ("<script>document.title = 'x'</script>", "politique de contenu : script-src"),
    "une image d’ailleurs": ('<img alt="x" src="http://127.0.0.1:9/x.png">', "politique de contenu : img-src"),
    "une page trop large": (f"<p>{'trop' * 40}</p>", "px de large sur 320"),
    "un fichier absent": ('<script src="/static/spie/absent.js"></script>', "console"),
}


@pytest.mark.parametrize("faute", FAUTES)
def test_chaque_faute_serait_vue(comme, faute):
    """The examiner itself, on a page that is sound but for one thing."""
    page, (balise, attendu) = comme(Role.REFERENT), FAUTES[faute]
    servir(page, "/saine/", SAINE.format(""))
    servir(page, "/fautive/", SAINE.format(balise))
    assert visiter(page, "/saine/") == []
    assert any(attendu in trouvee for trouvee in visiter(page, "/fautive/"))


def test_une_page_sans_langue_ni_titre_serait_vue(comme):
    page = comme(Role.REFERENT)
    servir(page, "/nue/", "<p>Rien</p>")
    trouvees = " ".join(visiter(page, "/nue/"))
    assert "lang «  »" in trouvees
    assert "aucun titre" in trouvees
    assert "0 h1" in trouvees
