"""Weigh one known person against one row: points, verdict, nuances. Pure: no base, no clock."""

from collections.abc import Iterator, Sequence

from spie.socle.personnes.rapprochement.comparaison import comparer
from spie.socle.personnes.rapprochement.connue import Connue
from spie.socle.personnes.rapprochement.criteres import observer
from spie.socle.personnes.rapprochement.decision import Candidate, LigneRecue, Raison, Situation, Verdict
from spie.socle.personnes.rapprochement.regles import Effet, Regle, Regles
from spie.socle.personnes.rapprochement.situations import dire

DESIGNENT, CONTREDISENT = (Effet.IDENTIFIE, Effet.APPUIE), (Effet.OPPOSE, Effet.EXCLUT)
NUANCES = {
    "nir.attente": "le NIR connu est différent : l'un des deux est un numéro d'attente.",
    "naissance.inversee": "la date de naissance est à vérifier : jour et mois inversés.",
    "naissance.presumee": "la date de naissance est à vérifier : l'une des deux est un 1er janvier.",
    "naissance.un_chiffre": "la date de naissance est à vérifier : un chiffre diffère.",
    "sexe.different": "le sexe n'est pas le même des deux côtés.",
    "telephone.partage": "le téléphone est aussi celui d'une autre personne.",
    "courriel.partage": "le courriel est aussi celui d'une autre personne.",
}
JUMEAUX = "prénom à une lettre près et même date de naissance : une faute de frappe, ou des jumeaux ?"
CHANGE_DE_ROLE = "la place dans le foyer a changé."


def juger(
    ligne: LigneRecue, connue: Connue, regles: Regles, *, situation: Situation | None = None, pour=None
) -> Candidate:
    """``pour``: the structure on whose behalf the row arrives; someone else's person is said so."""
    retenues = [regles[code] for code in observer(ligne, connue) if code in regles]
    verdict = _verdict(retenues, regles)
    return Candidate(
        personne_id=connue.id,
        foyer_id=connue.foyer_id,
        nom=f"{connue.prenom} {connue.nom}",
        score=sum(regle.poids for regle in retenues),
        verdict=verdict,
        raisons=tuple(_raison(regle) for regle in retenues),
        comparaison=comparer(ligne, connue) if verdict != Verdict.NOUVELLE else (),
        avertissements=(*_nuances(ligne, connue, {regle.code for regle in retenues}), *dire(situation, pour=pour)),
        situation=situation,
    )


def _raison(regle: Regle) -> Raison:
    contredit = regle.effet in CONTREDISENT or regle.poids < 0
    return Raison(regle.code, regle.poids, regle.phrase, regle.effet in DESIGNENT, contredit)


def _verdict(retenues: Sequence[Regle], regles: Regles) -> Verdict:
    effets, score = {regle.effet for regle in retenues}, sum(regle.poids for regle in retenues)
    if Effet.EXCLUT in effets:
        sans_nir = sum(regle.poids for regle in retenues if regle.effet != Effet.EXCLUT)
        return Verdict.DIVERGENCE if sans_nir >= regles["seuil.probable"].poids else Verdict.NOUVELLE
    if Effet.IDENTIFIE in effets:
        return Verdict.DIVERGENCE if Effet.OPPOSE in effets else Verdict.MEME
    if {Effet.APPUIE, Effet.OPPOSE} <= effets:
        return Verdict.DIVERGENCE if score >= regles["seuil.divergence"].poids else Verdict.NOUVELLE
    if Effet.APPUIE in effets and Effet.RETIENT not in effets and score >= regles["seuil.meme"].poids:
        return Verdict.MEME
    return Verdict.PROBABLE if score >= regles["seuil.probable"].poids else Verdict.NOUVELLE


def _nuances(ligne: LigneRecue, connue: Connue, codes: set[str]) -> Iterator[str]:
    yield from (phrase for code, phrase in NUANCES.items() if code in codes)
    if {"prenom.une_lettre", "naissance.identique"} <= codes and "nir.identique" not in codes:
        yield JUMEAUX
    if "foyer.meme_personne" in codes and ligne.role and ligne.role != connue.role:
        yield CHANGE_DE_ROLE
