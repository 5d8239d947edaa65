"""The messages: when, to whom, and what the provider answered. What they say is read on their own page."""

import secrets

from django import forms
from django.contrib import admin

from spie.socle.administration.site import DonneesDeReference, LigneEnLecture
from spie.socle.envois.canaux import brevo, ovh
from spie.socle.envois.canaux.choix import adresse_de_rappel
from spie.socle.envois.models import Envoi, EnvoiTentative, Prestataire
from spie.socle.personnes.administration import TableDePersonnes


class TentativeEnLecture(LigneEnLecture):
    model = EnvoiTentative
    fields = ["rang", "debut", "fin", "issue"]
    ordering = ["rang"]


@admin.register(Envoi)
class EnvoiAdmin(TableDePersonnes):
    inlines = [TentativeEnLecture]
    list_display = ["depose_le", "canal", "gabarit", "personne", "etat", "remis_le", "erreur"]
    list_filter = ["etat", "canal"]
    list_select_related = ["personne"]
    ordering = ["-depose_le", "id"]
    fields = ["canal", "gabarit", "personne", "etat", "depose_le", "prochain_essai", "expire_le", "remis_le", "erreur"]


CLES = {Prestataire.Genre.OVH: ovh.CLES, Prestataire.Genre.BREVO: brevo.CLES}
ADRESSES = f"OVHcloud : {ovh.ADRESSE} ; Brevo : {brevo.ADRESSE}"
NOMS = [*ovh.CLES, *brevo.CLES]


def _cle(libelle: str) -> forms.CharField:
    return forms.CharField(label=libelle, required=False, max_length=200, widget=forms.PasswordInput)


class PrestataireForm(forms.ModelForm):
    """Keys are written, never read again: an empty field keeps the one there is."""

    adresse = forms.URLField(label="Adresse de l'API", assume_scheme="https", help_text=ADRESSES)
    application_key = _cle("OVH : clé d'application")
    application_secret = _cle("OVH : secret d'application")
    consumer_key = _cle("OVH : clé de consommateur")
    service = _cle("OVH : nom du service (sms-…)")
    api_key = _cle("Brevo : clé d'API")

    class Meta:
        model = Prestataire
        fields = ["genre", "expediteur", "adresse", "en_service"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.connus = self.instance.secrets if self.instance.secrets_scelles else {}

    def clean(self):
        donnees = super().clean()
        for nom in CLES.get(donnees.get("genre"), ()):
            if not (donnees.get(nom) or self.connus.get(nom)):
                self.add_error(nom, "Ce prestataire demande cette clé.")
        return donnees

    def secrets(self) -> dict[str, str]:
        """The keys of this provider, old ones kept, and the secret of its callback address, made once."""
        voulus = {nom: self.cleaned_data[nom] or self.connus[nom] for nom in CLES[self.cleaned_data["genre"]]}
        return voulus | {"jeton": self.connus.get("jeton") or secrets.token_urlsafe(32)}


@admin.register(Prestataire)
class PrestataireAdmin(DonneesDeReference):
    form = PrestataireForm
    list_display = ["genre", "expediteur", "en_service"]
    ordering = ["-en_service", "genre", "id"]
    fields = ["genre", "expediteur", "adresse", "en_service", *NOMS, "rappel"]
    readonly_fields = ["rappel"]

    @admin.display(description="adresse des accusés, à donner au prestataire")
    def rappel(self, prestataire):
        return adresse_de_rappel(prestataire) if prestataire.secrets_scelles else "Elle s'affiche une fois enregistré."

    def save_model(self, request, obj, form, change):
        obj.sceller(form.secrets())
        super().save_model(request, obj, form, change)
