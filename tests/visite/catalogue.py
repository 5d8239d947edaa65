"""Every address of the product: the states in which its page is looked at, or why it shows none.

A new address without an entry fails ``test_catalogue``. Names of objects are those of ``tests.monde.un_monde``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse

from spie.socle.comptes.roles import PERMISSIONS, Permission, Role


@dataclass(frozen=True)
class Page:
    """``objet``: the arguments of the address, in each of the states named; ``suites``: what follows the «?».

    Several arguments are written in one text: «personne contact».

    ``partenaire``: the objects that a partner may see, when not all of them.
    """

    objet: tuple[str, ...] = ()
    suites: tuple[str, ...] = ("",)
    partenaire: tuple[str, ...] = ()


@dataclass(frozen=True)
class SansPage:
    """No page is seen here by GET. ``arguments``: one object for each argument of the address."""

    pourquoi: str
    arguments: tuple[str, ...] = ()


CODES = ("code", "code_complete", "code_commencee", "code_passee", "code_annulee")
SESSIONS = ("session", "session_complete", "session_commencee", "session_passee", "session_annulee")
LISTES = ("liste_verification", "liste_application", "liste_applique", "liste_abandonne", "liste_annule")
LIGNES = ("ligne", "ligne_erreur", "ligne_a_creer", "ligne_doublon", "ligne_connue")
LOTS = ("lot_depose", "lot_lecture", "lot_attente", "lot_refuse", "lot_ecarte", "lot_chargement", "lot_charge")
ENVOIS = ("envoi_echec", "envoi_expire", "envoi_incertain", "envoi_en_cours", "envoi_annule", "envoi_livre")
ACTE = "Sa page est la réponse à un formulaire : voir tests/visite/actes.py."
RENVOI = "Un POST qui renvoie à une autre page."
PROGRAMME = "Du JSON, pour un programme qui a sa clé : voir tests/accueil/test_api_*.py."

CATALOGUE: dict[str, Page | SansPage] = {
    "accueil:journee": Page(),
    "accueil:fiche": Page(
        (
            *("personne", "conjoint", "personne_introuvable", "personne_separee", "personne_partie"),
            "personne_reunie",
        ),
        ("", "?genre=Orientation", "?avant=2020-01-01T00:00:00Z"),
        partenaire=("personne_confiee",),
    ),
    "accueil:changements": Page(
        ("personne", "personne_separee"), ("", "?avant=2020-01-01T00:00:00Z"), partenaire=("personne_confiee",)
    ),
    "fiche:identite": Page(("personne", "personne_introuvable")),
    "fiche:nir": Page(("personne", "personne_introuvable")),
    "fiche:echanges": Page(("personne", "personne_introuvable")),
    "fiche:ajouter_contact": Page(("personne",)),
    "fiche:contact": Page(("personne contact",)),
    "fiche:verifier_contact": SansPage(RENVOI, ("personne", "contact")),
    "fiche:terminer_contact": Page(("personne contact",)),
    "fiche:opposition": Page(("personne",)),
    "fiche:lever_opposition": SansPage(RENVOI, ("personne",)),
    "fiche:adresse": Page(("personne", "personne_introuvable", "personne_separee")),
    "fiche:quitter_foyer": Page(("conjoint", "personne_separee")),
    "fiche:lectures": Page(("personne", "personne_reunie"), ("", "?mois=2020-01", "?avant=2020-01-01T00:00:00Z")),
    "fiche:reunir": Page(("semblable", "personne", "personne_introuvable")),
    "fiche:reunir_avec": Page(("semblable autre_semblable", "autre_semblable semblable", "personne conjoint")),
    "fiche:fusion": Page(("fusion", "fusion_separee", "fusion_ancienne")),
    "fiche:separer": SansPage(RENVOI, ("fusion",)),
    "mutations:quitter": Page(("personne", "personne_partie")),
    "mutations:revenir": SansPage(RENVOI, ("personne_partie",)),
    "mutations:recus": Page(),
    "mutations:recu": Page(("pli", "pli_semblable", "pli_accepte", "pli_refuse")),
    "mutations:refuser": Page(("pli",)),
    "personnes:liste": Page(suites=("", "?soumises=1&tri=-nom", "?etat=3")),
    "personnes:recherche": SansPage(ACTE),
    "comptes:connexion": SansPage("La porte, pour qui n’est pas entré : voir test_navigateur."),
    "comptes:deconnexion": SansPage(RENVOI),
    "comptes:affectation": Page(),
    "interface:accessibilite": Page(),
    "parcours:sessions": Page(suites=("", "?quand=a_emarger", "?quand=passees&tri=-debut")),
    "parcours:creer_session": Page(),
    "parcours:absences": Page(),
    "parcours:qualifier_absence": Page(("absence",)),
    "parcours:a_reconvoquer": Page(),
    "parcours:apercu_convocations": SansPage(ACTE),
    "parcours:confirmer_convocations": SansPage(RENVOI),
    "parcours:reunion": Page(CODES),
    "parcours:session": Page(SESSIONS),
    "parcours:modifier_session": Page(("session",)),
    "parcours:annuler_session": Page(("session",)),
    "parcours:convoquer": Page(("session", "session_complete", "session_commencee"), ("", "?commune=00000")),
    "parcours:apercu_lettre": SansPage("Un PDF.", ("session", "suivi")),
    "parcours:emargement": Page(SESSIONS),
    "parcours:feuille": Page(("session_commencee", "session_complete")),
    "orientation:aide": Page(),
    "orientation:file": Page(suites=("", "?bande=DEPASSE", "?bande=21")),
    "orientation:decider": Page(("orientation", "orientation_basculee")),
    "orientation:lettre": SansPage("Un PDF, demandé par un POST.", ("orientation",)),
    "orientation:file_active": Page(suites=("", "?retard=1", "?ref=sans")),
    "imports:accueil": SansPage("Renvoie aux flux, ou aux listes pour qui ne charge pas de flux."),
    "imports:listes": Page(),
    "imports:modele": SansPage("Un fichier à remplir.", ("nature", "forme")),
    "imports:detail": Page(
        (*LISTES, "liste_a_traiter"), ("", "?voir=TOUTES", "?voir=A_CREER", "?voir=A_CONFIRMER&apres=3")
    ),
    "imports:colonnes": Page(("liste_colonnes", "liste_a_traiter")),
    "imports:cocher": SansPage(RENVOI, ("liste",)),
    "imports:accepter": SansPage(RENVOI, ("liste",)),
    "imports:reessayer": SansPage(RENVOI, ("liste",)),
    "imports:annuler": Page(("liste_applique", "liste_annule")),
    "imports:abandonner": SansPage(RENVOI, ("liste",)),
    "imports:rejets": SansPage("Un fichier CSV.", ("liste",)),
    "imports:ligne": Page(tuple(f"liste {ligne}" for ligne in LIGNES)),
    "imports:corriger": SansPage(RENVOI, ("liste", "ligne_erreur")),
    "imports:qui": SansPage(RENVOI, ("liste", "ligne")),
    "flux:liste": Page(),
    "flux:detail": Page(LOTS),
    "flux:rejets": SansPage("Un fichier CSV.", ("lot",)),
    "flux:issues": Page(("lot nature_issue", "lot nature_disparu")),
    "flux:identiques": Page(("lot",)),
    "flux:confirmer": SansPage(RENVOI, ("lot_attente",)),
    "flux:ecarter": SansPage(RENVOI, ("lot_attente",)),
    "demo:messages": Page(),
    "demo:lettre": SansPage("Un PDF.", ("numero",)),
    "envois:liste": Page(suites=("", "?etat=ECHEC", "?canal=COURRIEL&etat=LIVRE")),
    "envois:a_imprimer": Page(),
    "envois:imprimer": SansPage("Un PDF."),
    "envois:detail": Page((*ENVOIS, "courriel", "lettre", "lettre_pas_prete")),
    "envois:relancer": SansPage(RENVOI, ("envoi",)),
    "envois:courrier": SansPage("Un PDF.", ("lettre",)),
    "courriers:liste": Page(),
    "courriers:detail": Page(("lettre_decision", "lettre_convocation")),
    "courriers:apercu": SansPage("Un PDF.", ("lettre_decision",)),
    "envois:recus": Page(),
    "envois:lire_recu": SansPage(RENVOI, ("recu",)),
    "envois:accuse": SansPage(
        "Un prestataire y dit ce que devient un SMS : voir tests/socle/envois/test_prestataires.py.", ("ovh", "secret")
    ),
    "api:personnes": SansPage(PROGRAMME),
    "api:rapprocher": SansPage(PROGRAMME),
    "api:personne": SansPage(PROGRAMME, ("personne",)),
    "api:changements": SansPage(PROGRAMME),
    "api:description": SansPage("Du JSON, pour une machine."),
    "sante": SansPage("Du JSON, pour une machine."),
    "admin:index": Page(),
    "admin:login": SansPage("Renvoie à la porte du site."),
    "admin:logout": SansPage(RENVOI),
    "admin:password_change": Page(),
    "admin:password_change_done": Page(),
    "admin:autocomplete": SansPage("Du JSON, pour un champ de l'administration."),
    "admin:jsi18n": SansPage("Du JavaScript."),
    "admin:view_on_site": SansPage("Nos objets n'ont pas d'adresse publique : 404.", ("un", "personne")),
    "admin:app_list": Page(("app",)),
    "admin:": SansPage("Renvoie à la page de l'objet, ou 404."),
}
# Each table of the administration, and an object of the world to open in it.
TABLES = {
    "territoires_commune": "commune",
    "territoires_territoire": "territoire",
    "territoires_rattachement": "rattachement",
    "comptes_agent": "agent",
    "comptes_structure": "structure",
    "comptes_affectation": "affectation",
    "comptes_jeton": "jeton",
    "calendrier_parametrelegal": "parametre_legal",
    "calendrier_parametrelocal": "parametre",
    "calendrier_voiesderecours": "voies",
    "calendrier_voiesderecourslocales": "voies_locales",
    "personnes_personne": "personne",
    "personnes_dossierrsa": "dossier",
    "parcours_parcours": "suivi",
    "parcours_convocation": "absence",
    "parcours_sessionioc": "session",
    "orientation_orientation": "orientation_decidee",
    "flux_lotflux": "lot_refuse",
    "imports_importliste": "liste_applique",
    "imports_sourceliste": "source_de_listes",
    "envois_envoi": "envoi_echec",
    "envois_prestataire": "prestataire",
}
REFERENCE = (
    "territoires_territoire",
    "territoires_rattachement",
    "comptes",
    "calendrier_parametrelocal",
    "calendrier_voiesderecourslocales",
    "envois_prestataire",
)
for table, objet in TABLES.items():
    corrige = table.startswith(REFERENCE)
    CATALOGUE |= {
        f"admin:{table}_changelist": Page(),
        f"admin:{table}_add": Page() if corrige else SansPage("Rien ne s'ajoute à la main : 403."),
        f"admin:{table}_change": Page((objet,)),
        f"admin:{table}_history": Page((objet,)) if corrige else SansPage("L'histoire est dans la fiche.", (objet,)),
        f"admin:{table}_delete": SansPage("Rien ne se supprime dans l'administration : 403.", (objet,)),
    }


@dataclass(frozen=True)
class Adresse:
    """One address of the product, and who may open it."""

    nom: str
    motif: URLPattern

    @property
    def roles(self) -> list[Role]:
        permission = getattr(getattr(self.motif.callback, "cls", self.motif.callback), "permission", None)
        if permission in ("public", "connected"):
            return list(Role)
        return [role for role in Role if (permission or Permission.ADMINISTRER) in PERMISSIONS[role]]


def adresses(resolveur=None, espace: str = "") -> Iterator[Adresse]:
    """Every address of the map, by its full name."""
    for motif in (resolveur or get_resolver()).url_patterns:
        if isinstance(motif, URLPattern):
            yield Adresse(f"{espace}{motif.name or ''}", motif)
        else:
            yield from adresses(motif, f"{espace}{motif.namespace}:" if motif.namespace else espace)


def chemins(nom: str, page: Page, monde: dict, role: Role) -> Iterator[str]:
    """The page in each of the states that this role may see."""
    objets = page.partenaire if page.partenaire and role == Role.PARTENAIRE else page.objet
    arguments = [_cles(objet, monde) for objet in objets] if page.objet else [[]]
    yield from (reverse(nom, args=choix) + suite for choix in arguments for suite in page.suites)


def chemin(nom: str, entree: Page | SansPage, monde: dict) -> str:
    """One address of this name."""
    arguments = entree.arguments if isinstance(entree, SansPage) else entree.objet[:1]
    return reverse(nom, args=_cles(" ".join(arguments), monde))


def _cles(objets: str, monde: dict) -> list:
    return [_cle(monde[objet]) for objet in objets.split()]


def _cle(objet):
    return getattr(objet, "pk", objet)


def pages_de(role: Role, monde: dict) -> list[str]:
    """Every page that this role may open, in all its states."""
    ouvertes = {adresse.nom for adresse in adresses() if role in adresse.roles}
    return [
        adresse
        for nom, page in CATALOGUE.items()
        if nom in ouvertes and isinstance(page, Page)
        for adresse in chemins(nom, page, monde, role)
    ]
