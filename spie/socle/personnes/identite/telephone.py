"""Read a telephone: metropolitan France, every overseas territory, abroad; with its leading 0 or without."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import phonenumbers
from django.conf import settings
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from spie.socle.personnes.identite.lecture import ABIME_PAR_TABLEUR, Lecture, est_abime, nombre_de

# Territories whose numbers are written « 0x xx xx xx xx », in the order in which they are tried.
DIX_CHIFFRES = ("FR", "GP", "GF", "MQ", "RE", "YT")
# Those that have no leading 0, and the length of their numbers.
SANS_ZERO = {"PM": 6, "NC": 6, "WF": 6, "PF": 8}
FRANCAIS = frozenset([*DIX_CHIFFRES, *SANS_ZERO, "BL", "MF"])
_DEPARTEMENTS = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT",
    "977": "GP", "978": "GP", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
_INDICATIFS = ("33", "590", "594", "596", "262", "508", "687", "689", "681")
# « 0692… » is dialled +262 692… from everywhere: the first digits after the 0, the country code, the territory.
_OUTRE_MER = {
    "590": ("590", "GP"), "690": ("590", "GP"), "691": ("590", "GP"),
    "594": ("594", "GF"), "694": ("594", "GF"),
    "596": ("596", "MQ"), "696": ("596", "MQ"), "697": ("596", "MQ"),
    "262": ("262", "RE"), "263": ("262", "RE"), "692": ("262", "RE"), "693": ("262", "RE"),
    "269": ("262", "YT"), "639": ("262", "YT"),
}  # fmt: skip
_INDICATIFS_A_ZERO = (33, 590, 594, 596, 262)
_FICTIF = re.compile(r"063998\d{4}")
_FIXES = {PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP, PhoneNumberType.FIXED_LINE_OR_MOBILE}
_ETIQUETTE = re.compile(r"^(t[ée]l[ée]?(phone)?|port(able)?|mob(ile)?|fixe|gsm|domicile)[\s.:]*", re.I)
_ENTRE_DEUX = re.compile(r"[,;|/\n]| - | ou | et ", re.I)

PAS_UN_NUMERO = "ce n'est pas un numéro de téléphone."
CARACTERES = "un numéro de téléphone ne contient que des chiffres."
COURT = "ce numéro court est celui d'un service, pas d'une personne."
SPECIAL = "ce numéro spécial est celui d'un service, pas d'une personne."
LONGUEUR = "ce numéro a {n} chiffres : il en faut 10 (9 sans le 0 du début)."
TRANCHE = "à notre connaissance, aucun numéro ne commence par {debut} : vérifiez-le."
ETRANGER_INCONNU = "ce numéro étranger n'existe pas."
FICTIF = "les numéros en 06 39 98 sont réservés aux films et aux livres : personne ne répond."
RECENT = "tranche récente, absente de notre plan de numérotation : vérifiez le numéro."
FIXE = "ligne fixe : pas de SMS."
ETRANGER = "numéro étranger : pas de SMS."


@dataclass(frozen=True)
class Telephone:
    """A number in its one form, E.164 (+33639980001), and whether a SMS may go there."""

    e164: str = field(repr=False)
    territoire: str  # ISO code: « FR », « RE », « BE »…
    est_mobile: bool

    def __str__(self):
        return self.affiche

    @property
    def est_francais(self) -> bool:
        return self.territoire in FRANCAIS

    @property
    def recoit_sms(self) -> bool:
        """Fixed lines and foreign numbers are kept, never texted."""
        return self.est_mobile and self.est_francais

    @property
    def affiche(self) -> str:
        """As one reads it: « 06 39 98 00 01 », « 0692 12 34 56 », « +32 470 12 34 56 »."""
        return afficher(self.e164)


def lire(recu: object, *, departement: str = "", fictifs: bool | None = None) -> Lecture[Telephone]:
    """Turn what was received into a ``Telephone``.

    ``departement`` tells whose short local numbers these are. ``fictifs``: accept the range reserved to fiction,
    by default as the setting ``TELEPHONES_FICTIFS`` says.
    """
    texte = nombre_de(recu)
    if not texte:
        return Lecture(texte)
    if raison := _defaut(texte):
        return Lecture(texte, raison=raison)
    ecrit = _compact(texte)
    if _FICTIF.fullmatch(ecrit):
        permis = settings.TELEPHONES_FICTIFS if fictifs is None else fictifs
        return Lecture(texte, Telephone("+33" + ecrit[1:], "FR", True)) if permis else Lecture(texte, raison=FICTIF)
    for essai, region in _essais(ecrit, _DEPARTEMENTS.get(departement, "FR")):
        if numero := _valable(essai, region):
            return _lecture(texte, numero)
    return _recent(texte, ecrit) or Lecture(texte, raison=_pourquoi(ecrit))


def lire_plusieurs(recu: object, *, departement: str = "", fictifs: bool | None = None) -> list[Lecture[Telephone]]:
    """Read a cell that may hold several numbers: « 0639980001 / 04 65 71 00 07 »."""
    morceaux = [m for m in _ENTRE_DEUX.split(str(recu)) if _chiffres(m)] if isinstance(recu, str) else []
    if len(morceaux) < 2 or any(len(_chiffres(m)) < 6 for m in morceaux):  # « 06/39/98/00/01 » is one number
        morceaux = [recu]
    lus = [lire(m, departement=departement, fictifs=fictifs) for m in morceaux]
    return [lu for lu in lus if not lu.vide]


def afficher(e164: str) -> str:
    """Write a number kept in E.164 as one reads it here; what was kept otherwise stays as it is."""
    try:
        numero = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    national = numero.country_code in _INDICATIFS_A_ZERO
    return phonenumbers.format_number(
        numero, PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    )


def mobile_dabord(telephones: Iterable[Telephone]) -> list[Telephone]:
    """The same, those that receive SMS first: a file puts the mobile in one column or the other."""
    return sorted(telephones, key=lambda t: not t.recoit_sms)


def _chiffres(texte: str) -> str:
    return re.sub(r"\D", "", texte)


def _defaut(texte: str) -> str:
    """What is wrong before any numbering plan is asked."""
    if est_abime(texte):
        return "ce numéro n'est pas entier : " + ABIME_PAR_TABLEUR
    chiffres = _chiffres(texte)
    if not chiffres:
        return PAS_UN_NUMERO
    if not re.fullmatch(r"[\d\s+().\-_/,]+", _ETIQUETTE.sub("", texte)):
        return CARACTERES
    return COURT if len(chiffres) <= 5 else ""


def _compact(texte: str) -> str:
    """« 0692123456 » for a French number of ten digits, « +32470123456 » when it says its country, else the digits.

    +33 before an overseas number is a common mistake: it is read as the leading 0.
    """
    corps = re.sub(r"\(0\)", "", _ETIQUETTE.sub("", texte)).strip()
    chiffres = _chiffres(corps)
    pays = chiffres.removeprefix("00") if corps[:1] != "+" else chiffres
    dit_son_pays = corps[:1] == "+" or chiffres[:2] == "00" or (len(chiffres) > 10 and chiffres.startswith(_INDICATIFS))
    if dit_son_pays and pays[:2] == "33" and len(pays[2:].lstrip("0")) == 9:
        return "0" + pays[2:].lstrip("0")
    if dit_son_pays:
        return "+" + re.sub(r"^(590|594|596|262)0", r"\1", pays)
    return "0" + chiffres if len(chiffres) == 9 and chiffres[0] != "0" else chiffres


def _essais(ecrit: str, ici: str) -> list[tuple[str, str | None]]:
    """The readings to try in turn, with the territory each supposes."""
    if ecrit[0] == "+":
        return [(ecrit, None)]
    if ici in SANS_ZERO and len(ecrit) == SANS_ZERO[ici]:
        return [(ecrit, ici)]
    if ecrit.startswith("0508"):  # how Saint-Pierre-et-Miquelon is dialled from the other territories
        return [("+" + ecrit[1:], None)]
    if ecrit[:1] != "0" or len(ecrit) != 10:
        return []
    if trouve := _OUTRE_MER.get(ecrit[1:4]):
        return [(f"+{trouve[0]}{ecrit[1:]}", None)]
    return [(ecrit, region) for region in sorted(DIX_CHIFFRES, key=lambda r: r != ici)]


def _valable(essai: str, region: str | None) -> PhoneNumber | None:
    try:
        numero = phonenumbers.parse(essai, region)
    except phonenumbers.NumberParseException:
        return None
    return numero if phonenumbers.is_valid_number(numero) else None


def _lecture(texte: str, numero: PhoneNumber) -> Lecture[Telephone]:
    nature, territoire = phonenumbers.number_type(numero), phonenumbers.region_code_for_number(numero)
    if nature != PhoneNumberType.MOBILE and nature not in _FIXES:
        return Lecture(texte, raison=SPECIAL)
    e164 = phonenumbers.format_number(numero, PhoneNumberFormat.E164)
    telephone = Telephone(e164, territoire or "", nature == PhoneNumberType.MOBILE)
    if not telephone.est_francais:
        return Lecture(texte, telephone, avertissements=(ETRANGER,))
    return Lecture(texte, telephone, avertissements=() if telephone.est_mobile else (FIXE,))


def _recent(texte: str, ecrit: str) -> Lecture[Telephone] | None:
    """A range overseas that the library does not know yet: kept, with a word."""
    trouve = re.fullmatch(r"(?:0|\+(590|594|596|262))(\d{3})(\d{6})", ecrit)
    indicatif, territoire = _OUTRE_MER.get(trouve[2], ("", "")) if trouve else ("", "")
    if not trouve or trouve[1] not in (None, indicatif) or not indicatif:
        return None
    telephone = Telephone(f"+{indicatif}{trouve[2]}{trouve[3]}", territoire, trouve[2][0] == "6")
    return Lecture(texte, telephone, avertissements=(RECENT,))


def _pourquoi(ecrit: str) -> str:
    if ecrit[0] == "+":
        return ETRANGER_INCONNU
    if len(ecrit) != 10 or ecrit[0] != "0":
        return LONGUEUR.format(n=len(ecrit))
    return SPECIAL if ecrit[1] == "8" else TRANCHE.format(debut=f"{ecrit[:2]} {ecrit[2:4]}")
