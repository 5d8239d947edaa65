"""Find a person from whatever one has: a name with its accents or not, a birth date, a number, a telephone."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from spie.socle.personnes.identite import dates, matricule, nir, telephone
from spie.socle.personnes.models import Contact, DossierRSA, Personne
from spie.socle.personnes.nir import empreinte, fin
from spie.socle.personnes.normalisation import norme
from spie.socle.territoires.isolation import code_courant

LETTRES_MINIMUM = 2
# Names hold no figures: a request number may begin with a letter.
_NUMERO = re.compile(r"^[\d+]|\d{3}")
_FIN_DE_NIR = re.compile(r"\d{4}|\d{3}[AB]", re.I)


def chercher(*, texte: str, limite: int, parmi: QuerySet | None = None) -> list[Personne]:
    """Give the people who match, best first. ``parmi``: identifiers among which to stay (a partner's), or None.

    Names go through ``recherche_personnes``, which forgives accents, hyphens and slips of the finger.
    """
    texte = texte.strip()
    if len(texte) < LETTRES_MINIMUM:
        return []
    if _NUMERO.search(texte):
        return _par_nombre(texte, limite, parmi)
    nom = norme(texte)
    ids = _par_nom(nom, limite, parmi) if len(nom) >= LETTRES_MINIMUM else []
    rang = {id_: n for n, id_ in enumerate(ids)}
    return sorted(Personne.objects.filter(pk__in=ids), key=lambda personne: rang[personne.pk])


def date_de_naissance(texte: str) -> date | None:
    """Read a date as someone types it (12/03/1985, 12-3-1985, 12031985…); a year of two digits would be a guess."""
    return dates.lire_ecrite(texte).valeur


def _par_nom(texte: str, limite: int, parmi: QuerySet | None) -> list:
    ensemble, valeurs = "NULL", ()
    if parmi is not None:
        # The perimeter stays in the database, whatever its size.
        sql, valeurs = parmi.query.sql_with_params()
        ensemble = f"ARRAY({sql})"
    with connection.cursor() as cursor:
        requete = f"SELECT id FROM recherche_personnes(%s, %s, {ensemble}) ORDER BY rang DESC"  # noqa: S608
        cursor.execute(requete, [texte, limite, *valeurs])
        return [ligne[0] for ligne in cursor.fetchall()]


def _par_nombre(texte: str, limite: int, parmi: QuerySet | None) -> list[Personne]:
    """People known by this number, whatever kind of number it is; each kind in alphabetical order."""
    personnes = Personne.objects.all() if parmi is None else Personne.objects.filter(pk__in=parmi)
    trouvees: dict[UUID, Personne] = {}
    for lecture in _lectures(texte):
        if len(trouvees) >= limite:
            break
        trouvees |= {p.pk: p for p in personnes.filter(lecture).order_by("nom_norme", "id")[:limite]}
    return list(trouvees.values())[:limite]


def _lectures(texte: str) -> Iterator[Q]:
    """What this number may be, most precise first. The NIR is only compared by its keyed hash."""
    code = code_courant()
    if naissance := date_de_naissance(texte):
        yield Q(date_naissance=naissance)
        return
    if le_nir := nir.lire(texte).valeur:
        yield Q(nir_empreinte=empreinte(le_nir.racine, departement=code))
    yield _du_dossier(Q(numero_demande=texte.upper()))
    if numero := matricule.lire(texte).valeur:
        yield _du_dossier(Q(matricule=numero.cle(departement=code)))
    if appel := telephone.lire(texte).valeur:
        yield Q(pk__in=Contact.objects.en_cours().filter(valeur=appel.e164).values("personne_id"))
    if _FIN_DE_NIR.fullmatch(texte):
        yield Q(nir_fin=fin(texte, departement=code))


def _du_dossier(numero: Q) -> Q:
    """The adults of the households that bear this number."""
    adultes = [Personne.Role.DEMANDEUR, Personne.Role.CONJOINT]
    return Q(foyer__in=DossierRSA.objects.filter(numero).values("foyer_id"), role__in=adultes)
