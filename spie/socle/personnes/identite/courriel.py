"""Read a mail address: lower case, no space; a shared box or a slip in the domain is worth a warning."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from spie.socle.personnes.identite.lecture import Lecture, nombre_de

LONGUEUR_MAX = 120
_bien_formee = EmailValidator()
_DE_SERVICE = re.compile(
    r"(contact|accueil|secretariat|info|infos|direction|mairie|ccas|cms|asso|association|foyer|domiciliation|"
    r"mission[._-]?locale|bureau|service|social|rsa)([._-].*)?"
)
_GLISSEMENTS = {
    "gmial.com": "gmail.com", "gmail.fr": "gmail.com", "gamil.com": "gmail.com", "gmai.com": "gmail.com",
    "gmail.con": "gmail.com", "gmail.co": "gmail.com", "hotmial.com": "hotmail.com", "hotmai.com": "hotmail.com",
    "hotmail.con": "hotmail.com", "hotmal.fr": "hotmail.fr", "outlok.fr": "outlook.fr", "outlok.com": "outlook.com",
    "yaho.fr": "yahoo.fr", "yahou.fr": "yahoo.fr", "wanado.fr": "wanadoo.fr", "wannadoo.fr": "wanadoo.fr",
    "ornage.fr": "orange.fr", "orang.fr": "orange.fr", "lapost.net": "laposte.net", "laposte.fr": "laposte.net",
    "laposte.com": "laposte.net", "free.f": "free.fr", "orange.f": "orange.fr", "sfr.f": "sfr.fr",
}  # fmt: skip

SANS_AROBASE = "il manque l'arobase (@) dans cette adresse."
PLUSIEURS = "il y a plusieurs adresses : mettez-en une seule."
VIRGULE = "il y a une virgule à la place d'un point dans cette adresse."
ACCENT = "une adresse de courriel ne contient pas d'accent."
MAL_FORMEE = "cette adresse de courriel n'est pas complète (exemple : lina@example.org)."
TROP_LONGUE = f"cette adresse a plus de {LONGUEUR_MAX} caractères."
PARTAGEE = "adresse d'un service : d'autres personnes lisent sans doute ces messages."
GLISSEMENT = "faute de frappe ? L'adresse finit par {ecrit}, et non {connu}."


@dataclass(frozen=True)
class Courriel:
    """An address in lower case."""

    adresse: str = field(repr=False)
    est_partage: bool = False

    def __str__(self):
        return self.adresse


def lire(recu: object) -> Lecture[Courriel]:
    """Turn what was received into a ``Courriel``."""
    texte = nombre_de(recu)
    if not texte:
        return Lecture(texte)
    if entre_chevrons := re.fullmatch(r"[^<>]*<([^<>]+)>", texte):
        texte = entre_chevrons[1]
    adresse = re.sub(r"\s+", "", texte).lower().removeprefix("mailto:").lstrip("<;,").rstrip(".;,>")
    if raison := _defaut(adresse):
        return Lecture(texte, raison=raison)
    local, _, domaine = adresse.partition("@")
    partage, avertissements = bool(_DE_SERVICE.fullmatch(local)), []
    if partage:
        avertissements.append(PARTAGEE)
    if connu := _GLISSEMENTS.get(domaine):
        avertissements.append(GLISSEMENT.format(ecrit=domaine, connu=connu))
    return Lecture(texte, Courriel(adresse, partage), avertissements=tuple(avertissements))


def _defaut(adresse: str) -> str:
    if "@" not in adresse:
        return SANS_AROBASE
    if adresse.count("@") > 1:
        return PLUSIEURS if re.search(r"[,;/]", adresse) else MAL_FORMEE
    if len(adresse) > LONGUEUR_MAX:
        return TROP_LONGUE
    if not adresse.isascii():
        return ACCENT
    if "," in adresse:
        return VIRGULE
    try:
        _bien_formee(adresse)
    except ValidationError:
        return MAL_FORMEE
    return ""
