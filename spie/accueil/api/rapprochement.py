"""Who are these people here? Numbers travel in the body, never in an address; nothing is written but the trace."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from spie.accueil.api.decrite import decrite
from spie.accueil.api.reponses import Rapprochees
from spie.accueil.population import perimetre
from spie.socle.comptes.roles import Permission, Portee
from spie.socle.historique.services import emit
from spie.socle.interface.api.demande import Demande, lire
from spie.socle.interface.api.porte import Porte
from spie.socle.personnes.events import IdentitesRapprochees
from spie.socle.personnes.models import Consultation, Personne
from spie.socle.personnes.rapprochement import EN_CLAIR, Decision, Recue, Verdict, doublons, rapprocher, recevoir
from spie.socle.personnes.services.consultation import noter_lectures
from spie.socle.territoires.isolation import code_courant

LIGNES_MAX = 100
AILLEURS = "Une fiche existe, hors de votre périmètre : demandez au département."
# The name in a call → the one in the matching.
COLONNES = {"date_naissance": "naissance", "telephone": "telephones", "courriel": "courriels"}
CHAMPS = {colonne: champ for champ, colonne in COLONNES.items()}
# One of these at least, otherwise nobody is asked for.
QUI = ("nom", "nom_naissance", "nir", "matricule", "numero_demande")


def _texte(taille: int) -> serializers.CharField:
    return serializers.CharField(max_length=taille, required=False, allow_blank=True)


def _choix(choix) -> serializers.ChoiceField:
    possibles = ", ".join(choix.values)
    phrase = {"invalid_choice": f"valeur inconnue. Valeurs possibles : {possibles}."}
    return serializers.ChoiceField(choices=choix.choices, required=False, allow_blank=True, error_messages=phrase)


class Ligne(Demande):
    """One person to recognise: whatever is known. Texts are read as those of a file."""

    nom = _texte(80)
    nom_naissance = _texte(80)
    prenom = _texte(80)
    date_naissance = _texte(40)
    sexe = _choix(Personne.Sexe)
    nir = _texte(30)
    matricule = _texte(20)
    numero_demande = _texte(11)
    role = _choix(Personne.Role)
    telephone = _texte(40)
    courriel = _texte(120)

    def validate(self, attrs):
        if not any(attrs.get(champ) for champ in QUI):
            raise serializers.ValidationError(f"donnez au moins l'un de ces champs : {', '.join(QUI)}.")
        return attrs


class Lot(Demande):
    personnes = serializers.ListField(
        child=Ligne(),
        allow_empty=False,
        max_length=LIGNES_MAX,
        error_messages={
            "empty": "donnez une personne au moins.",
            "max_length": "{max_length} personnes au plus par demande.",
            "not_a_list": "une liste est attendue.",
        },
    )


class Rapprochement(Porte):
    """POST: one explained decision per person, in the order received."""

    permission = Permission.VOIR_PERSONNES
    portee = Portee.RAPPROCHER
    http_method_names = ["post"]

    @decrite("rapprocher", "Qui est qui : une décision expliquée par personne", prend=Lot, rend=Rapprochees)
    def post(self, request):
        lot, jour = lire(Lot, request.data)["personnes"], timezone.localdate()
        recues = [recevoir(_cellules(p), rang=n, departement=code_courant(), au=jour) for n, p in enumerate(lot, 1)]
        lignes = [recue.ligne for recue in recues]
        decisions = rapprocher(lignes, au=jour, pour=request.affectation.structure_id)
        visibles, repetees = _visibles(request.affectation, decisions), doublons(lignes)
        _tracer(request, decisions)
        return Response(
            {
                "personnes": [
                    {"ligne": recue.rang, **_decision(decision, visibles), **_lecture(recue, repetees)}
                    for recue, decision in zip(recues, decisions, strict=True)
                ]
            }
        )


def _cellules(personne: dict) -> dict:
    return {COLONNES.get(nom, nom): valeur for nom, valeur in personne.items()}


def _visibles(affectation, decisions: Iterable[Decision]) -> set[UUID] | None:
    """Those found whom a partner may know. None: all of them, for the département."""
    parmi = perimetre(affectation)
    if parmi is None:
        return None
    trouvees = {c.personne_id for decision in decisions for c in decision.candidates}
    return set(parmi.filter(personne_id__in=trouvees).values_list("personne_id", flat=True))


def _decision(decision: Decision, visibles: set[UUID] | None) -> dict:
    """Outside one's perimeter, one learns that a file exists: neither whose, nor why, nor who looks like whom."""
    montrees = [c for c in decision.candidates if visibles is None or c.personne_id in visibles]
    hors = len(montrees) < len(decision.candidates)
    phrase = decision.phrase
    if hors:
        phrase = f"{EN_CLAIR[decision.verdict].capitalize()}." if montrees else AILLEURS
    return {
        "decision": decision.verdict,
        "phrase": phrase,
        "avertissements": list(decision.avertissements) if visibles is None else [],
        "fiches": [
            {"id": c.personne_id, "score": c.score, "raisons": [raison.phrase for raison in c.raisons]}
            for c in montrees
        ],
        "hors_perimetre": hors,
    }


def _lecture(recue: Recue, repetees: dict[int, int]) -> dict:
    """What could not be read, field by field; the line that says the same person already."""
    fautes = {CHAMPS.get(colonne, colonne): phrase for colonne, phrase in recue.erreurs.items()}
    return {"fautes": fautes, "repete_ligne": repetees.get(recue.rang)}


def _tracer(request, decisions: list[Decision]) -> None:
    """How many were asked for, and every file found: that one exists is already something learnt of somebody."""
    compte, le = Counter(decision.verdict for decision in decisions), timezone.now()
    trouvees = dict.fromkeys(c.personne_id for decision in decisions for c in decision.candidates)
    noter_lectures(ids=trouvees, page=Consultation.Page.RAPPROCHEMENT, par=request.affectation, le=le)
    emit(
        IdentitesRapprochees(
            jeton_id=request.auth.pk,
            lignes=len(decisions),
            memes=compte[Verdict.MEME],
            probables=compte[Verdict.PROBABLE],
            divergences=compte[Verdict.DIVERGENCE],
            nouvelles=compte[Verdict.NOUVELLE],
            survenu_le=le,
        ),
        par=request.user,
    )
