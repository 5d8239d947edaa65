"""The map of addresses: one include per app."""

from django.contrib import admin
from django.urls import include, path

from spie.accueil.sante import sante

handler400 = "spie.socle.interface.erreurs.page_400"
handler403 = "spie.socle.interface.erreurs.page_403"
handler404 = "spie.socle.interface.erreurs.page_404"
handler500 = "spie.socle.interface.erreurs.page_500"

urlpatterns = [
    path("personnes/", include("spie.accueil.urls_personnes")),
    path("personnes/", include("spie.socle.personnes.urls")),
    path("", include("spie.accueil.urls")),
    path("", include("spie.socle.comptes.urls")),
    path("", include("spie.socle.interface.urls")),
    path("ioc/", include("parcours.urls")),
    path("", include("parcours.urls_mutations")),
    path("", include("orientation.urls")),
    path("imports/", include("spie.socle.imports.urls")),
    path("imports/flux/", include("spie.socle.flux.urls")),
    path("demo/", include("spie.socle.envois.capteur.urls")),
    path("envois/", include("spie.socle.envois.urls")),
    path("modeles-de-lettres/", include("spie.socle.courriers.urls")),
    path("api/v1/", include("spie.accueil.urls_api")),
    path("admin/", admin.site.urls),
    path("sante/", sante, name="sante"),
]
