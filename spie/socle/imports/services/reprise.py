"""What another tool says of a follow-up in course: read cell by cell, its referent found among the agents of here."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from spie.socle.comptes.models import Affectation, Structure
from spie.socle.comptes.roles import Role
from spie.socle.personnes.identite import dates
from spie.socle.personnes.normalisation import norme
from spie.socle.personnes.rapprochement import Recue

DATES = ("droit_notifie_le", "orientee_le", "contrat_du", "contrat_au", "contrat_avant_le")
PASSEES = ("droit_notifie_le", "orientee_le", "contrat_du")
QUI_SUIVENT = (Role.REFERENT, Role.PARTENAIRE, Role.ENCADRANT)
A_VENIR = "cette date est à venir : un suivi repris a déjà commencé."
FIN_AVANT_DEBUT = "le contrat finirait avant de commencer."
SANS_REFERENT = "pas de référent(e) dans la liste : le parcours s'ouvre sans référent(e)."
INCONNU = "le ou la référent(e) n'a pas de compte ici : le parcours s'ouvre sans référent(e)."
AILLEURS = "le ou la référent(e) ne travaille pas dans la structure indiquée : le parcours s'ouvre sans référent(e)."
PLUSIEURS = "le ou la référent(e) travaille dans plusieurs structures : indiquez laquelle."
MODALITE_DEDUITE = "modalité déduite de la structure : {modalite}."
DATE_ABSENTE = "la date d'orientation manque : le parcours est confié le jour de l'import."
_N = Structure.Nature
_DEDUITES: dict[str, tuple[str, str]] = {
    _N.FRANCE_TRAVAIL: ("PROFESSIONNELLE", "professionnelle"),
    _N.MISSION_LOCALE: ("PROFESSIONNELLE", "professionnelle"),
    _N.CAP_EMPLOI: ("PROFESSIONNELLE", "professionnelle"),
    _N.PRESTATAIRE: ("SOCIOPROFESSIONNELLE", "socio-professionnelle"),
    _N.ASSOCIATION: ("SOCIOPROFESSIONNELLE", "socio-professionnelle"),
    _N.DEPARTEMENT: ("SOCIALE", "sociale"),
    _N.CCAS: ("SOCIALE", "sociale"),
}


@dataclass(frozen=True, kw_only=True)
class Reprise:
    """Identifiers and values: what the event tells. ``referent_id``: the affectation, None when nobody is known."""

    referent_id: UUID | None = None
    modalite: str = ""
    orientee_le: date | None = None
    droit_notifie_le: date | None = None
    type_contrat: str = ""
    contrat_du: date | None = None
    contrat_au: date | None = None
    contrat_avant_le: date | None = None

    @property
    def dit_quelque_chose(self) -> bool:
        """The day of the right alone is not a follow-up."""
        return any((self.modalite, self.orientee_le, self.type_contrat, self.contrat_du))


@dataclass
class Referents:
    """The agents of this département who may carry a path, by mail."""

    par_courriel: Mapping[str, list[Affectation]] = field(default_factory=dict)

    @classmethod
    def lire(cls) -> "Referents":
        """One query."""
        connus = defaultdict(list)
        for affectation in Affectation.objects.en_cours().filter(role__in=QUI_SUIVENT).order_by("id"):
            connus[affectation.agent.courriel.lower()].append(affectation)
        return cls(connus)

    def trouver(self, courriel: str, structure: str) -> tuple[Affectation | None, str]:
        """The affectation, or why there is none."""
        if not courriel:
            return None, SANS_REFERENT
        connues = self.par_courriel.get(courriel.lower(), [])
        if not connues:
            return None, INCONNU
        retenues = [a for a in connues if not structure or norme(a.structure.nom) == norme(structure)]
        if len(retenues) == 1 or len({a.structure_id for a in retenues}) == 1:
            return retenues[0], ""
        return None, PLUSIEURS if retenues else AILLEURS


def lire_reprise(recue: Recue, cellules: Mapping[str, str], referents: Referents, *, au: date) -> Reprise | None:
    """Read what the row says of a follow-up; what is wrong is said on its cell. ``cellules``: words translated."""
    lues = {nom: recue.retenir(nom, dates.lire(cellules.get(nom))) for nom in DATES}
    for nom in PASSEES:
        if lues[nom] and lues[nom] > au:
            recue.erreurs[nom] = A_VENIR
    if lues["contrat_du"] and lues["contrat_au"] and lues["contrat_au"] < lues["contrat_du"]:
        recue.erreurs["contrat_au"] = FIN_AVANT_DEBUT
    mots = {nom: str(cellules.get(nom) or "") for nom in ("modalite", "type_contrat")}
    referent, structure = (str(cellules.get(nom) or "").strip() for nom in ("referent", "structure"))
    affectation, pourquoi = referents.trouver(referent, structure)
    reprise = Reprise(
        referent_id=affectation.pk if affectation else None,
        modalite=mots["modalite"],
        type_contrat=mots["type_contrat"],
        **lues,
    )
    if not (reprise.dit_quelque_chose or referent):
        return None
    return _confiee(recue, reprise, affectation) if affectation else _sans_referent(recue, reprise, pourquoi)


def _sans_referent(recue: Recue, reprise: Reprise, pourquoi: str) -> Reprise:
    _dire(recue, "referent", pourquoi)
    return reprise


def _confiee(recue: Recue, reprise: Reprise, affectation: Affectation) -> Reprise:
    """A path is entrusted with a modality and a day: what misses is deduced, and said."""
    deduits: dict = {}
    if not reprise.modalite:
        deduits["modalite"], en_clair = _DEDUITES[affectation.structure.nature]
        _dire(recue, "modalite", MODALITE_DEDUITE.format(modalite=en_clair))
    if not reprise.orientee_le:
        deduits["orientee_le"] = reprise.contrat_du
        if not reprise.contrat_du:
            _dire(recue, "orientee_le", DATE_ABSENTE)
    return Reprise(**vars(reprise) | deduits)


def _dire(recue: Recue, colonne: str, phrase: str) -> None:
    recue.avertissements[colonne] = (*recue.avertissements.get(colonne, ()), phrase)
