"""Error pages: what happened, what to do, in plain French. They never fail themselves."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def page_400(request, exception=None):
    return render(request, "400.html", status=400)


def page_403(request, exception=None):
    return render(request, "403.html", status=403)


def page_404(request, exception=None):
    return render(request, "404.html", status=404)


def page_409(request, motif: str = ""):
    """For a view whose object changed meanwhile: nothing typed is lost, the reader compares."""
    return render(request, "409.html", {"motif": motif}, status=409)


def page_500(request):
    # No context processor here: the database or the session may be what broke.
    return HttpResponseServerError(render_to_string("500.html"))


def page_csrf(request, reason=""):
    """The form is too old, or comes from elsewhere."""
    return render(request, "403_csrf.html", status=403)
