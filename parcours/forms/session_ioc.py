"""Forms of the information sessions: they read what was typed, the services decide."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone

from parcours.models import Parcours, SessionIOC
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import PERMISSIONS, Permission
from spie.socle.territoires.models import Commune, Territoire

# The words of the easy page of the letter: the official page says which documents are accepted.
PIECES = "votre carte d’identité ou votre titre de séjour ; un papier récent avec votre adresse"
ANIMENT = [role for role, permissions in PERMISSIONS.items() if Permission.CONSTATER_PRESENCE in permissions]


class JourInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class HeureInput(forms.TimeInput):
    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


class SessionForm(forms.Form):
    territoire = forms.ModelChoiceField(label="Pôle", queryset=None, empty_label="Choisir un pôle")
    jour = forms.DateField(label="Jour", widget=JourInput, error_messages={"required": "Choisissez un jour."})
    heure = forms.TimeField(label="Heure", widget=HeureInput, error_messages={"required": "Indiquez l’heure."})
    duree = forms.IntegerField(label="Durée, en minutes", min_value=15, max_value=480)
    capacite = forms.IntegerField(label="Nombre de places", min_value=1, max_value=500)
    lieu = forms.CharField(label="Lieu", max_length=120, help_text="Le nom que les personnes verront sur la porte.")
    adresse = forms.CharField(label="Numéro et rue", max_length=160)
    commune = forms.ModelChoiceField(label="Commune", queryset=None, empty_label="Choisir une commune")
    salle = forms.CharField(label="Salle", max_length=80, required=False)
    acces = forms.CharField(
        label="Pour venir", max_length=200, required=False, help_text="Bus, parking, entrée accessible…"
    )
    pieces = forms.CharField(
        label="Documents à apporter", max_length=300, help_text="Avec des mots simples, séparés par un point-virgule."
    )
    telephone = forms.CharField(
        label="Téléphone en cas d’empêchement", max_length=20, help_text="Écrit dans le SMS et dans la lettre."
    )
    visio = forms.URLField(label="Lien vidéo", required=False, assume_scheme="https")
    animateurs = forms.ModelMultipleChoiceField(
        label="Animation", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, departement, prises: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.prises = prises
        territoires = Territoire.objects.filter(nature=Territoire.Nature.DTAS)
        self.fields["territoire"].queryset = territoires.order_by("nom")
        self.fields["commune"].queryset = Commune.objects.du_departement(departement.code)
        animateurs = Affectation.objects.en_cours().filter(role__in=ANIMENT)
        self.fields["animateurs"].queryset = animateurs.order_by("agent__nom", "agent__prenom", "id")
        self.fields["animateurs"].label_from_instance = lambda a: f"{a.agent} – {a.structure}"

    def clean_capacite(self):
        """Said here so that nothing typed is lost; the service refuses it too."""
        if self.cleaned_data["capacite"] < self.prises:
            raise forms.ValidationError(f"{self.prises} personnes ont déjà une place.")
        return self.cleaned_data["capacite"]

    def clean(self):
        donnees = super().clean()
        if donnees.get("jour") and donnees.get("heure") and self.champs()["debut_le"] <= timezone.now():
            self.add_error("jour", "Cette date est déjà passée : choisissez un jour à venir.")
        return donnees

    def champs(self) -> dict:
        """What the service wants: one aware beginning instead of a day and an hour."""
        donnees = dict(self.cleaned_data)
        jour, heure = donnees.pop("jour"), donnees.pop("heure")
        return donnees | {"debut_le": timezone.make_aware(datetime.combine(jour, heure))}


def depuis(session: SessionIOC) -> dict:
    """The initial values to change this session, or to prepare one like it."""
    noms = ("territoire", "lieu", "adresse", "commune", "salle", "acces", "duree", "capacite", "pieces", "visio")
    debut = timezone.localtime(session.debut_le)
    return {nom: getattr(session, nom) for nom in (*noms, "telephone")} | {"jour": debut.date(), "heure": debut.time()}


def par_defaut(*, affectation: Affectation, jour: date) -> dict:
    """A new session resembles the last one of the agent's territory."""
    structure = affectation.structure
    defauts = {"jour": jour, "heure": time(9), "duree": 120, "capacite": 12, "pieces": PIECES}
    derniere = SessionIOC.objects.modele_pour(structure.territoire_id) if structure.territoire_id else None
    if derniere:
        return depuis(derniere) | {"jour": jour, "visio": ""}
    return defauts | {
        "territoire": structure.territoire_id,
        "lieu": structure.nom,
        "adresse": structure.adresse,
        "commune": structure.commune_id,
        "telephone": structure.telephone,
    }


class AnnulationForm(forms.Form):
    motif = forms.CharField(
        label="Pourquoi la réunion est annulée",
        max_length=200,
        help_text="Pour le service. Les personnes lisent seulement que la réunion est annulée.",
        error_messages={"required": "Dites pourquoi la réunion est annulée."},
    )


class ConvoquerForm(forms.Form):
    """The session and the people ticked: identifiers, which must exist here."""

    session = forms.ModelChoiceField(
        label="Réunion", queryset=None, error_messages={"required": "Choisissez une réunion."}
    )
    parcours = forms.ModelMultipleChoiceField(
        label="Personnes", queryset=None, error_messages={"required": "Cochez au moins une personne."}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = SessionIOC.objects.pour_la_page()
        self.fields["parcours"].queryset = Parcours.objects.select_related("personne")
