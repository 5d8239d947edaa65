"""The row among those who look like her: one decision, one sentence. Pure: no base, no clock."""

from collections.abc import Iterable, Sequence

from spie.socle.personnes.rapprochement.decision import Candidate, Decision, LigneRecue, Verdict

CANDIDATES_MAX, RAISONS_DITES = 5, 4
_MEME_ROLE = ("demande.meme_role", "matricule.meme_role")
_DU_FOYER = (*_MEME_ROLE, "demande.autre_role", "matricule.autre_role", "foyer.commun", "foyer.meme_personne")
_MEME_PRENOM = ("prenom.identique", "prenom.compose", "prenom.autre", "nom.inverse")

NOUVELLE = "Nouvelle personne."
NOUVELLE_DU_FOYER = "Nouvelle personne d'un foyer déjà connu."
PLUSIEURS = "Plusieurs personnes connues correspondent : choisissez, ou réunissez leurs fiches d'abord."
EN_DOUBLE = "une autre fiche lui ressemble, peut-être un doublon : {nom}."
MEME_PLACE = "le dossier connaît une autre personne à cette place : {nom}."
JUMEAUX = "même nom et même date de naissance que {nom}, sous un autre prénom : des jumeaux ?"


def arbitrer(ligne: LigneRecue, jugees: Iterable[Candidate]) -> Decision:
    """Choose among everyone who was weighed, those who are finally someone else included."""
    jugees = sorted(jugees, key=_rang)
    candidates = tuple(c for c in jugees if c.verdict != Verdict.NOUVELLE)
    if not candidates:
        return _nouvelle(ligne, jugees)
    premiere, memes = candidates[0], tuple(c for c in candidates if c.verdict == Verdict.MEME)
    if len(memes) > 1 and not premiere.dit("nir.identique"):
        return Decision(ligne.rang, Verdict.DIVERGENCE, PLUSIEURS, memes[:CANDIDATES_MAX], _dits(memes))
    if premiere.verdict == Verdict.MEME:
        dits = (*premiere.avertissements, *_autres(jugees[1:]))
        return Decision(ligne.rang, Verdict.MEME, _phrase(premiere), (premiere,), dits, premiere.foyer_id)
    dite = next((c for c in candidates if c.verdict == Verdict.DIVERGENCE), premiere)
    retenues = (dite, *(c for c in candidates if c is not dite))[:CANDIDATES_MAX]
    return Decision(ligne.rang, dite.verdict, _phrase(dite), retenues, _dits(retenues), _foyer(jugees))


def _rang(candidate: Candidate) -> tuple:
    """Who bears the same NIR comes first, whatever her name; then the same person; then the most points."""
    meme_nir, meme = candidate.dit("nir.identique"), candidate.verdict == Verdict.MEME
    return not meme_nir, not meme, -candidate.score, candidate.personne_id


def _nouvelle(ligne: LigneRecue, jugees: Sequence[Candidate]) -> Decision:
    foyer = _foyer(jugees)
    dits = [MEME_PLACE.format(nom=c.nom) for c in jugees if c.dit(*_MEME_ROLE)]
    dits += [JUMEAUX.format(nom=c.nom) for c in jugees if _jumelle(c)]
    return Decision(
        ligne.rang,
        Verdict.NOUVELLE,
        NOUVELLE_DU_FOYER if foyer else NOUVELLE,
        avertissements=tuple(dits),
        foyer_id=foyer,
    )


def _jumelle(candidate: Candidate) -> bool:
    memes_nom = candidate.dit("nom.identique", "nom.naissance_usage")
    return memes_nom and candidate.dit("naissance.identique") and candidate.dit("prenom.different")


def _foyer(jugees: Iterable[Candidate]):
    """The household that the numbers of the row designate, if there is only one."""
    foyers = {c.foyer_id for c in jugees if c.dit(*_DU_FOYER)}
    return foyers.pop() if len(foyers) == 1 else None


def _autres(jugees: Iterable[Candidate]) -> Iterable[str]:
    for autre in jugees:
        if autre.dit(*_MEME_ROLE) and autre.dit("prenom.different"):
            yield MEME_PLACE.format(nom=autre.nom)
        elif autre.verdict in (Verdict.MEME, Verdict.PROBABLE) and autre.dit(*_MEME_PRENOM):
            yield EN_DOUBLE.format(nom=autre.nom)


def _dits(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """What is said of each, once."""
    return tuple(dict.fromkeys(phrase for c in candidates for phrase in c.avertissements))


def _phrase(candidate: Candidate) -> str:
    """« Même NIR, mais nom différent : à vérifier. »"""
    pour = [r for r in candidate.raisons if r.poids > 0 and not r.contredit]
    contre = [r.phrase for r in candidate.raisons if r.contredit and candidate.verdict != Verdict.MEME]
    if candidate.verdict == Verdict.DIVERGENCE:  # the number that says yes, against the identity that says no
        pour = [r for r in pour if r.designe] or pour
    texte = _enumerer([r.phrase for r in pour[:RAISONS_DITES]]) + (", mais " if contre else "") + _enumerer(contre)
    fin = {Verdict.DIVERGENCE: " : à vérifier.", Verdict.PROBABLE: " : est-ce la même personne ?"}
    return texte[:1].upper() + texte[1:] + fin.get(candidate.verdict, ".")


def _enumerer(mots: Sequence[str]) -> str:
    return ", ".join(mots[:-1]) + " et " + mots[-1] if len(mots) > 1 else "".join(mots)
