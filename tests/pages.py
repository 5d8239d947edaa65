"""Read a page as someone reads it: its words, without its header nor its footer."""

import re
from html import unescape


def mots(reponse) -> str:
    """The words of ``<main>``, on one line."""
    principal = re.search(r"<main.*</main>", reponse.content.decode(), re.DOTALL).group()
    texte = " ".join(unescape(re.sub(r"<[^>]+>", " ", principal)).split())
    return re.sub(r" ([,.)])", r"\1", texte)
