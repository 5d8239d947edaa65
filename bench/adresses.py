"""The product's addresses and an empty page: what the stack costs when a page does nothing."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from spie.socle.comptes.access import connected
from spie.urls import urlpatterns as du_produit


@require_GET
@connected
def vide(request):
    return HttpResponse("")


urlpatterns = [*du_produit, path("banc/vide/", vide, name="vide")]
