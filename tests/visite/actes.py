"""Pages that are the answer to a form, and states that appear under the fingers. None of these acts writes anything."""

from collections.abc import Callable
from dataclasses import dataclass

from spie.socle.comptes.roles import Role

MAIN = "main form.formulaire button[type=submit]"


@dataclass(frozen=True)
class Acte:
    """``depuis``: an address, with objects of the world in it. ``geste`` leads to the page that must say ``mots``."""

    role: Role
    depuis: str
    geste: Callable
    mots: str


def cliquer(*selecteurs: str) -> Callable:
    """Click one after the other."""

    def geste(page):
        for selecteur in selecteurs:
            page.locator(selecteur).first.click()

    return geste


def chercher(mots: str, *, entree: bool = True) -> Callable:
    """Type in the search of the header; with ``entree``, open the page of results."""

    def geste(page):
        page.locator("#recherche").press_sequentially(mots)
        if entree:
            page.keyboard.press("Enter")
        else:
            page.locator("[role=option]").first.wait_for()

    return geste


def vider(champ: str) -> Callable:
    """Empty a field, then send."""

    def geste(page):
        page.locator(f"[name={champ}]").fill("")
        cliquer(MAIN)(page)

    return geste


def personne_cochee(page):
    for case in page.locator("main tbody input[type=checkbox]:checked").all():
        case.uncheck()
    cliquer("main form:has(tbody) button[type=submit]")(page)


def en_conflit(page):
    """As if somebody had recorded the row since it was read."""
    page.locator("[data-ligne] input[name$=lu]").first.evaluate("champ => champ.value = 'A00'")
    cliquer("[data-ligne] input[value=P]", "[data-emargement] button[type=submit]")(page)


def decider(page):
    page.locator("[name=modalite]").first.check()
    page.locator("[name=referent]").select_option(index=1)
    page.locator("[name=motif]").fill("Vous avez besoin d’un logement.")
    cliquer(MAIN)(page)


def en_retard_d_une_version(page):
    """As if somebody had written the block since it was read."""
    page.locator("[name=version]").first.evaluate("champ => champ.value = '0'")
    page.locator("[name=autres_prenoms]").fill("Camille")
    page.locator("[name=motif]").select_option(index=1)
    cliquer(MAIN)(page)


def deux_colonnes_pour_le_nom(page):
    for rang in (0, 1):
        page.locator(f"[name=colonne_{rang}]").select_option("nom")
    cliquer(MAIN)(page)


CONVOQUER = "main form[data-cochees] button[type=submit]"
ACTES = {
    "recherche": Acte(Role.REFERENT, "/accessibilite/", chercher("SPECIMEN2"), "SPECIMEN2 Ines"),
    "recherche vaine": Acte(Role.REFERENT, "/accessibilite/", chercher("Wxyzqk"), "Personne ne correspond"),
    "recherche ouverte": Acte(Role.REFERENT, "/accessibilite/", chercher("SPECIMEN", entree=False), "SPECIMEN2 Ines"),
    "menu de l’agent": Acte(Role.PILOTE, "/accessibilite/", cliquer(".agent"), "Se déconnecter"),
    "réunion incomplète": Acte(Role.ACCUEIL, "/ioc/nouvelle/", vider("lieu"), "une correction à faire"),
    "déplacement incomplet": Acte(Role.ACCUEIL, "/ioc/{session}/modifier/", vider("jour"), "Choisissez un jour."),
    "annulation sans motif": Acte(Role.ACCUEIL, "/ioc/{session}/annuler/", vider("motif"), "Dites pourquoi"),
    "aperçu": Acte(Role.ACCUEIL, "/ioc/{session}/convoquer/", cliquer(CONVOQUER), "SMS par personne"),
    "aperçu sans personne": Acte(
        Role.ACCUEIL, "/ioc/{session}/convoquer/", personne_cochee, "Cochez au moins une personne."
    ),
    "reconvoquer": Acte(
        Role.ACCUEIL, "/ioc/a-reconvoquer/", cliquer("tbody input[type=checkbox]", CONVOQUER), "SMS par personne"
    ),
    "pièce sans présence": Acte(
        Role.ACCUEIL,
        "/ioc/{session_commencee}/emargement/",
        cliquer("[data-ligne] input[type=checkbox]", "[data-emargement] button[type=submit]"),
        "la personne est-elle présente ?",
    ),
    "émargement en conflit": Acte(Role.ACCUEIL, "/ioc/{session_commencee}/emargement/", en_conflit, "en même temps"),
    "absence sans réponse": Acte(
        Role.ACCUEIL, "/ioc/absences/{absence}/", cliquer(MAIN), "Dites si le motif est retenu."
    ),
    "décision vide": Acte(Role.ENCADRANT, "/orientation/{orientation}/", cliquer(MAIN), "corrections à faire"),
    "décision à confirmer": Acte(Role.ENCADRANT, "/orientation/{orientation}/", decider, "Vous décidez"),
    "clé d’accès sans compte": Acte(
        Role.ADMINISTRATEUR, "/admin/comptes/jeton/add/", cliquer("form.cles [type=submit]"), "corrections à faire"
    ),
    "identité sans raison": Acte(
        Role.ACCUEIL, "/personnes/{personne}/identite/", cliquer(MAIN), "une correction à faire"
    ),
    "identité en conflit": Acte(
        Role.REFERENT, "/personnes/{personne}/identite/", en_retard_d_une_version, "Deux personnes ont écrit"
    ),
    "contact illisible": Acte(
        Role.REFERENT, "/personnes/{personne}/contacts/ajouter/", cliquer(MAIN), "une correction à faire"
    ),
    "refus sans canal": Acte(Role.ACCUEIL, "/personnes/{personne}/refus/", cliquer(MAIN), "une correction à faire"),
    "départ sans raison": Acte(
        Role.ENCADRANT, "/personnes/{personne}/depart/", cliquer(MAIN), "Dites pourquoi la personne part."
    ),
    "dossier refusé sans raison": Acte(
        Role.ACCUEIL, "/dossiers-recus/{pli}/refuser/", cliquer(MAIN), "Dites pourquoi vous refusez"
    ),
    "import sans fichier": Acte(Role.PILOTE, "/imports/", cliquer(MAIN), "Choisissez d'abord un fichier."),
    "liste sans fichier": Acte(Role.PILOTE, "/imports/listes/", cliquer(MAIN), "Choisissez d’abord un fichier."),
    "colonnes en double": Acte(
        Role.PILOTE, "/imports/listes/{liste_colonnes}/colonnes/", deux_colonnes_pour_le_nom, "déjà reliée"
    ),
    "rien à imprimer": Acte(Role.ACCUEIL, "/envois/a-imprimer/", personne_cochee, "Aucun courrier n'attend"),
    "filtre sans rechargement": Acte(
        Role.PILOTE, "/envois/", lambda page: page.locator("#filtre-etat").select_option("EXPIRE"), "État : expiré"
    ),
    "recherche dans l’administration": Acte(
        Role.ADMINISTRATEUR,
        "/admin/personnes/personne/",
        lambda page: page.locator("#searchbar").fill("SPECIMEN2") or page.keyboard.press("Enter"),
        "résultats –",
    ),
    "agent incomplet": Acte(
        Role.ADMINISTRATEUR, "/admin/comptes/agent/add/", cliquer("[name=_save]"), "Corrigez les erreurs"
    ),
    "interdit": Acte(Role.REFERENT, "/imports/", lambda page: None, "Que faire ?"),
    "introuvable": Acte(Role.REFERENT, "/nulle-part/", lambda page: None, "Que faire ?"),
    "formulaire trop vieux": Acte(
        Role.ACCUEIL,
        "/ioc/nouvelle/",
        lambda page: page.context.clear_cookies(name="csrftoken") or cliquer(MAIN)(page),
        "Que faire ?",
    ),
}
