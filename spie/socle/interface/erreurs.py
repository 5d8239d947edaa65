"""Error pages: what happened, what to do, in plain French. They never fail themselves.

A program reads the same in JSON, and never the page of a person.
"""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from spie.socle.interface.api.erreurs import pour_un_programme, reponse_json


def page_400(request, exception=None):
    if pour_un_programme(request):
        return reponse_json("demande_invalide", "Cette adresse ne peut pas être lue.", 400)
    return render(request, "400.html", status=400)


def page_403(request, exception=None):
    if pour_un_programme(request):
        return reponse_json("interdit", "Vous n'avez pas ce droit.", 403)
    return render(request, "403.html", status=403)


def page_404(request, exception=None):
    if pour_un_programme(request):
        return reponse_json("introuvable", "Rien ne répond à cette adresse. Voir la page « API » du guide.", 404)
    return render(request, "404.html", status=404)


def page_409(request, motif: str = ""):
    """For a view whose object changed meanwhile: nothing typed is lost, the reader compares."""
    return render(request, "409.html", {"motif": motif}, status=409)


def page_500(request):
    if pour_un_programme(request):
        return reponse_json("panne", "Une panne est survenue ici. Rien n'est enregistré. Réessayez plus tard.", 500)
    # No context processor here: the database or the session may be what broke.
    return HttpResponseServerError(render_to_string("500.html"))


def page_csrf(request, reason=""):
    """The form is too old, or comes from elsewhere."""
    return render(request, "403_csrf.html", status=403)
