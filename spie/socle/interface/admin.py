"""The admin site of one département: open to its administrators, whatever the account is elsewhere."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login

from spie.socle.comptes.roles import Permission


class SiteDepartemental(AdminSite):
    site_header = "Administration du département"
    site_title = "SPIE"
    index_title = "Données de référence et comptes"

    def has_permission(self, request):
        affectation = getattr(request, "affectation", None)
        return affectation is not None and affectation.permet(Permission.ADMINISTRER)

    def login(self, request, extra_context=None):
        """One door for everyone: our login page."""
        return redirect_to_login(request.GET.get("next", request.path))
