"""The other files that may be the same person: a known file is weighed as a row received would be."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from spie.socle.personnes.models import Personne
from spie.socle.personnes.rapprochement.candidats import chercher_candidats
from spie.socle.personnes.rapprochement.connue import Connue, lire_connues
from spie.socle.personnes.rapprochement.decision import Candidate, LigneRecue, Verdict
from spie.socle.personnes.rapprochement.jugement import juger
from spie.socle.personnes.rapprochement.regles import du_departement
from spie.socle.personnes.rapprochement.situations import situer

DOUBLES_MAX = 8


def doubles(personne: Personne, *, au: date) -> list[Candidate]:
    """Those who look like ``personne``, closest first. Reads only. ``au``: the day whose rules hold."""
    ids = set().union(*chercher_candidats([_ligne(lire_connues([personne.pk])[personne.pk])]).values())
    semblables = [c for c in peser(personne, ids - {personne.pk}, au=au) if c.verdict != Verdict.NOUVELLE]
    return sorted(semblables, key=lambda c: (c.verdict == Verdict.DIVERGENCE, -c.score, c.personne_id))[:DOUBLES_MAX]


def peser(personne: Personne, ids: Collection[UUID], *, au: date) -> list[Candidate]:
    """What speaks for and against each of these people being ``personne``, however little they look alike."""
    connues, situations, regles = lire_connues({personne.pk, *ids}), situer(ids), du_departement(au=au)
    ligne = _ligne(connues[personne.pk])
    return [juger(ligne, connues[id_], regles, situation=situations.get(id_)) for id_ in ids if id_ in connues]


def _ligne(connue: Connue) -> LigneRecue:
    """The file as if it had just been received."""
    return LigneRecue(
        rang=0,
        nom=connue.nom,
        prenom=connue.prenom,
        nom_naissance=connue.nom_naissance,
        autres_prenoms=connue.autres_prenoms,
        naissance=connue.naissance,
        sexe=connue.sexe,
        nir=connue.nir,
        role=connue.role,
        numero_demande=min(connue.demandes, default=""),
        matricule=min(connue.matricules, default=""),
        telephones=tuple(sorted(connue.telephones)),
        courriels=tuple(sorted(connue.courriels)),
        commune_naissance=connue.commune_naissance,
    )
