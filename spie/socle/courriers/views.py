"""The letters of the house: how easy each is to read, and what it looks like for a fictional person."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.courriers import fiches
from spie.socle.courriers.modeles.catalogue import EXEMPLES
from spie.socle.courriers.rendu import pdf


@require_GET
@requires(Permission.VOIR_MODELES)
def liste(request):
    return render(request, "modeles/lettre/liste.html", {"lettres": fiches.toutes()})


@require_GET
@requires(Permission.VOIR_MODELES)
def detail(request, code):
    _ou_404(code)
    return render(request, "modeles/lettre/detail.html", {"fiche": fiches.une(code)})


@require_GET
@requires(Permission.VOIR_MODELES)
def apercu(request, code):
    """The letter on paper, for a fictional person."""
    _ou_404(code)
    entete = {"Content-Disposition": f'inline; filename="{code}.pdf"'}
    return HttpResponse(pdf(EXEMPLES[code]()), content_type="application/pdf", headers=entete)


def _ou_404(code: str) -> None:
    if code not in EXEMPLES:
        raise Http404("Aucune lettre n’a ce code.")
