"""The other files that may be the same person: a known file is weighed as a row received would be."""

from datetime import date

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
    ligne, regles = _ligne(lire_connues([personne.pk])[personne.pk]), du_departement(au=au)
    ids = set().union(*chercher_candidats([ligne]).values()) - {personne.pk}
    situations = situer(ids)
    jugees = [juger(ligne, c, regles, situation=situations.get(c.id)) for c in lire_connues(ids).values()]
    semblables = [c for c in jugees if c.verdict != Verdict.NOUVELLE]
    return sorted(semblables, key=lambda c: (c.verdict == Verdict.DIVERGENCE, -c.score, c.personne_id))[:DOUBLES_MAX]


def peser(une: Personne, autre: Personne, *, au: date) -> Candidate:
    """What speaks for and against these two being the same person, however little they look alike."""
    connues = lire_connues([une.pk, autre.pk])
    return juger(_ligne(connues[une.pk]), connues[autre.pk], du_departement(au=au))


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
