"""Find a person from whatever one has: a name with its accents or not, a birth date, a number, a telephone."""

import re
from datetime import date

from django.db import connection

from spie.socle.personnes.models import Contact, DossierRSA, Personne
from spie.socle.personnes.normalisation import norme

LETTRES_MINIMUM = 2
_DATE = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})|(\d{2})(\d{2})(\d{4})")


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
    """Read 12/03/1985, 12-3-1985 or 12031985; a year of two digits would be a guess."""
    trouve = _DATE.fullmatch(texte.strip())
    if not trouve:
        return None
    jour, mois, annee = (int(partie) for partie in trouve.groups() if partie is not None)
    try:
        return date(annee, mois, jour)
    except ValueError:
        return None


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
    chiffres = re.sub(r"\D", "", texte)
    telephone = "+33" + chiffres[1:] if len(chiffres) == 10 and chiffres[0] == "0" else "+" + chiffres
    foyers = DossierRSA.objects.filter(matricule=chiffres).values_list("foyer_id", flat=True)
    foyers = [*foyers, *DossierRSA.objects.filter(numero_demande=texte.upper()).values_list("foyer_id", flat=True)]
    membres = Personne.objects.adultes().filter(foyer__in=foyers).order_by("role").values_list("pk", flat=True)
    joignables = Contact.objects.en_cours().filter(valeur=telephone).values_list("personne_id", flat=True)
    return [*membres[:limite], *joignables[:limite]]
