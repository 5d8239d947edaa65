"""Who enters the administration, and what a table there may do.

Rights come from the affectation in the département of the address, never from flags on the agent.
"""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.utils import timezone

from spie.socle.comptes.roles import Permission
from spie.socle.historique.services import Event, emit


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
    index_title = "Comptes, structures et données de référence"

    def has_permission(self, request):
        affectation = getattr(request, "affectation", None)
        return affectation is not None and affectation.permet(Permission.ADMINISTRER)

    def login(self, request, extra_context=None):
        """One door only: the application's."""
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, request.path))


class LectureSeule(admin.ModelAdmin):
    """Look and search. What people decided is changed by the application's verbs, never here."""

    list_per_page = 50
    show_full_result_count = False

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


class DonneesDeReference(LectureSeule):
    """Reference data of the département: the administrator adds and corrects it, never deletes it."""

    def has_add_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def log_addition(self, request, obj, message):
        """Django's own log has no département: the history of the platform keeps the fact instead."""
        return tracer(request, obj, "ajout")

    def log_change(self, request, obj, message):
        return tracer(request, obj, "modification")
