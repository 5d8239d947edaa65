"""Agents, structures and affectations of one département."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password

from spie.socle.administration.site import DonneesDeReference
from spie.socle.comptes.models import Affectation, Agent, Structure

# Rights come from roles, here: Django's groups would be a second truth.
admin.site.unregister(Group)


class AgentForm(forms.ModelForm):
    mot_de_passe = forms.CharField(
        label="Nouveau mot de passe",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="12 caractères au moins. Laissez vide pour ne pas le changer.",
    )

    class Meta:
        model = Agent
        fields = ["courriel", "prenom", "nom", "telephone", "is_active"]

    def clean_mot_de_passe(self):
        mot_de_passe = self.cleaned_data["mot_de_passe"]
        if mot_de_passe:
            validate_password(mot_de_passe, self.instance)
        return mot_de_passe

    def save(self, commit=True):
        if self.cleaned_data.get("mot_de_passe"):
            self.instance.set_password(self.cleaned_data["mot_de_passe"])
        elif self.instance._state.adding:
            self.instance.set_unusable_password()
        return super().save(commit)


class AffectationInline(admin.StackedInline):
    """A new agent gets a place in this département at once, otherwise nobody here would see them."""

    model = Affectation
    extra = 1
    min_num = 1

    def has_add_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    has_change_permission = has_view_permission = has_add_permission

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Agent)
class AgentAdmin(DonneesDeReference):
    inlines = [AffectationInline]
    form = AgentForm
    list_display = ["nom", "prenom", "courriel", "is_active"]
    search_fields = ["nom", "prenom", "courriel"]
    ordering = ["nom", "prenom"]

    def get_readonly_fields(self, request, obj=None):
        """Who could change the mail or the password could log in next door: only the département of the account may."""
        d_ici = obj is None or obj.gere_par == request.departement.code
        return [] if d_ici else [*AgentForm.Meta.fields, "mot_de_passe"]

    def get_fields(self, request, obj=None):
        return [*AgentForm.Meta.fields, *([] if self.get_readonly_fields(request, obj) else ["mot_de_passe"])]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.gere_par = request.departement.code
        super().save_model(request, obj, form, change)

    def get_queryset(self, request):
        # Row-level security hides the affectations of elsewhere, hence their agents.
        return Agent.objects.du_departement(request.departement.code).order_by(*self.ordering)


@admin.register(Structure)
class StructureAdmin(DonneesDeReference):
    list_display = ["nom", "nature", "territoire", "telephone"]
    list_filter = ["nature"]
    search_fields = ["nom"]
    ordering = ["nom"]


@admin.register(Affectation)
class AffectationAdmin(DonneesDeReference):
    list_display = ["agent", "role", "structure", "etp", "active"]
    list_filter = ["role", "active"]
    search_fields = ["agent__nom", "agent__courriel", "structure__nom"]
    list_select_related = ["agent", "structure"]
    ordering = ["agent__nom"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "agent":
            kwargs["queryset"] = Agent.objects.du_departement(request.departement.code)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
