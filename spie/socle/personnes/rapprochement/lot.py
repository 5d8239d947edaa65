"""A batch of rows against the whole register, in a handful of queries."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from spie.socle.personnes.rapprochement.arbitrage import arbitrer
from spie.socle.personnes.rapprochement.candidats import chercher_candidats
from spie.socle.personnes.rapprochement.connue import lire_connues
from spie.socle.personnes.rapprochement.decision import Decision, LigneRecue
from spie.socle.personnes.rapprochement.jugement import juger
from spie.socle.personnes.rapprochement.regles import Regles, du_departement
from spie.socle.personnes.rapprochement.situations import situer

TRANCHE = 500


def rapprocher(lignes: Sequence[LigneRecue], *, au: date, pour: UUID | None = None) -> list[Decision]:
    """Decide of each row, in the order received. Reads only: nothing is merged, nothing is written.

    ``au``: the day whose rules hold. ``pour``: the structure on whose behalf the rows arrive, so that someone
    followed elsewhere is said so. Six queries for each five hundred rows.
    """
    regles = du_departement(au=au)
    return [
        decision
        for debut in range(0, len(lignes), TRANCHE)
        for decision in _tranche(lignes[debut : debut + TRANCHE], regles, pour)
    ]


def _tranche(lignes: Sequence[LigneRecue], regles: Regles, pour: UUID | None) -> Iterator[Decision]:
    candidats = chercher_candidats(lignes)
    ids = set().union(*candidats.values())
    connues, situations = lire_connues(ids), situer(ids)
    for rang, ligne in enumerate(lignes):
        trouvees = (connues[id_] for id_ in candidats[rang] if id_ in connues)
        yield arbitrer(ligne, [juger(ligne, c, regles, situation=situations.get(c.id), pour=pour) for c in trouvees])
