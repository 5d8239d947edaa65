"""Write rows by COPY, as the owner of the tables (COPY is refused to a role under row-level security)."""

from collections import defaultdict
from datetime import datetime

from django.apps import apps
from django.db import connections

from spie.socle.historique.signature import Origine, signer

ORDRE = (
    "personnes.Foyer",
    "personnes.Personne",
    "personnes.Adresse",
    "personnes.Contact",
    "personnes.Opposition",
    "personnes.MajorationIsolement",
    "personnes.DossierRSA",
    "personnes.EtatDossier",
    "personnes.SoumissionDroitsDevoirs",
    "parcours.Parcours",
    "orientation.Orientation",
    "historique.Trace",
)


class Tables:
    """Rows waiting for their COPY, by model. ``ajouter`` takes the model and its columns by field name."""

    def __init__(self, departement: str):
        self.departement = departement
        self.lignes = defaultdict(list)
        self.colonnes = {nom: _colonnes(apps.get_model(nom)) for nom in ORDRE}

    def ajouter(self, modele: str, **valeurs) -> None:
        """Add one row; what is not said is the field's default."""
        valeurs["departement_id"] = self.departement
        self.lignes[modele].append([valeurs.get(nom, defaut) for nom, defaut in self.colonnes[modele]])

    def ecrire(self, *, le: datetime) -> None:
        """COPY everything that waits, parents first, as a first filling: nothing is noted as a change."""
        signer(origine=Origine.INITIAL, le=le, connexion=connections["proprietaire"])
        with connections["proprietaire"].cursor() as cursor:
            for modele in ORDRE:
                self._copier(cursor, modele, self.lignes.pop(modele, []))

    def _copier(self, cursor, modele: str, lignes: list) -> None:
        if not lignes:
            return
        table = apps.get_model(modele)._meta.db_table
        colonnes = ", ".join(nom for nom, _ in self.colonnes[modele])
        with cursor.copy(f"COPY {table} ({colonnes}) FROM STDIN") as copie:
            for ligne in lignes:
                copie.write_row(ligne)


def _colonnes(modele) -> list[tuple]:
    """Each column with its constant default; identifiers and départements are always given."""
    return [
        (
            champ.column,
            "" if champ.empty_strings_allowed and not champ.null and not champ.has_default() else _defaut(champ),
        )
        for champ in modele._meta.concrete_fields
    ]


def _defaut(champ):
    if champ.default is list:
        return "[]"
    return champ.default if champ.has_default() and not callable(champ.default) else None
