"""What a real browser reproaches to a page: accessibility, content policy, structure, width."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from spie.socle.comptes.middleware import CLE_SESSION

ORDINATEUR, TELEPHONE = {"width": 1366, "height": 768}, {"width": 320, "height": 640}
REGLES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"],
    },
    "resultTypes": ["violations"],
}
# Runs before any script of the page, which the content policy does not see.
ECOUTE = """
    window.__violations = [];
    document.addEventListener("securitypolicyviolation", (e) =>
        window.__violations.push(`${e.effectiveDirective} : ${e.blockedURI} ${e.sample ?? ""}`));
"""
AXE = """async (regles) => (await axe.run(regles)).violations.flatMap((v) =>
    v.nodes.slice(0, 3).map((n) => `axe ${v.id} : ${n.html.slice(0, 160)}`))"""
STRUCTURE = """() => {
    const fautes = [], h1 = document.querySelectorAll("h1").length;
    if (h1 !== 1) fautes.push(`${h1} h1`);
    if (!document.documentElement.lang.startsWith("fr")) fautes.push(`lang « ${document.documentElement.lang} »`);
    if (!document.title.trim()) fautes.push("aucun titre");
    const large = window.innerWidth;
    if (document.documentElement.scrollWidth > large) {
        const sort = (e) => e.getBoundingClientRect().right > large + 1;
        const dehors = [...document.querySelectorAll("body *")].filter(sort);
        const noms = dehors.slice(-3).map((e) => `<${e.localName} class="${e.getAttribute("class") ?? ""}">`);
        fautes.push(`${document.documentElement.scrollWidth} px de large sur ${large} : ${noms.join(" ")}`);
    }
    return fautes;
}"""


def cookie(agent, affectation, hote: str) -> dict:
    """The cookie of an agent already logged in, working from ``affectation``."""
    session = SessionStore()
    session[SESSION_KEY] = str(agent.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session[CLE_SESSION] = str(affectation.pk)
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "domain": hote, "path": "/"}


def onglet(contexte):
    """A tab that writes down what the page does wrong while it loads: ``page.reproches``."""
    page = contexte.new_page()
    page.add_init_script(ECOUTE)
    page.reproches = []
    page.on("console", lambda m: page.reproches.append((m.location["url"], m.text)) if m.type == "error" else None)
    page.on("pageerror", lambda e: page.reproches.append(("script", str(e))))
    return page


def reproches(page) -> list[str]:
    """What the console says, but that an error page is an error."""
    dits = [(ou, mots) for ou, mots in page.reproches if not (ou == page.url and "Failed to load resource" in mots)]
    page.reproches.clear()
    return [f"console : {mots[:200]} ({ou})" for ou, mots in dits]


def fautes(page) -> list[str]:
    """Everything wrong in the page shown, on a computer then on a telephone. Empty when all is well."""
    # Read first: the checker itself breaks the policy when it reads style sheets.
    trouvees = [f"politique de contenu : {v}" for v in page.evaluate("window.__violations")] + reproches(page)
    page.evaluate(Axe().axe_script)
    for nom, taille in (("téléphone", TELEPHONE), ("ordinateur", ORDINATEUR)):
        page.set_viewport_size(taille)
        trouvees += [f"{nom} : {faute}" for faute in [*page.evaluate(STRUCTURE), *page.evaluate(AXE, REGLES)]]
    page.reproches.clear()
    return trouvees
