"""Every address asks for a permission, or says why it does not."""

from pathlib import Path
from types import SimpleNamespace

from django.contrib.admin import site
from django.urls import URLPattern, get_resolver

from spie.socle.comptes.access import connected, public, requires
from spie.socle.comptes.roles import PERMISSIONS, Permission, Role

RACINE = Path(__file__).parents[2]


def adresses(resolver=None):
    for motif in (resolver or get_resolver()).url_patterns:
        if isinstance(motif, URLPattern):
            yield motif
        else:
            yield from adresses(motif)


def gardee(motif) -> bool:
    """Guarded by us, or by the administration site, whose every view asks ``has_permission``."""
    vue = getattr(motif.callback, "cls", motif.callback)
    return hasattr(vue, "permission") or site in _sites(motif.callback)


def _sites(vue):
    modele = getattr(vue, "model_admin", None)
    return {getattr(vue, "admin_site", None), getattr(modele, "admin_site", None), getattr(vue, "__self__", None)}


def test_chaque_adresse_est_gardee():
    assert [str(motif.pattern) for motif in adresses() if not gardee(motif)] == []


def test_une_adresse_publique_dit_pourquoi():
    publiques = [m for m in adresses() if getattr(m.callback, "permission", None) == "public"]
    assert publiques
    assert all(m.callback.raison for m in publiques)


def test_une_vue_sans_garde_serait_vue():
    assert not gardee(SimpleNamespace(callback=lambda request: None))
    assert gardee(SimpleNamespace(callback=requires(Permission.VOIR_PERSONNES)(lambda request: None)))
    assert gardee(SimpleNamespace(callback=connected(lambda request: None)))
    assert gardee(SimpleNamespace(callback=public("essai")(lambda request: None)))


def test_chaque_role_a_ses_permissions():
    assert set(PERMISSIONS) == set(Role.values)
    assert set.union(*PERMISSIONS.values()) == set(Permission)


def inutiles(sources: list[str]) -> set[Permission]:
    """The permissions that no code asks for."""
    texte = "\n".join(sources)
    return {permission for permission in Permission if f"Permission.{permission.name}" not in texte}


def du_produit() -> list[str]:
    fichiers = [f for dossier in ("spie", "parcours", "orientation") for f in (RACINE / dossier).rglob("*.py")]
    return [f.read_text(encoding="utf-8") for f in fichiers if f.name != "roles.py"]


def test_chaque_permission_sert():
    assert inutiles(du_produit()) == set()


def test_une_permission_inutile_serait_vue():
    assert Permission.EXPORTER in inutiles(["@requires(Permission.VOIR_PERSONNES)"])
    assert Permission.VOIR_PERSONNES not in inutiles(["@requires(Permission.VOIR_PERSONNES)"])
