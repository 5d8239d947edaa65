"""What changed, each thing once, in an order in which nothing is missed: facts, and fields noted by PostgreSQL."""

from heapq import merge
from itertools import islice
from uuid import UUID

from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.response import Response

from parcours.models import Parcours
from spie.accueil.api import curseur
from spie.accueil.api.changements_dits import CHAMP, FAITS, SORTIES
from spie.accueil.api.decrite import decrite
from spie.accueil.api.reponses import SuiteChangements
from spie.accueil.changements import CHAMPS, SANS_VALEUR
from spie.accueil.population import perimetre
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Permission, Portee
from spie.socle.historique.models import Trace
from spie.socle.historique.ordre import DEBUT, horizon
from spie.socle.interface.api.demande import Demande, lire
from spie.socle.interface.api.erreurs import Erreur
from spie.socle.interface.api.porte import Porte
from spie.socle.personnes.models import Changement, Personne

TAILLE_MAX = 500
MAINTENANT = "maintenant"


class SuiteDemandee(Demande):
    depuis = serializers.CharField(max_length=100, required=False)
    taille = serializers.IntegerField(min_value=1, max_value=TAILLE_MAX, default=100)


class Changements(Porte):
    """GET: what happened after ``depuis`` (the beginning when absent). ``curseur``: the ``depuis`` of the next call."""

    permission = Permission.VOIR_PERSONNES
    portee = Portee.LIRE_CHANGEMENTS
    parametres = ("depuis", "taille")
    http_method_names = ["get"]

    @decrite(
        "lire_changements", "Ce qui a changé, chaque chose une fois", parametres=[SuiteDemandee], rend=SuiteChangements
    )
    def get(self, request):
        demande = lire(SuiteDemandee, request.query_params.dict())
        fin, taille = horizon(), demande["taille"]
        debut = _debut(demande.get("depuis"), fin)
        bornes = {"apres": debut, "avant": fin}
        faits = _faits(request.affectation).dans_l_ordre(**bornes)[: taille + 1]
        champs = _champs(request.affectation).dans_l_ordre(**bornes)[: taille + 1]
        lus = list(islice(merge(faits, champs, key=_place), taille + 1))
        rendus, encore = lus[:taille], len(lus) > taille
        # All that was before the horizon is read: next time, one starts from there.
        place = _place(rendus[-1]) if encore else (fin, DEBUT[1])
        return Response(
            {
                "changements": [_fait(x) if isinstance(x, Trace) else _champ(x) for x in rendus],
                "curseur": curseur.ecrire(transaction=place[0], id_=place[1]),
                "encore": encore,
            }
        )


def _debut(depuis: str | None, fin: int) -> tuple[int, UUID]:
    if depuis is None:
        return DEBUT
    if depuis == MAINTENANT:
        return fin, DEBUT[1]
    place = curseur.lire(depuis)
    if place[0] > fin:
        raise Erreur(
            "curseur_perime",
            "La base a été restaurée depuis ce curseur : relisez les personnes, puis repartez de « maintenant ».",
            410,
        )
    return place


def _place(ligne: Trace | Changement) -> tuple[int, UUID]:
    return ligne.transaction, ligne.pk


def _faits(affectation: Affectation) -> QuerySet:
    faits, parmi = Trace.objects.filter(type__in=FAITS), perimetre(affectation)
    if parmi is None:
        return faits.filter(personne_id__isnull=False)
    passees = Parcours.objects.filter(structure_id=affectation.structure_id).values("personne_id")
    return faits.filter(Q(personne_id__in=parmi) | Q(type__in=SORTIES, personne_id__in=passees))


def _champs(affectation: Affectation) -> QuerySet:
    parmi = perimetre(affectation)
    if parmi is None:
        return Changement.objects.all()
    foyers = Personne.objects.filter(pk__in=parmi).values("foyer_id")
    return Changement.objects.filter(Q(personne_id__in=parmi) | Q(foyer_id__in=foyers))


def _fait(fait: Trace) -> dict:
    """``remplace``: the file that went into this one, no longer to be asked for."""
    return {
        "id": fait.pk,
        "type": fait.type,
        "libelle": FAITS[fait.type],
        "personne": fait.personne_id,
        "foyer": None,
        "champ": None,
        "remplace": fait.donnees["autre_id"] if fait.type == "FichesReunies" else None,
        "survenu_le": fait.survenu_le,
    }


def _champ(changement: Changement) -> dict:
    """Which field, never what it was nor what it is: the person is read again by whoever may."""
    cle = changement.objet, changement.champ
    return {
        "id": changement.pk,
        "type": CHAMP,
        "libelle": SANS_VALEUR.get(cle) or CHAMPS.get(cle, (changement.champ,))[0],
        "personne": changement.personne_id,
        "foyer": changement.foyer_id,
        "champ": ".".join(cle),
        "remplace": None,
        "survenu_le": changement.le,
    }
