"""The camera that takes the pictures of the guide: it logs in, frames, and keeps images light."""

import io
import sys
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

LARGEUR, HAUTEUR, HAUTEUR_MAX = 1366, 800, 1700
POIDS_MAX = 150_000
MOT_DE_PASSE = "demonstration-spie"


class Appareil:
    """The camera: one browser, the address of the site, where pictures go, which ones are wanted."""

    def __init__(self, browser: Browser, adresse: str, dossier: Path, voulues: set[str]):
        self.browser, self.adresse, self.dossier, self.voulues = browser, adresse, dossier, voulues
        self.decidee = ""

    @contextmanager
    def comme(self, compte: str, largeur: int = LARGEUR, hauteur: int = HAUTEUR):
        """Log in with one of the accounts of the demonstration."""
        contexte = self.browser.new_context(locale="fr-FR", viewport={"width": largeur, "height": hauteur})
        contexte.set_default_timeout(60_000)
        page = contexte.new_page()
        page.goto(f"{self.adresse}/connexion/")
        page.get_by_label("Courriel").fill(f"{compte}@07.example.org")
        page.locator("[type=password]").fill(MOT_DE_PASSE)
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_role("heading", name="Bonjour").wait_for()
        yield page
        contexte.close()

    def prendre(self, page: Page, nom: str, *, entiere: bool = False) -> None:
        """What is on the screen, or the whole page down to a reasonable height, in a window that tall."""
        if nom not in self.voulues:
            return
        page.wait_for_load_state("networkidle")
        page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        page.mouse.move(0, 0)
        fenetre = page.viewport_size
        hauteur = page.evaluate("document.documentElement.scrollHeight") if entiere else fenetre["height"]
        page.set_viewport_size({"width": fenetre["width"], "height": min(hauteur, HAUTEUR_MAX)})
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        page.set_viewport_size(fenetre)
        self.garder(image, nom)

    def garder(self, image: Image.Image, nom: str) -> None:
        """Fewer colours until it is light enough for a page."""
        if nom not in self.voulues:
            return
        cible = self.dossier / f"{nom}.png"
        for couleurs in (96, 48, 24):
            image.quantize(couleurs, dither=Image.Dither.NONE).save(cible, optimize=True)
            if cible.stat().st_size <= POIDS_MAX:
                break
        sys.stdout.write(f"{cible.name} : {cible.stat().st_size // 1024} Ko\n")
