"""People for programs: read those of one's perimeter, ask who is who, follow what changes. No NIR in any answer."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from parcours.models import Parcours
from spie.accueil.perimetre import perimetre
from spie.socle.comptes.access import HasPermission
from spie.socle.comptes.roles import Permission
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Adresse, Personne
from spie.socle.personnes.rapprochement import Decision, doublons, rapprocher, recevoir
from spie.socle.territoires.isolation import code_courant

PAGE_MAX, LIGNES_MAX = 500, 500
DEBUT = (0, "00000000-0000-0000-0000-000000000000")
# What happens to a person and makes a program read her again.
CHANGEMENTS = (
    *("EntreeDroitsDevoirs", "SortieDroitsDevoirs", "IdentiteCorrigee", "EchangesNotes", "AdresseChangee"),
    *("ContactAjoute", "ContactModifie", "ContactVerifie", "ContactTermine", "FoyerQuitte", "DepartementQuitte"),
    *("PersonneRevenue", "OppositionEnregistree", "OppositionLevee", "FichesReunies", "FusionDefaite"),
    *("PersonneImportee", "PersonneCompletee", "ParcoursOuvert", "ParcoursClos", "ParcoursConfie"),
    *("PresenceConstatee", "OrientationDecidee"),
)


class PageSerializer(serializers.Serializer):
    apres = serializers.UUIDField(required=False)
    limite = serializers.IntegerField(min_value=1, max_value=PAGE_MAX, default=100)


class CurseurSerializer(serializers.Serializer):
    curseur = serializers.RegexField(r"^\d{1,19}-[0-9a-f-]{36}$", required=False)
    limite = serializers.IntegerField(min_value=1, max_value=PAGE_MAX, default=100)


class LigneSerializer(serializers.Serializer):
    """One person to recognise: whatever is known. Texts are read as those of a file."""

    nom = serializers.CharField(max_length=80, required=False, allow_blank=True)
    nom_naissance = serializers.CharField(max_length=80, required=False, allow_blank=True)
    prenom = serializers.CharField(max_length=80, required=False, allow_blank=True)
    date_naissance = serializers.CharField(max_length=40, required=False, allow_blank=True)
    sexe = serializers.ChoiceField(choices=Personne.Sexe.choices, required=False, allow_blank=True)
    nir = serializers.CharField(max_length=30, required=False, allow_blank=True)
    matricule = serializers.CharField(max_length=20, required=False, allow_blank=True)
    numero_demande = serializers.CharField(max_length=11, required=False, allow_blank=True)
    role = serializers.ChoiceField(choices=Personne.Role.choices, required=False, allow_blank=True)
    telephone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    courriel = serializers.CharField(max_length=120, required=False, allow_blank=True)


class LotSerializer(serializers.Serializer):
    personnes = LigneSerializer(many=True, allow_empty=False, max_length=LIGNES_MAX)


class Personnes(APIView):
    """GET: the adults of one's perimeter, by identifier. ``suivant`` is the address of the next page, or null."""

    permission = Permission.VOIR_PERSONNES
    permission_classes = [HasPermission]

    def get(self, request):
        page = _valider(PageSerializer, request.query_params)
        personnes, parmi = Personne.objects.adultes().order_by("pk"), perimetre(request.affectation)
        if parmi is not None:
            personnes = personnes.filter(pk__in=parmi)
        if "apres" in page:
            personnes = personnes.filter(pk__gt=page["apres"])
        trouvees = list(personnes[: page["limite"] + 1])
        rendues = trouvees[: page["limite"]]
        encore = len(trouvees) > len(rendues)
        suivant = f"{reverse('api:personnes')}?apres={rendues[-1].pk}&limite={page['limite']}" if encore else None
        return Response({"personnes": list(_presenter(rendues)), "suivant": suivant})


def _presenter(personnes: list[Personne]) -> Iterable[dict]:
    adresses = {a.foyer_id: a for a in Adresse.objects.en_cours().filter(foyer__in={p.foyer_id for p in personnes})}
    en_cours = Parcours.objects.en_cours().select_related("structure", "referent__agent").filter(personne__in=personnes)
    parcours = {p.personne_id: p for p in en_cours}
    for personne in personnes:
        yield {
            "id": personne.pk,
            "nom": personne.nom,
            "nom_naissance": personne.nom_naissance,
            "prenom": personne.prenom,
            "date_naissance": personne.date_naissance,
            "role": personne.role,
            "droits_devoirs_depuis": personne.sdd_depuis,
            "commune_insee": getattr(adresses.get(personne.foyer_id), "commune_insee", ""),
            "parcours": _parcours(parcours.get(personne.pk)),
        }


def _parcours(parcours: Parcours | None) -> dict | None:
    if parcours is None:
        return None
    return {
        "modalite": parcours.modalite,
        "structure": parcours.structure.nom if parcours.structure_id else None,
        "referent": str(parcours.referent.agent) if parcours.referent_id else None,
        "confie_le": parcours.confie_le,
        "contrat_avant_le": parcours.contrat_avant_le,
    }


class Rapprochement(APIView):
    """POST: who are these people here? Numbers travel in the body, never in an address. Nothing is written."""

    permission = Permission.VOIR_PERSONNES
    permission_classes = [HasPermission]

    def post(self, request):
        lot = _valider(LotSerializer, request.data)["personnes"]
        jour = timezone.localdate()
        recues = [recevoir(_cellules(p), rang=n, departement=code_courant(), au=jour) for n, p in enumerate(lot)]
        pour = request.affectation.structure_id
        decisions = rapprocher([recue.ligne for recue in recues], au=jour, pour=pour)
        parmi = perimetre(request.affectation)
        visibles = None if parmi is None else set(parmi.values_list("personne_id", flat=True))
        repetees = doublons([recue.ligne for recue in recues])
        reponses = [
            _decision(decision, visibles) | {"fautes": recue.erreurs, "repete": repetees.get(recue.rang)}
            for recue, decision in zip(recues, decisions, strict=True)
        ]
        return Response({"personnes": reponses})


def _cellules(personne: dict) -> dict:
    noms = {"date_naissance": "naissance", "telephone": "telephones", "courriel": "courriels"}
    return {noms.get(nom, nom): valeur for nom, valeur in personne.items()}


def _decision(decision: Decision, visibles: set[UUID] | None) -> dict:
    """Outside one's perimeter, one learns that a file exists: neither whose, nor why."""
    fiches = [
        {"id": c.personne_id, "score": c.score, "pourquoi": [raison.phrase for raison in c.raisons]}
        for c in decision.candidates
        if visibles is None or c.personne_id in visibles
    ]
    ailleurs = len(fiches) < len(decision.candidates)
    phrase = "Une fiche existe, hors de votre périmètre." if ailleurs and not fiches else decision.phrase
    return {"verdict": decision.verdict, "phrase": phrase, "fiches": fiches, "hors_perimetre": ailleurs}


class Changements(APIView):
    """GET: what happened since ``curseur``, each fact once, in order; the answer's ``curseur`` is for the next call."""

    permission = Permission.VOIR_PERSONNES
    permission_classes = [HasPermission]

    def get(self, request):
        demande = _valider(CurseurSerializer, request.query_params)
        depuis = _lire_curseur(demande["curseur"]) if "curseur" in demande else DEBUT
        faits, parmi = Trace.objects.apres(depuis).filter(type__in=CHANGEMENTS), perimetre(request.affectation)
        if parmi is not None:
            faits = faits.filter(personne_id__in=parmi)
        rendus = list(faits[: demande["limite"]])
        curseur = (rendus[-1].transaction, rendus[-1].pk) if rendus else depuis
        return Response({"changements": [_fait(fait) for fait in rendus], "curseur": f"{curseur[0]}-{curseur[1]}"})


def _lire_curseur(texte: str) -> tuple[int, str]:
    transaction, _, id_ = texte.partition("-")
    return int(transaction), id_


def _fait(fait: Trace) -> dict:
    """``remplace``: the file that went into this one, no longer to be asked for."""
    vu = {"id": fait.pk, "type": fait.type, "personne": fait.personne_id, "survenu_le": fait.survenu_le}
    return vu | ({"remplace": fait.donnees["autre_id"]} if fait.type == "FichesReunies" else {})


def _valider(classe: type[serializers.Serializer], donnees) -> dict:
    serializer = classe(data=donnees)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data
