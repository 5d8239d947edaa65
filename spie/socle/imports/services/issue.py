"""What will be done of each row, in one sentence: the decision of the matching, and what the row would bring."""

from collections.abc import Mapping, Sequence
from datetime import date

from spie.socle.imports.models.import_liste import NatureSource
from spie.socle.imports.services.coordonnees import DejaSu, deja_su, recues
from spie.socle.imports.services.lignes import Lue, empreintes
from spie.socle.imports.states import IMPORTABLES, StatutLigne
from spie.socle.personnes.rapprochement import Decision, Ecart, Situation, Verdict, rapprocher

# What a row may fill on a person who is known; the rest of the comparison is only shown.
COMPLETABLES = frozenset(
    {"nom_naissance", "autres_prenoms", "naissance", "sexe", "commune_naissance", "nir"}
)  # fmt: skip
# A person has several of these in a life: another one is not a difference between two people.
CHANGEANTS = frozenset({"telephones", "courriels"})
INCONNUE = "Personne inconnue : un fichier de contacts ne crée personne."
SUIVI = "suivi en cours"


def decider(lues: Sequence[Lue], *, repetees: Mapping[int, int], nature: str, au: date) -> dict[int, dict]:
    """For each row, by its rank: its status, the sentence that explains it, and the columns of ``LigneListe``."""
    saines = [lue for lue in lues if not lue.erreurs and lue.rang not in repetees]
    decisions = dict(zip((lue.rang for lue in saines), rapprocher([lue.ligne for lue in saines], au=au), strict=True))
    memes = {d.personne_id for d in decisions.values() if d.verdict == Verdict.MEME and d.personne_id}
    connues = deja_su(memes)
    issues = {}
    for lue in lues:
        issue = _vierge(lue)
        if decision := decisions.get(lue.rang):
            issue |= _decidee(lue, decision, connues, nature, issue["remarques"])
        else:
            issue |= _ecartee(lue, repetees.get(lue.rang))
        issues[lue.rang] = issue
    return issues


def _vierge(lue: Lue) -> dict:
    return {
        "fautes": lue.erreurs,
        "remarques": [phrase for phrases in lue.avertissements.values() for phrase in phrases],
        "personne_id": None,
        "candidates": [],
        "sans_difference": False,
        "foyer_id": None,
        "cles": [] if lue.erreurs else empreintes(lue.ligne),
    }


def _ecartee(lue: Lue, premiere: int | None) -> dict:
    if lue.erreurs:
        nombre = len(lue.erreurs)
        return _statut(StatutLigne.ERREUR, f"{nombre} case{'s' if nombre > 1 else ''} à corriger.")
    return _statut(StatutLigne.DOUBLON, f"Même personne que la ligne {premiere} de ce fichier.")


def _decidee(lue: Lue, decision: Decision, connues: Mapping, nature: str, remarques: list[str]) -> dict:
    commun: dict = {"remarques": [*remarques, *decision.avertissements], "foyer_id": decision.foyer_id}
    if decision.verdict == Verdict.NOUVELLE:
        if nature == NatureSource.CONTACTS:
            return commun | _statut(StatutLigne.INCONNUE, INCONNUE)
        return commun | _statut(StatutLigne.A_CREER, decision.phrase)
    commun["candidates"] = [str(candidate.personne_id) for candidate in decision.candidates]
    if decision.verdict != Verdict.MEME:
        commun["sans_difference"] = _sans_difference(decision)
        return commun | _statut(StatutLigne.A_CONFIRMER, decision.phrase)
    apportes, dits = _apports(lue, decision, connues[decision.personne_id], nature)
    commun |= {"personne_id": decision.personne_id, "remarques": [*commun["remarques"], *dits]}
    if not apportes:
        return commun | _statut(StatutLigne.A_JOUR, decision.phrase)
    return commun | _statut(StatutLigne.A_COMPLETER, f"{decision.phrase} Ajoute : {', '.join(apportes)}.")


def _sans_difference(decision: Decision) -> bool:
    """Proposed, one person only, and nothing that says otherwise."""
    if decision.verdict != Verdict.PROBABLE or len(decision.candidates) != 1:
        return False
    (candidate,) = decision.candidates
    return all(c.ecart != Ecart.DIFFERENT or c.nom in CHANGEANTS for c in candidate.comparaison)


def _apports(lue: Lue, decision: Decision, su: DejaSu, nature: str) -> tuple[list[str], list[str]]:
    """What the row would bring, in words, and what to say of what it would not."""
    nouvelles, dits = su.trier(recues(lue.ligne))
    mots = [{"TELEPHONE": "téléphone", "COURRIEL": "courriel"}[c.nature] for c in nouvelles]
    if nature == NatureSource.CONTACTS:
        return list(dict.fromkeys(mots)), dits
    candidate = decision.candidates[0]
    combles = [c.libelle for c in candidate.comparaison if c.nom in COMPLETABLES and c.ecart == Ecart.COMPLETE]
    suivi = [SUIVI] if _apporte_un_suivi(lue, candidate.situation) else []
    return [*combles, *dict.fromkeys(mots), *suivi], dits


def _apporte_un_suivi(lue: Lue, situation: Situation | None) -> bool:
    """A follow-up that is already entrusted stays as it is."""
    if lue.reprise is None:
        return False
    if situation is None or situation.clos_le:
        return True
    return not situation.structure and lue.reprise.referent_id is not None


def _statut(statut: StatutLigne, phrase: str) -> dict:
    return {"statut": statut, "phrase": phrase[:300], "cochee": statut in IMPORTABLES}
