"""A null byte never comes from a person: PostgreSQL refuses it, so does the door."""

from django.core.exceptions import SuspiciousOperation


class OctetNulMiddleware:
    """Answer 400 to an address that holds a null byte, before any view reads it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("Un octet nul dans l'adresse.")
        return self.get_response(request)
