"""Find a person from whatever one has: a name with its accents or not, a birth date, a number, a telephone."""

from datetime import date

from django.db import connection

from spie.socle.personnes.identite import dates, matricule, nir, telephone
from spie.socle.personnes.models import Contact, DossierRSA, Personne
from spie.socle.personnes.nir import empreinte
from spie.socle.personnes.normalisation import norme
from spie.socle.territoires.isolation import code_courant

LETTRES_MINIMUM = 2


def chercher(*, texte: str, limite: int, parmi=None) -> list[Personne]:
    """Give the people who match, best first. ``parmi``: identifiers among which to stay (a partner's), or None.

    Names go through ``recherche_personnes``, which forgives accents, hyphens and slips of the finger.
    """
    texte = texte.strip()
    if len(texte) < LETTRES_MINIMUM:
        return []
    ids = _par_nombre(texte, limite) if texte[:1].isdigit() or texte[:1] == "+" else _par_nom(texte, limite, parmi)
    trouvees = Personne.objects.filter(pk__in=ids)
    if parmi is not None:
        trouvees = trouvees.filter(pk__in=parmi)
    rang = {id_: n for n, id_ in enumerate(ids)}
    return sorted(trouvees, key=lambda personne: rang[personne.pk])[:limite]


def date_de_naissance(texte: str) -> date | None:
    """Read a date as someone types it (12/03/1985, 12-3-1985, 12031985…); a year of two digits would be a guess."""
    return dates.lire_ecrite(texte).valeur


def _par_nom(texte: str, limite: int, parmi) -> list:
    # A partner's people are few among all: look further before keeping only theirs.
    profondeur = limite if parmi is None else 500
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM recherche_personnes(%s, %s) ORDER BY rang DESC", [norme(texte), profondeur])
        return [ligne[0] for ligne in cursor.fetchall()]


def _par_nombre(texte: str, limite: int) -> list:
    if naissance := date_de_naissance(texte):
        return list(
            Personne.objects.filter(date_naissance=naissance).order_by("nom_norme").values_list("pk", flat=True)[:50]
        )
    membres = Personne.objects.adultes().filter(foyer__in=_foyers(texte)).order_by("role").values_list("pk", flat=True)
    return [*_par_nir(texte), *membres[:limite], *_par_telephone(texte, limite)]


def _par_nir(texte: str) -> list:
    lu = nir.lire(texte).valeur
    if lu is None:
        return []
    cle = empreinte(lu.racine, departement=code_courant())
    return list(Personne.objects.filter(nir_empreinte=cle).values_list("pk", flat=True))


def _foyers(texte: str) -> list:
    """The households that bear this allocataire number, or this RSA request number."""
    lu = matricule.lire(texte).valeur
    foyers = DossierRSA.objects.filter(numero_demande=texte.upper()).values_list("foyer_id", flat=True)
    if lu is None:
        return list(foyers)
    cle = lu.cle(departement=code_courant())
    return [*foyers, *DossierRSA.objects.filter(matricule=cle).values_list("foyer_id", flat=True)]


def _par_telephone(texte: str, limite: int) -> list:
    lu = telephone.lire(texte).valeur
    if lu is None:
        return []
    return list(Contact.objects.en_cours().filter(valeur=lu.e164).values_list("personne_id", flat=True)[:limite])
