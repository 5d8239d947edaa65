"""Read a date in every shape that files and people use; two digits are not a year, and 31 February is said so."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from spie.socle.personnes.identite.lecture import Lecture, nombre_de
from spie.socle.personnes.normalisation import norme

PARIS = ZoneInfo("Europe/Paris")
AGE_MAX = 130
# Excel counts the days from here; it believes that 29 February 1900 existed (serial 60), hence the two origins.
_EXCEL, _EXCEL_AVANT_MARS_1900, _FAUX_29_FEVRIER = date(1899, 12, 30), date(1899, 12, 31), 60
_ECART_1904 = 1462
_SERIE_MAX = 80_000  # in 2119
# From here on, a number is a date written in digits whose first 0 the spreadsheet ate: 2031985.
_SANS_ZERO = 1_000_000
_MOIS = {
    "JAN": 1, "JANV": 1, "JANVIER": 1, "FEV": 2, "FEVR": 2, "FEVRIER": 2, "FEB": 2, "MAR": 3, "MARS": 3,
    "AVR": 4, "AVRIL": 4, "APR": 4, "MAI": 5, "MAY": 5, "JUIN": 6, "JUN": 6, "JUIL": 7, "JUILLET": 7, "JUL": 7,
    "AOU": 8, "AOUT": 8, "AUG": 8, "SEP": 9, "SEPT": 9, "SEPTEMBRE": 9, "OCT": 10, "OCTOBRE": 10,
    "NOV": 11, "NOVEMBRE": 11, "DEC": 12, "DECEMBRE": 12,
}  # fmt: skip
_SEPARE = r"\s*[/.\-\s]\s*"
_HEURE = r"(?:(?:[T\s,]|\s+[àa]\s+)\s*(\d{1,2})\s*[:hH]\s*(\d{2})?(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}}){_SEPARE}(\d{{1,2}}){_SEPARE}(\d{{1,2}}){_HEURE}", re.A)
_FRANCAISE = re.compile(rf"(\d{{1,2}}){_SEPARE}(\d{{1,2}}){_SEPARE}(\d{{1,4}}){_HEURE}", re.A)
_COMPACTE = re.compile(r"\d{8}", re.A)
_EN_LETTRES = re.compile(r"(?:[A-Z]+DI\s|DIMANCHE\s)?\s*(?:LE\s)?(\d{1,2})(?:ER)?\s*([A-Z]+)\s*(\d{1,4})(?:\s.*\d.*)?")
_NOMBRE, _SERIE = re.compile(r"-?\d+([.,]\d+)?", re.A), re.compile(r"[1-9]\d{4}([.,]\d+)?|[1-9]\d{6}", re.A)

ILLISIBLE = "cette date n'est pas lisible : écrivez-la jour/mois/année, par exemple 12/03/1985."
DEUX_CHIFFRES = "l'année n'a que deux chiffres : écrivez-la en entier, par exemple 1985."
ANNEE_IMPOSSIBLE = "l'année {a} n'est pas possible."
ANNEE_SEULE = "il n'y a que l'année : ajoutez le jour et le mois."
JOUR_OU_MOIS_ZERO = "le jour ou le mois est à zéro : mettez la date de naissance retenue par la CAF ou l'état civil."
MOIS_INCONNU = "le mois {m} n'existe pas."
MOIS_TROP_GRAND = "le mois {m} n'existe pas : le jour et le mois sont-ils inversés ?"
JOUR_IMPOSSIBLE = "le {j}/{m}/{a} n'existe pas."
FAUX_29_FEVRIER = "ce nombre désigne le 29 février 1900, qui n'a jamais existé."
SERIE_IMPOSSIBLE = "ce nombre n'est pas une date de tableur."
FUTURE = "cette date de naissance est dans le futur."
TROP_ANCIENNE = f"cette date de naissance donne plus de {AGE_MAX} ans."
PREMIER_JANVIER = "1er janvier : souvent une date de naissance retenue faute de mieux."
SERIE_LUE = "nombre lu comme une date de tableur : vérifiez le jour."
FUSEAU = "l'heure et son fuseau changent le jour : la date retenue est celle d'ici."


def lire(recu: object, *, depuis_1904: bool = False, fuseau: tzinfo = PARIS) -> Lecture[date]:
    """Turn what was received into a date. ``depuis_1904``: the workbook counts its days from 1904 (Mac)."""
    if isinstance(recu, datetime):
        return _avec_fuseau(recu.isoformat(), recu, fuseau)
    if isinstance(recu, date):
        return Lecture(recu.isoformat(), recu)
    texte = nombre_de(recu)
    if isinstance(recu, int | float) and texte:
        return _serie(texte, depuis_1904=depuis_1904)
    if _SERIE.fullmatch(texte):
        lu = _serie(texte, depuis_1904=depuis_1904)
        return Lecture(texte, lu.valeur, lu.raison, (SERIE_LUE,) if lu.valeur else ())
    return lire_ecrite(texte, fuseau=fuseau)


def lire_ecrite(recu: str, *, fuseau: tzinfo = PARIS) -> Lecture[date]:
    """The same, for what someone types: never the serial number of a spreadsheet."""
    texte = nombre_de(recu)
    if not texte:
        return Lecture(texte)
    for forme, lecteur in ((_ISO, _iso), (_FRANCAISE, _francaise), (_COMPACTE, _compacte)):
        if trouve := forme.fullmatch(texte):
            return lecteur(texte, trouve, fuseau)
    if trouve := _EN_LETTRES.fullmatch(norme(texte)):
        return _en_lettres(texte, trouve)
    return Lecture(texte, raison=ANNEE_SEULE if re.fullmatch(r"(18|19|20)\d\d", texte) else ILLISIBLE)


def lire_naissance(recu: object, *, au: date, depuis_1904: bool = False, fuseau: tzinfo = PARIS) -> Lecture[date]:
    """A date of birth: neither after ``au`` nor more than 130 years before; 1 January is worth a warning."""
    lu = lire(recu, depuis_1904=depuis_1904, fuseau=fuseau)
    if lu.valeur is None:
        return lu
    if lu.valeur > au:
        return Lecture(lu.recu, raison=FUTURE)
    if au.year - lu.valeur.year > AGE_MAX:
        return Lecture(lu.recu, raison=TROP_ANCIENNE)
    presumee = (PREMIER_JANVIER,) if (lu.valeur.day, lu.valeur.month) == (1, 1) else ()
    return Lecture(lu.recu, lu.valeur, avertissements=lu.avertissements + presumee)


def _iso(texte: str, trouve: re.Match, fuseau: tzinfo) -> Lecture[date]:
    annee, mois, jour, heure, minute, seconde, zone = trouve.groups()
    lu = _composer(texte, jour, mois, annee)
    if lu.valeur is None or not zone:
        return lu
    try:
        heures = time(int(heure), int(minute or 0), int(seconde or 0), tzinfo=_decalage(zone))
    except ValueError:
        return Lecture(texte, raison=ILLISIBLE)
    return _avec_fuseau(texte, datetime.combine(lu.valeur, heures), fuseau)


def _decalage(zone: str) -> tzinfo | None:
    return datetime.strptime("+0000" if zone == "Z" else zone.replace(":", ""), "%z").tzinfo


def _francaise(texte: str, trouve: re.Match, fuseau: tzinfo) -> Lecture[date]:
    return _composer(texte, *trouve.groups()[:3])


def _compacte(texte: str, trouve: re.Match, fuseau: tzinfo) -> Lecture[date]:
    """19850312 or 12031985: the two readings are never both dates of these centuries."""
    iso = _composer(texte, texte[6:], texte[4:6], texte[:4])
    return iso if iso.valeur else _composer(texte, texte[:2], texte[2:4], texte[4:])


def _en_lettres(texte: str, trouve: re.Match) -> Lecture[date]:
    jour, nom, annee = trouve.groups()
    mois = _MOIS.get(nom)
    return _composer(texte, jour, str(mois), annee) if mois else Lecture(texte, raison=ILLISIBLE)


def _composer(texte: str, jour: str, mois: str, annee: str) -> Lecture[date]:
    j, m, a = int(jour), int(mois), int(annee)
    if len(annee) <= 2:
        return Lecture(texte, raison=DEUX_CHIFFRES)
    if not 1850 <= a <= 2150:
        return Lecture(texte, raison=ANNEE_IMPOSSIBLE.format(a=annee))
    if not (j and m):
        return Lecture(texte, raison=JOUR_OU_MOIS_ZERO)
    if m > 12:
        return Lecture(texte, raison=(MOIS_TROP_GRAND if j <= 12 else MOIS_INCONNU).format(m=m))
    try:
        return Lecture(texte, date(a, m, j))
    except ValueError:
        return Lecture(texte, raison=JOUR_IMPOSSIBLE.format(j=f"{j:02d}", m=f"{m:02d}", a=a))


def _serie(texte: str, *, depuis_1904: bool) -> Lecture[date]:
    """The number of a day in a spreadsheet; the part after the comma is the hour."""
    if not _NOMBRE.fullmatch(texte):
        return Lecture(texte, raison=ILLISIBLE)
    nombre = int(float(texte.replace(",", ".")))
    if 1850 <= nombre <= 2150:
        return Lecture(texte, raison=ANNEE_SEULE)
    if nombre >= _SANS_ZERO:
        return lire_ecrite(f"{nombre:08d}")
    if depuis_1904:
        return _bornee(texte, nombre + _ECART_1904, _EXCEL)
    if nombre == _FAUX_29_FEVRIER:
        return Lecture(texte, raison=FAUX_29_FEVRIER)
    return _bornee(texte, nombre, _EXCEL if nombre > _FAUX_29_FEVRIER else _EXCEL_AVANT_MARS_1900)


def _bornee(texte: str, nombre: int, origine: date) -> Lecture[date]:
    if not 0 < nombre <= _SERIE_MAX:
        return Lecture(texte, raison=SERIE_IMPOSSIBLE)
    return Lecture(texte, origine + timedelta(days=nombre))


def _avec_fuseau(texte: str, instant: datetime, fuseau: tzinfo) -> Lecture[date]:
    """Midnight is a date that was given an hour; otherwise the day is that of here (23:00Z in Paris is tomorrow)."""
    if instant.tzinfo is None or instant.time() == time():
        return Lecture(texte, instant.date())
    ici = instant.astimezone(fuseau)
    change = ici.date() != instant.date() and ici.time() != time()
    return Lecture(texte, ici.date(), avertissements=(FUSEAU,) if change else ())
