"""Read the words of a letter from its page: one line per block, pictures and codes left out."""

import re
from html.parser import HTMLParser

BLOCS = frozenset(
    ("address", "div", "footer", "h1", "h2", "h3", "header", "li", "main", "p", "section", "ul", "ol", "br")
)
MUETS = frozenset(("head", "style", "script"))
VIDES = frozenset(("br", "img", "meta", "link", "hr", "input"))


class _Lecteur(HTMLParser):
    def __init__(self, dans: str):
        super().__init__(convert_charrefs=True)
        self.dans = dans
        self.pile: list[tuple[str, bool, bool]] = []
        self.morceaux: list[str] = []

    def handle_starttag(self, tag, attrs):
        attributs = dict(attrs)
        _, muet, ouvert = self.pile[-1] if self.pile else ("", False, not self.dans)
        muet = muet or tag in MUETS or attributs.get("data-texte") == "non"
        ouvert = ouvert or attributs.get("id") == self.dans
        if tag in BLOCS:
            self.morceaux.append("\n")
        if tag not in VIDES:
            self.pile.append((tag, muet, ouvert))

    def handle_endtag(self, tag):
        if tag in BLOCS:
            self.morceaux.append("\n")
        while self.pile and self.pile.pop()[0] != tag:
            pass

    def handle_data(self, data):
        _, muet, ouvert = self.pile[-1] if self.pile else ("", False, False)
        if ouvert and not muet:
            self.morceaux.append(re.sub(r"\s+", " ", data))


def lire(page: str, *, dans: str = "") -> str:
    """Give the text of ``page``, or of its element whose id is ``dans``."""
    lecteur = _Lecteur(dans)
    lecteur.feed(page)
    lignes = (re.sub(r" +", " ", ligne).strip() for ligne in "".join(lecteur.morceaux).split("\n"))
    return "\n".join(ligne for ligne in lignes if ligne)
