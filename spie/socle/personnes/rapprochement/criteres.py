"""What a row and a known person have in common and what they have not: codes of ``regles.csv``, no points here."""

from datetime import date

from spie.socle.personnes.identite.noms import a_une_lettre, forme, memes, prenoms, se_recoupent, sonne_pareil
from spie.socle.personnes.models import Personne
from spie.socle.personnes.rapprochement.connue import Connue
from spie.socle.personnes.rapprochement.decision import LigneRecue

# One of each in a household; children share their role.
SEULS_DE_LEUR_ROLE = (Personne.Role.DEMANDEUR, Personne.Role.CONJOINT)
PRENOMS_QUI_CONCORDENT = ("prenom.identique", "prenom.compose", "prenom.autre", "prenom.une_lettre", "nom.inverse")


def observer(ligne: LigneRecue, connue: Connue) -> list[str]:
    """Every rule that has something to say; what is unknown on one side says nothing."""
    identite = _identite(ligne, connue)
    codes = [
        _nir(ligne, connue),
        _dossier(ligne, connue, identite),
        *identite,
        "sexe.different" if {ligne.sexe, connue.sexe} == {"1", "2"} else "",
        _partage("telephone", ligne.telephones, connue.telephones, identite),
        _partage("courriel", ligne.courriels, connue.courriels, identite),
        "commune_naissance.identique" if memes(ligne.commune_naissance, connue.commune_naissance) else "",
    ]
    return [code for code in codes if code]


def _identite(ligne: LigneRecue, connue: Connue) -> list[str]:
    naissance = _naissance(ligne.naissance, connue.naissance)
    if _inverses(ligne, connue):
        return ["nom.inverse", naissance]
    return [_nom(ligne, connue), _prenom(ligne, connue), naissance]


def _nir(ligne: LigneRecue, connue: Connue) -> str:
    if ligne.nir is None or connue.nir is None:
        return ""
    if ligne.nir == connue.nir:
        return "nir.identique"
    return "nir.attente" if ligne.nir.est_attente or connue.nir.est_attente else "nir.different"


def _dossier(ligne: LigneRecue, connue: Connue, identite: list[str]) -> str:
    commun = "demande" if ligne.numero_demande and ligne.numero_demande in connue.demandes else ""
    commun = commun or ("matricule" if ligne.matricule and ligne.matricule in connue.matricules else "")
    if not commun:
        return ""
    if ligne.role == connue.role and ligne.role in SEULS_DE_LEUR_ROLE:
        return f"{commun}.meme_role"
    if {"prenom.identique", "naissance.identique"} <= set(identite):
        return "foyer.meme_personne"
    return f"{commun}.autre_role" if ligne.role and ligne.role != connue.role else "foyer.commun"


def _inverses(ligne: LigneRecue, connue: Connue) -> bool:
    croises = any(memes(ligne.prenom, nom) for nom in connue.noms) and memes(ligne.nom, connue.prenom)
    return croises and not memes(ligne.nom, connue.nom)


def _nom(ligne: LigneRecue, connue: Connue) -> str:
    if not ligne.nom or not connue.nom:
        return ""
    if memes(ligne.nom, connue.nom):
        naissances = ligne.nom_naissance, connue.nom_naissance
        return "nom.naissance_differente" if all(naissances) and not _proches(*naissances) else "nom.identique"
    paires = [(a, b) for a in (ligne.nom, ligne.nom_naissance) for b in connue.noms if a and b]
    for code, ressemble in (
        ("nom.naissance_usage", memes),
        ("nom.compose", se_recoupent),
        ("nom.une_lettre", a_une_lettre),
        ("nom.phonetique", sonne_pareil),
    ):
        if any(ressemble(*paire) for paire in paires):
            return code
    return "nom.different"


def _proches(un: str, autre: str) -> bool:
    return any(ressemble(un, autre) for ressemble in (memes, se_recoupent, a_une_lettre, sonne_pareil))


def _prenom(ligne: LigneRecue, connue: Connue) -> str:
    un, autre = ligne.prenom, connue.prenom
    if not forme(un) or not forme(autre):
        return ""
    for code, ressemble in (
        ("prenom.identique", memes),
        ("prenom.compose", se_recoupent),
        ("prenom.autre", lambda a, b: _parmi(a, connue.autres_prenoms) or _parmi(b, ligne.autres_prenoms)),
        ("prenom.initiale", _initiale),
        ("prenom.une_lettre", a_une_lettre),
        ("prenom.phonetique", sonne_pareil),
    ):
        if ressemble(un, autre):
            return code
    return "prenom.different"


def _parmi(prenom: str, autres: str) -> bool:
    return set(prenoms(prenom)) <= set(prenoms(autres)) if prenoms(prenom) else False


def _initiale(un: str, autre: str) -> bool:
    court, long_ = sorted((forme(un), forme(autre)), key=len)
    return len(court) == 1 and long_[:1] == court


def _naissance(un: date | None, autre: date | None) -> str:
    if un is None or autre is None:
        return ""
    if un == autre:
        return "naissance.identique"
    if un.year == autre.year and (un.day, un.month) == (autre.month, autre.day):
        return "naissance.inversee"
    if un.year == autre.year and (1, 1) in ((un.day, un.month), (autre.day, autre.month)):
        return "naissance.presumee"
    return "naissance.un_chiffre" if a_un_chiffre(un, autre) else "naissance.differente"


def a_un_chiffre(un: date, autre: date) -> bool:
    """One digit typed wrong, or two neighbours exchanged."""
    a, b = f"{un:%d%m%Y}", f"{autre:%d%m%Y}"
    faux = [i for i in range(8) if a[i] != b[i]]
    if len(faux) == 2 and faux[1] == faux[0] + 1:
        return a[faux[0] : faux[1] + 1] == b[faux[0] : faux[1] + 1][::-1]
    return len(faux) == 1


def _partage(chose: str, recus: tuple[str, ...], connus: frozenset[str], identite: list[str]) -> str:
    if not connus.intersection(recus):
        return ""
    if set(PRENOMS_QUI_CONCORDENT) & set(identite):
        return f"{chose}.meme_prenom"
    return f"{chose}.partage" if "prenom.different" in identite else f"{chose}.commun"
