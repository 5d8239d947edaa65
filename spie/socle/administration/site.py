"""Who enters the administration, and what a table there may do.

Rights come from the affectation in the département of the address, never from flags on the agent.
"""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone

from spie.socle.administration.recherche import ListeScellee, renvoyer
from spie.socle.comptes.roles import Permission
from spie.socle.comptes.views import deconnexion
from spie.socle.historique.models import Trace
from spie.socle.historique.services import Event, emit
from spie.socle.territoires.models import Commune


@dataclass(frozen=True, kw_only=True)
class ReferenceModifiee(Event):
    """Someone added or corrected reference data in the administration."""

    objet: str
    objet_id: str
    acte: str


def tracer(request, objet, acte: str) -> None:
    emit(
        ReferenceModifiee(objet=objet._meta.label, objet_id=str(objet.pk), acte=acte, survenu_le=timezone.now()),
        par=request.user,
    )


class SiteDepartemental(admin.AdminSite):
    site_title = site_header = "Administration"
    index_title = "Comptes, données de référence, et tout le reste à consulter"
    enable_nav_sidebar = False

    def has_permission(self, request):
        affectation = getattr(request, "affectation", None)
        return affectation is not None and affectation.permet(Permission.ADMINISTRER)

    def login(self, request, extra_context=None):
        """One door only: the application's."""
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, request.path))

    def logout(self, request, extra_context=None):
        return deconnexion(request)


class LectureSeule(admin.ModelAdmin):
    """Look and search. What people decided is changed by the application's verbs, never here."""

    list_per_page = 50
    show_full_result_count = False
    a_un_historique = False

    def get_changelist(self, request, **kwargs):
        return ListeScellee

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST" and SEARCH_VAR in request.POST:
            return renvoyer(request)
        return super().changelist_view(request, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        raise Http404("L'histoire d'une personne se lit dans sa fiche.")

    def has_module_permission(self, request):
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class LigneEnLecture(admin.StackedInline):
    """Rows that belong to the one shown, to look at."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class DonneesDeReference(LectureSeule):
    """Reference data of the département: the administrator adds and corrects it, never deletes it."""

    a_un_historique = True

    def has_add_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Communes are the same for everyone: here, only ours are offered, hence accepted."""
        if db_field.related_model is Commune:
            kwargs["queryset"] = Commune.objects.du_departement(request.departement.code)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def log_addition(self, request, obj, message):
        """Django's own log has no département: the history of the platform keeps the fact instead."""
        return tracer(request, obj, "ajout")

    def log_change(self, request, obj, message):
        return tracer(request, obj, "modification")

    def history_view(self, request, object_id, extra_context=None):
        """Who added or corrected it here, from the history of the platform."""
        objet = self.get_object(request, unquote(object_id))
        if objet is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, objet):
            raise PermissionDenied
        traces = Trace.objects.filter(type=ReferenceModifiee.__name__, donnees__objet_id=str(objet.pk))
        contexte = {
            **self.admin_site.each_context(request),
            "title": f"Historique : {objet}",
            "opts": self.opts,
            "objet": objet,
            "traces": traces.select_related("acteur").order_by("-survenu_le", "-id")[:100],
        }
        return TemplateResponse(request, "admin/object_history.html", contexte)
