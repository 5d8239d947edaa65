"""Un mois de la CAF, dans un vrai navigateur : octobre, puis novembre qui attend un accord, puis son rapport."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.comptes.roles import Role
from spie.socle.personnes.models import DossierRSA, Personne
from spie.socle.territoires.isolation import departement_courant
from tests.navigateur import navigateur
from tests.recits.navigation import SECONDES, aller

pytestmark = navigateur

OCTOBRE = Mois(range(1, 11), couples=2, enfants=0)
# Two of ten households are gone, one moved, the right of one closed, a couple separated, one is new.
NOVEMBRE = Mois(range(3, 12), reference=date(2026, 11, 30), couples=2, enfants=0, demenages=[3], clos=[5], separes=[4])
ABSENTS = "Foyers absents du fichier"
ISSUES = {
    "Nouveaux foyers": 2,
    "Foyers qui ont déménagé": 1,
    "Adultes qui ont changé de foyer": 1,
    "Droits clos ou refusés": 1,
    ABSENTS: 2,
}


def deposer(page: Page, fichier) -> None:
    aller(page, "Imports")
    page.get_by_label("Fichier des bénéficiaires").set_input_files(fichier)
    page.get_by_role("button", name="Charger le fichier").click()


def test_un_mois_attend_un_accord_puis_rend_compte_de_chaque_issue(ouvrir, worker, tmp_path):
    # given: October is loaded
    page = ouvrir(Role.PILOTE)
    worker.demarrer()
    deposer(page, ecrire(tmp_path / "octobre.xml", OCTOBRE))
    expect(page.locator("#avancement")).to_contain_text("personnes à orienter", timeout=SECONDES)

    # when: a fifth of the people disappears from November
    deposer(page, ecrire(tmp_path / "novembre.xml", NOVEMBRE))

    # then: nothing is written before the pilot has answered
    rien_n_est_ecrit_avant_l_accord(page)
    page.get_by_role("button", name="Charger ce fichier").click()
    le_rapport_compte_chaque_issue(page)
    les_absents_se_retrouvent_un_par_un(page)


def rien_n_est_ecrit_avant_l_accord(page: Page) -> None:
    expect(page.get_by_role("heading", name="Ce fichier attend votre accord")).to_be_visible(timeout=SECONDES)
    expect(page.locator("#avancement")).to_contain_text("3 personnes sur 15")
    with departement_courant("07"):
        assert set(DossierRSA.objects.values_list("vu_le", flat=True)) == {OCTOBRE.reference}


def le_rapport_compte_chaque_issue(page: Page) -> None:
    expect(page.get_by_role("heading", name=re.compile("Ce que ce fichier a changé"))).to_be_visible(timeout=SECONDES)
    for mots, nombre in ISSUES.items():
        expect(page.locator("#avancement tbody tr").filter(has_text=mots)).to_contain_text(str(nombre))


def les_absents_se_retrouvent_un_par_un(page: Page) -> None:
    """From the figure to its list, from the list to the person, whose chronology says it too."""
    page.locator("#avancement tbody tr").filter(has_text=ABSENTS).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ABSENTS)
    expect(page.locator("tbody tr")).to_have_count(ISSUES[ABSENTS])
    with departement_courant("07"):
        absente = Personne.objects.get(foyer__dossiers__numero_demande="F0000000001", role="DEM")
    page.get_by_role("link", name=str(absente)).click()
    absence = "n’est plus dans le fichier de l’organisme payeur du lundi 30 novembre 2026"
    expect(page.get_by_role("main")).to_contain_text(absence)
