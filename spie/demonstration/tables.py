"""Write rows by COPY, as the owner of the tables (COPY is refused to a role under row-level security)."""

from collections import defaultdict
from collections.abc import Sequence

from django.apps import apps
from django.db import connections, transaction
from django.utils import timezone

from spie.socle.historique.ordre import ChampTransaction
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

    def __init__(self, departement: str, ordre: Sequence[str] = ORDRE):
        self.departement, self.ordre = departement, ordre
        self.lignes = defaultdict(list)
        self.colonnes = {nom: _colonnes(apps.get_model(nom)) for nom in ordre}

    def ajouter(self, modele: str, **valeurs) -> None:
        """Add one row; what is not said is the field's default."""
        valeurs["departement_id"] = self.departement
        self.lignes[modele].append([valeurs.get(nom, defaut) for nom, defaut in self.colonnes[modele]])

    def retirer(self) -> dict[str, list]:
        """Give the rows that wait, and forget them."""
        lignes, self.lignes = self.lignes, defaultdict(list)
        return lignes

    def ecrire(self, lignes: dict[str, list]) -> None:
        """COPY these rows, parents first, in one transaction, as a first filling: nothing is noted as a change."""
        proprietaire = connections["proprietaire"]
        with transaction.atomic(using="proprietaire"), proprietaire.cursor() as cursor:
            signer(origine=Origine.INITIAL, le=timezone.now(), connexion=proprietaire)
            for modele in self.ordre:
                self._copier(cursor, modele, lignes.get(modele, []))

    def _copier(self, cursor, modele: str, lignes: list) -> None:
        if not lignes:
            return
        table = apps.get_model(modele)._meta.db_table
        colonnes = ", ".join(nom for nom, _ in self.colonnes[modele])
        with cursor.copy(f"COPY {table} ({colonnes}) FROM STDIN") as copie:
            for ligne in lignes:
                copie.write_row(ligne)


def _colonnes(modele) -> list[tuple]:
    """Each column with its default, but what PostgreSQL alone writes; identifiers and départements are always given."""
    champs = [champ for champ in modele._meta.concrete_fields if not isinstance(champ, ChampTransaction)]
    return [(champ.column, _defaut(champ)) for champ in champs]


def _defaut(champ):
    if champ.default is list:
        return "[]"
    return None if champ.name in ("id", "departement") else champ.get_default()
