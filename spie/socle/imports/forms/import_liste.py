"""The list to deposit: who sends it, of which sort, and the file."""

from django import forms
from django.utils import timezone

from spie.socle.imports.models import SourceListe
from spie.socle.imports.models.import_liste import NatureSource
from spie.socle.interface.champs import JourInput

NOUVELLE = "nouvelle"
EXTENSIONS = ".csv,.txt,.xlsx,.xls,.ods"


class DepotForm(forms.Form):
    source = forms.ChoiceField(
        label="D’où vient cette liste ?",
        help_text="Ses colonnes sont reconnues d’une fois sur l’autre.",
        error_messages={"required": "Choisissez qui envoie cette liste."},
    )
    nom = forms.CharField(
        label="Nom de la nouvelle source",
        max_length=80,
        required=False,
        help_text="Pour une nouvelle source seulement. Par exemple : Mission locale, ancien logiciel, CNAF.",
    )
    nature = forms.ChoiceField(
        label="Que contient-elle ?",
        choices=[
            (NatureSource.LISTE, "Une liste de personnes à créer ou à compléter"),
            (NatureSource.REPRISE, "Un suivi déjà commencé dans un autre outil : référents, contrats"),
            (NatureSource.CONTACTS, "Le fichier de contacts de la CNAF : téléphones et courriels"),
        ],
        initial=NatureSource.LISTE,
        widget=forms.RadioSelect,
        required=False,
        help_text="Pour une nouvelle source seulement.",
    )
    fichier = forms.FileField(
        label="Fichier",
        help_text="CSV, XLSX, XLS ou ODS. Vous pouvez le faire glisser jusqu’ici.",
        error_messages={
            "required": "Choisissez d’abord un fichier.",
            "empty": "Ce fichier est vide : choisissez une liste qui contient des personnes.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": EXTENSIONS}),
    )

    arretee_le = forms.DateField(
        label="Liste arrêtée au",
        widget=JourInput,
        help_text="Le jour où elle est sortie de l’autre outil.",
        error_messages={
            "required": "Dites de quel jour date cette liste.",
            "invalid": "Choisissez un jour qui existe.",
        },
    )
    meme_plus_ancienne = forms.BooleanField(
        label="Importer même si elle est plus ancienne",
        help_text="À cocher seulement pour rattraper une liste oubliée. Chaque changement se relit avant d’être écrit.",
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["arretee_le"].initial = timezone.localdate
        connues = [
            (str(source.pk), f"{source.nom} ({source.get_nature_display()})")
            for source in SourceListe.objects.order_by("nom")
        ]
        self.fields["source"].choices = [*connues, (NOUVELLE, "Une nouvelle source")]
        if not connues:
            self.fields["source"].initial = NOUVELLE

    def clean_arretee_le(self):
        jour = self.cleaned_data["arretee_le"]
        if jour > timezone.localdate():
            raise forms.ValidationError("Cette liste ne peut pas parler d’un jour à venir.")
        return jour

    def clean(self):
        donnees = super().clean()
        nouvelle = donnees.get("source") == NOUVELLE
        if nouvelle and not donnees.get("nom", "").strip():
            self.add_error("nom", "Donnez un nom à cette nouvelle source.")
        if nouvelle and not donnees.get("nature"):
            self.add_error("nature", "Dites ce que contient cette liste.")
        return donnees

    @property
    def est_nouvelle(self) -> bool:
        return self.cleaned_data["source"] == NOUVELLE
