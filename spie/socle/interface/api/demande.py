"""What a program sends, read strictly: one sentence says the first thing that is wrong, and where."""

from collections.abc import Mapping

from django.conf import settings
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.utils import json

from spie.socle.interface.api.erreurs import Erreur

PARTOUT = "non_field_errors"


class CorpsJSON(JSONParser):
    """A body of a bounded size, in JSON and nothing else."""

    def parse(self, stream, media_type=None, parser_context=None):
        octets = stream.read(settings.API_OCTETS_MAX + 1)
        if len(octets) > settings.API_OCTETS_MAX:
            raise Erreur("demande_trop_grande", "Le corps est trop grand : envoyez moins de lignes à la fois.", 413)
        try:
            return json.loads(octets.decode(), parse_constant=json.strict_constant)
        # So many brackets in one another that nothing reads them.
        except (ValueError, RecursionError):
            raise ParseError from None


class Demande(serializers.Serializer):
    """Fields that are not asked for are refused: a misspelt name would be ignored in silence."""

    default_error_messages = {
        "inconnu": "champ inconnu. Champs possibles : {possibles}.",
        "invalid": "un objet est attendu.",
    }

    def to_internal_value(self, data):
        if isinstance(data, Mapping) and not set(data) <= set(self.fields):
            phrase = self.error_messages["inconnu"].format(possibles=", ".join(self.fields))
            raise serializers.ValidationError({PARTOUT: [phrase]})
        return super().to_internal_value(data)


def lire(classe: type[Demande], donnees) -> dict:
    """The values, or ``Erreur`` with the first fault."""
    serializer = classe(data=donnees)
    if not serializer.is_valid():
        raise Erreur("demande_invalide", premiere_faute(serializer.errors))
    return serializer.validated_data


def premiere_faute(fautes, ou: str = "") -> str:
    """« personnes, ligne 2, sexe : « 3 » n'est pas un choix. »"""
    if isinstance(fautes, Mapping):
        nom, suite = next(iter(fautes.items()))
        rang = f"ligne {nom + 1}" if isinstance(nom, int) else "" if nom == PARTOUT else nom
        return premiere_faute(suite, ", ".join(mot for mot in (ou, rang) if mot))
    if fautes and isinstance(fautes[0], Mapping):
        rang, faute = next((n, f) for n, f in enumerate(fautes, 1) if f)
        return premiere_faute(faute, f"{ou}, ligne {rang}" if ou else f"ligne {rang}")
    phrase = str(fautes[0])
    return f"{ou} : {phrase}" if ou else phrase[:1].upper() + phrase[1:]
