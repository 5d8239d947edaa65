"""The guard of every view and of every API entry."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission

from spie.socle.comptes.models import Jeton
from spie.socle.comptes.roles import Permission


def requires(permission: Permission):
    """Guard a view. ``tests/architecture`` fails on a URL without this mark."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.affectation is None or not request.affectation.permet(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate


def connected(view):
    """Guard a view that any logged-in agent of this département may use, whatever the role."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.affectation is None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.permission = "connected"
    return guarded


def public(raison: str):
    """Mark a view open to everyone, and say why."""

    def decorate(view):
        view.permission, view.raison = "public", raison
        return view

    return decorate


class HasPermission(BasePermission):
    """The same guard for the API: the viewset names its ``permission``."""

    def has_permission(self, request, view):
        affectation = request.affectation
        return affectation is not None and affectation.permet(view.permission)


class HasPortee(BasePermission):
    """And its key was given for that: the view names its ``portee``."""

    code = "portee_absente"

    def has_permission(self, request, view):
        self.message = f"Cette clé n'a pas la portée « {view.portee.value} ». Demandez-la au département."
        return isinstance(request.auth, Jeton) and request.auth.porte(view.portee)
