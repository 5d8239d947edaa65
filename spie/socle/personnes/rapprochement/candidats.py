"""Who, among millions, may be the person of each row: one query for a whole batch, by indexes only.

Each path is an equality on an indexed column, which row-level security lets through; what looks alike is sorted
out afterwards, among the few that an equality gave.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection

from spie.socle.personnes.identite.noms import PARTICULES
from spie.socle.personnes.nir import empreinte
from spie.socle.personnes.normalisation import norme
from spie.socle.personnes.rapprochement.decision import LigneRecue
from spie.socle.territoires.isolation import code_courant

# A telephone shared by a hostel or a name borne by hundreds says nothing more after these.
PAR_CONTACT, PAR_NOM, PAR_NAISSANCE = 10, 20, 40
_COLONNES = ("rangs", "moyens", "cles", "nirs", "naissances", "debuts", "prenoms")

CANDIDATS = """
WITH recus AS MATERIALIZED (
    SELECT * FROM unnest(%(rangs)s::int[], %(moyens)s::text[], %(cles)s::text[], %(nirs)s::bytea[],
                         %(naissances)s::date[], %(debuts)s::text[], %(prenoms)s::text[])
        AS r(rang, moyen, cle, nir, naissance, debut, prenom)
)
SELECT r.rang, p.id FROM recus r JOIN personnes_personne p
    ON p.departement_id = %(dep)s AND p.nir_empreinte = r.nir WHERE r.moyen = 'nir'
UNION
SELECT r.rang, p.id FROM recus r
    JOIN personnes_dossierrsa d ON d.departement_id = %(dep)s AND d.numero_demande = r.cle
    JOIN personnes_personne p ON p.departement_id = %(dep)s AND p.foyer_id = d.foyer_id WHERE r.moyen = 'demande'
UNION
SELECT r.rang, p.id FROM recus r
    JOIN personnes_dossierrsa d ON d.departement_id = %(dep)s AND d.matricule = r.cle
    JOIN personnes_personne p ON p.departement_id = %(dep)s AND p.foyer_id = d.foyer_id WHERE r.moyen = 'matricule'
UNION
SELECT r.rang, c.personne_id FROM recus r CROSS JOIN LATERAL (
    SELECT personne_id FROM personnes_contact
    WHERE departement_id = %(dep)s AND valeur = r.cle AND au IS NULL LIMIT %(par_contact)s) c WHERE r.moyen = 'contact'
UNION
SELECT r.rang, p.id FROM recus r CROSS JOIN LATERAL (
    SELECT id FROM personnes_personne q
    WHERE q.departement_id = %(dep)s AND q.nom_norme = r.cle AND (
        q.date_naissance IS NULL OR r.naissance IS NULL
        OR to_char(q.date_naissance, 'YYYY') = to_char(r.naissance, 'YYYY')
        OR to_char(q.date_naissance, 'MMDD') = to_char(r.naissance, 'MMDD'))
    LIMIT %(par_nom)s) p WHERE r.moyen = 'nom'
UNION
SELECT r.rang, p.id FROM recus r CROSS JOIN LATERAL (
    SELECT id FROM personnes_personne q
    WHERE q.departement_id = %(dep)s AND q.prenom_norme = r.cle AND (
        q.date_naissance IS NULL OR r.naissance IS NULL
        OR to_char(q.date_naissance, 'YYYY') = to_char(r.naissance, 'YYYY')
        OR to_char(q.date_naissance, 'MMDD') = to_char(r.naissance, 'MMDD'))
    LIMIT %(par_nom)s) p WHERE r.moyen = 'prenom'
UNION
SELECT r.rang, p.id FROM recus r CROSS JOIN LATERAL (
    SELECT id FROM personnes_personne q
    WHERE q.departement_id = %(dep)s AND q.date_naissance = r.naissance AND (
        q.nom_norme ^@ r.debut OR q.prenom_norme ^@ r.prenom OR q.prenom_norme ^@ r.debut OR q.nom_norme ^@ r.prenom
        OR dmetaphone(q.nom_norme) = dmetaphone(r.cle))  -- both empty: the name is in another alphabet
    ORDER BY (q.nom_norme ^@ r.debut)::int + (q.prenom_norme ^@ r.prenom)::int DESC NULLS LAST, q.id
    LIMIT %(par_naissance)s) p WHERE r.moyen = 'naissance'
"""


def chercher_candidats(lignes: Sequence[LigneRecue]) -> dict[int, set[UUID]]:
    """Give, for the position of each row, the people who may be hers: one query."""
    trouves: dict[int, set[UUID]] = defaultdict(set)
    valeurs = valeurs_de(lignes)
    if not valeurs["rangs"]:
        return trouves
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATS, valeurs)
        for rang, personne_id in cursor.fetchall():
            trouves[rang].add(personne_id)
    return trouves


def valeurs_de(lignes: Sequence[LigneRecue]) -> dict:
    """The parameters of ``CANDIDATS``: one position per key, and the limits."""
    recus = [(rang, *cle) for rang, ligne in enumerate(lignes) for cle in _cles(ligne)]
    colonnes = dict(zip(_COLONNES, map(list, zip(*recus, strict=True)), strict=True)) if recus else {"rangs": []}
    limites = {"par_contact": PAR_CONTACT, "par_nom": PAR_NOM, "par_naissance": PAR_NAISSANCE}
    return colonnes | limites | {"dep": code_courant()}


def _cles(ligne: LigneRecue) -> Iterator[tuple]:
    """The keys by which a row is looked for: (means, key, hash, birth date, start of the name, first name)."""
    if ligne.nir:
        yield "nir", None, empreinte(ligne.nir.racine, departement=code_courant()), None, None, None
    for moyen, cle in (("demande", ligne.numero_demande), ("matricule", ligne.matricule)):
        if cle:
            yield moyen, cle, None, None, None, None
    for valeur in {*ligne.telephones, *ligne.courriels}:
        yield "contact", valeur, None, None, None, None
    yield from _par_nom(ligne)


def _par_nom(ligne: LigneRecue) -> Iterator[tuple]:
    noms = [nom for nom in dict.fromkeys((norme(ligne.nom), norme(ligne.nom_naissance))) if nom]
    prenom, naissance = norme(ligne.prenom), ligne.naissance
    for nom in noms if prenom else ():
        # As « save » writes them: NAME FIRSTNAME and FIRSTNAME NAME; both in both, for those who exchange them.
        for cle in (f"{nom} {prenom}", f"{prenom} {nom}"):
            yield "nom", cle, None, naissance, None, None
            yield "prenom", cle, None, naissance, None, None
    if naissance and (ligne.nom or ligne.prenom):
        for nom in noms or [""]:
            debut = prenom.split()[0] if prenom else None
            yield "naissance", f"{nom} {prenom}".strip(), None, naissance, _debut(nom), debut


def _debut(nom: str) -> str | None:
    """The beginning of a name up to its first real word: « DE LA TOUR » would otherwise begin like « DENIS »."""
    mots = nom.split()
    fin = next((i for i, mot in enumerate(mots) if mot not in PARTICULES), len(mots) - 1)
    return " ".join(mots[: fin + 1]) or None
