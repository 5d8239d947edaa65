"""Agents, structures and affectations of one département."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from spie.socle.administration.site import DonneesDeReference, tracer
from spie.socle.comptes.forms import JetonForm
from spie.socle.comptes.jetons import creer, retirer
from spie.socle.comptes.models import Affectation, Agent, Jeton, Structure
from spie.socle.refus import Refus

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
        fields = ["courriel", "prenom", "nom", "telephone", "is_active", "de_service"]

    def clean_mot_de_passe(self):
        mot_de_passe = self.cleaned_data["mot_de_passe"]
        if mot_de_passe:
            validate_password(mot_de_passe, self.instance)
        return mot_de_passe

    def clean(self):
        if self.cleaned_data.get("de_service") and self.cleaned_data.get("mot_de_passe"):
            self.add_error("mot_de_passe", "Un compte de service n'a pas de mot de passe : il a des clés d'accès.")
        return super().clean()

    def save(self, commit=True):
        if self.cleaned_data.get("mot_de_passe"):
            self.instance.set_password(self.cleaned_data["mot_de_passe"])
        elif self.instance._state.adding or self.instance.de_service:
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
    list_display = ["nom", "prenom", "courriel", "is_active", "de_service"]
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


@admin.register(Jeton)
class JetonAdmin(DonneesDeReference):
    """A key is given and taken back, never corrected; it is seen once."""

    list_display = ["libelle", "prefixe", "affectation", "expire_le", "retire_le", "servi_le"]
    search_fields = ["libelle", "prefixe", "affectation__agent__nom"]
    list_select_related = ["affectation__agent", "affectation__structure"]
    ordering = ["-cree_le"]

    def add_view(self, request, form_url="", extra_context=None):
        form = JetonForm(request.POST or None, au=timezone.localdate())
        if form.is_valid():
            try:
                jeton, cle = creer(par=request.user, le=timezone.now(), **form.cleaned_data)
            except Refus as refus:
                form.add_error(None, str(refus))
            else:
                self.log_addition(request, jeton, "")
                return self._page(request, "cle", f"Clé de {jeton.libelle}", jeton=jeton, cle=cle)
        return self._page(request, "donner", "Donner une clé d'accès", form=form, errors=form.errors)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        jeton = self.get_object(request, unquote(object_id))
        if jeton is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            retirer(jeton=jeton, par=request.user, le=timezone.now())
            tracer(request, jeton, "retrait")
            messages.success(request, f"La clé {jeton} n'ouvre plus rien.")
            return HttpResponseRedirect(request.path)
        return self._page(request, "fiche", str(jeton), jeton=jeton)

    def _page(self, request, nom, titre, **contexte):
        commun = self.admin_site.each_context(request) | {"title": titre, "opts": self.opts}
        return TemplateResponse(request, f"admin/comptes/jeton/{nom}.html", commun | contexte)
