"""A list of people received as a file: where it comes from, how far it is, and each of its rows."""

import json

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Coalesce

from spie.socle.constraints import one_of
from spie.socle.imports.states import AU_TRAVAIL, IMPORTABLES, MODIFIABLES, OUVERTS, REJETEES, EtatImport, StatutLigne
from spie.socle.personnes.models import Personne
from spie.socle.territoires.chiffrement import ouvrir, sceller
from spie.socle.territoires.isolation import MemeDepartement
from spie.socle.territoires.models import DepartementManager, DepartementModel, LienInterne

USAGE = "import"


class NatureSource(models.TextChoices):
    LISTE = "LISTE", "liste de personnes"
    CONTACTS = "CONTACTS", "fichier de contacts de la CNAF"
    REPRISE = "REPRISE", "reprise d'un suivi existant"


class SourceListe(DepartementModel):
    """Who sends such lists, and what they taught us: their columns and their words, so that nobody maps them twice."""

    Nature = NatureSource

    nom = models.CharField("nom de la source", max_length=80)
    nature = models.CharField("nature", max_length=10, choices=NatureSource, default=NatureSource.LISTE)
    colonnes = models.JSONField("colonnes", default=dict, blank=True)  # form of a header → field, empty: left out
    mots = models.JSONField("mots", default=dict, blank=True)  # field → {word received: sense}

    class Meta(DepartementModel.Meta):
        verbose_name = "source de listes"
        verbose_name_plural = "sources de listes"
        constraints = [
            *DepartementModel.Meta.constraints,
            models.CheckConstraint(condition=one_of("nature", NatureSource), name="source_nature_connue"),
            models.UniqueConstraint(fields=["departement", "nom"], name="une_source_par_nom"),
        ]

    def __str__(self):
        return self.nom


def _nombre(*statuts: str) -> Coalesce:
    """How many rows of the import have one of these statuses."""
    lignes = LigneListe.objects.filter(importe=models.OuterRef("pk"), statut__in=statuts).order_by()
    return Coalesce(models.Subquery(lignes.values("importe").annotate(n=models.Count("pk")).values("n")), 0)


class ImportListeQuerySet(models.QuerySet):
    def pour_l_historique(self):
        """Who deposited what, and what became of it."""
        return self.select_related("source", "depose_par").annotate(
            creees=_nombre(StatutLigne.CREEE),
            completees=_nombre(StatutLigne.MODIFIEE),
            rejetees=_nombre(*REJETEES),
        )

    def abandonnes_par_leur_worker(self, *, avant):
        """At work, and silent for too long."""
        return self.filter(etat__in=AU_TRAVAIL, battement_le__lt=avant)


class ImportListe(DepartementModel):
    """One file of one source. ``lus`` and the status of rows are where a restart goes on from."""

    Etat = EtatImport

    source = LienInterne(SourceListe, related_name="imports")
    nom_fichier = models.CharField("fichier", max_length=200)
    chemin = models.CharField(max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    feuille = models.CharField("feuille", max_length=80, blank=True)
    entetes = models.JSONField("titres des colonnes", default=list)
    colonnes = models.JSONField("colonnes reliées", default=dict)  # header → field
    etat = models.CharField("état", max_length=12, choices=EtatImport, default=EtatImport.COLONNES)
    # A few values of each column, to tell which is which; sealed, they may be names.
    apercu_scelle = models.BinaryField(null=True, editable=False)
    total = models.PositiveIntegerField("lignes", default=0)
    lus = models.PositiveIntegerField("lignes vérifiées", default=0)
    a_faire = models.PositiveIntegerField("lignes demandées", default=0)
    # The day the list speaks of, as who deposited it says; and whether an older one than the last was wanted.
    arretee_le = models.DateField("liste arrêtée au", null=True)
    meme_plus_ancienne = models.BooleanField("importée même plus ancienne", default=False)
    depose_le = models.DateTimeField("déposé le")
    depose_par = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    debut_le = models.DateTimeField("début du travail", null=True)
    battement_le = models.DateTimeField("dernier signe de vie")
    applique_le = models.DateTimeField("importé le", null=True)
    applique_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    annule_le = models.DateTimeField("annulé le", null=True)
    annule_par = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DepartementManager.from_queryset(ImportListeQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "import de liste"
        verbose_name_plural = "imports de listes"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("source"),
            models.CheckConstraint(condition=one_of("etat", EtatImport), name="import_etat_connu"),
            models.UniqueConstraint(
                fields=["departement", "source"], name="un_import_a_la_fois", condition=models.Q(etat__in=OUVERTS)
            ),
        ]
        indexes = [models.Index(fields=["departement", "-depose_le"], name="import_par_date")]

    def __str__(self):
        return self.nom_fichier

    @property
    def au_travail(self) -> bool:
        return self.etat in AU_TRAVAIL

    @property
    def modifiable(self) -> bool:
        return self.etat in MODIFIABLES

    def sceller_apercu(self, apercu: dict[str, list[str]]) -> None:
        """``apercu``: header → its first different values."""
        octets = json.dumps(apercu).encode()
        self.apercu_scelle = sceller(octets, usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def apercu(self) -> dict[str, list[str]]:
        return json.loads(
            ouvrir(self.apercu_scelle or b"", usage=USAGE, departement=str(self.departement_id), ligne=self.id)
        )

    def reste_secondes(self, *, a, faits: int, sur: int) -> int | None:
        """Seconds left at the pace so far, None when it can't be known yet."""
        if not (self.debut_le and faits and sur):
            return None
        rythme = faits / max(0.5, (a - self.debut_le).total_seconds())
        return round((sur - faits) / rythme)


class LigneListeQuerySet(models.QuerySet):
    def a_importer(self):
        return self.filter(statut__in=IMPORTABLES, cochee=True).order_by("rang")

    def ressemblances(self):
        """Those that differ from the one person they look like in nothing but a telephone or a mail."""
        return self.filter(statut=StatutLigne.A_CONFIRMER, sans_difference=True)

    def a_regarder(self):
        return self.exclude(remarques=[])

    def comptes(self) -> dict[str, int]:
        """How many rows of each status, those that nobody has too."""
        comptes = self.order_by().values_list("statut").annotate(n=models.Count("pk"))
        return dict.fromkeys(StatutLigne.values, 0) | dict(comptes)


class LigneListe(DepartementModel):
    """One row, as it came and as it was corrected: sealed, since a list may hold anything."""

    Statut = StatutLigne

    importe = LienInterne(ImportListe, related_name="lignes", on_delete=models.CASCADE)
    rang = models.PositiveIntegerField("ligne")
    cellules_scellees = models.BinaryField(editable=False)
    statut = models.CharField("statut", max_length=12, choices=StatutLigne)
    phrase = models.CharField("pourquoi", max_length=300, blank=True)
    fautes = models.JSONField("fautes", default=dict)  # field → sentence
    remarques = models.JSONField("remarques", default=list)
    cochee = models.BooleanField("à importer", default=False)
    # The person it is, once known or chosen; the candidates stay to be compared meanwhile.
    personne = LienInterne(Personne, null=True, blank=True, related_name="lignes_importees", on_delete=models.PROTECT)
    candidates = models.JSONField("fiches possibles", default=list)
    sans_difference = models.BooleanField("ressemblance sans différence", default=False)
    foyer_id = models.UUIDField("foyer à rejoindre", null=True)
    # By what two rows of a file are one person, hashed: a corrected row finds its twin without opening the others.
    cles = ArrayField(models.CharField(max_length=32), default=list, editable=False)
    journal_scelle = models.BinaryField(null=True, editable=False)

    objects = DepartementManager.from_queryset(LigneListeQuerySet)()

    class Meta(DepartementModel.Meta):
        verbose_name = "ligne importée"
        verbose_name_plural = "lignes importées"
        constraints = [
            *DepartementModel.Meta.constraints,
            MemeDepartement("importe"),
            MemeDepartement("personne"),
            models.CheckConstraint(condition=one_of("statut", StatutLigne), name="ligne_statut_connu"),
            models.UniqueConstraint(fields=["departement", "importe", "rang"], name="une_ligne_par_rang"),
        ]
        indexes = [
            models.Index(fields=["departement", "importe", "statut", "rang"], name="ligne_par_statut"),
            models.Index(fields=["departement", "personne"], name="ligne_par_personne"),
        ]

    def __str__(self):
        return f"ligne {self.rang}"

    def sceller(self, cellules: dict) -> None:
        """``cellules``: field → text, or a list of texts for a field that several columns feed."""
        octets = json.dumps(cellules, cls=DjangoJSONEncoder).encode()
        self.cellules_scellees = sceller(octets, usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def cellules(self) -> dict:
        return json.loads(
            ouvrir(self.cellules_scellees, usage=USAGE, departement=str(self.departement_id), ligne=self.id)
        )

    def sceller_journal(self, journal: bytes) -> None:
        self.journal_scelle = sceller(journal, usage=USAGE, departement=str(self.departement_id), ligne=self.id)

    @property
    def journal(self) -> bytes:
        return ouvrir(self.journal_scelle or b"", usage=USAGE, departement=str(self.departement_id), ligne=self.id)
