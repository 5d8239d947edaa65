"""The adults of one's perimeter, page by page; each reading is traced."""

from collections.abc import Iterable, Iterator

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from parcours.models import Parcours
from spie.accueil.api import curseur
from spie.accueil.api.decrite import decrite
from spie.accueil.api.reponses import PagePersonnes, PersonneLue
from spie.accueil.population import perimetre
from spie.socle.comptes.models import Affectation
from spie.socle.comptes.roles import Permission, Portee
from spie.socle.interface.api.demande import Demande, lire
from spie.socle.interface.api.erreurs import Erreur
from spie.socle.interface.api.porte import Porte
from spie.socle.personnes.models import Adresse, Consultation, Personne
from spie.socle.personnes.services.consultation import noter_lecture
from spie.socle.personnes.services.fusion import actuelle

TAILLE_MAX = 200


class PageDemandee(Demande):
    cle = serializers.CharField(max_length=100, required=False)
    taille = serializers.IntegerField(min_value=1, max_value=TAILLE_MAX, default=100)


class Personnes(Porte):
    """GET: one page, in an order that never moves. ``suivante``: the ``cle`` of the next page, or null."""

    permission = Permission.VOIR_PERSONNES
    portee = Portee.LIRE_PERSONNES
    parametres = ("cle", "taille")
    http_method_names = ["get"]

    @decrite(
        "lire_personnes", "Les personnes du périmètre, page par page", parametres=[PageDemandee], rend=PagePersonnes
    )
    def get(self, request):
        page = lire(PageDemandee, request.query_params.dict())
        personnes = visibles(request.affectation).order_by("pk")
        if "cle" in page:
            personnes = personnes.filter(pk__gt=curseur.lire(page["cle"])[1])
        trouvees = list(personnes[: page["taille"] + 1])
        rendues = trouvees[: page["taille"]]
        encore = len(trouvees) > len(rendues)
        return Response(
            {
                "personnes": montrer(rendues, request),
                "suivante": curseur.ecrire(id_=rendues[-1].pk) if encore else None,
            }
        )


class UnePersonne(Porte):
    """GET: one of them."""

    permission = Permission.VOIR_PERSONNES
    portee = Portee.LIRE_PERSONNES
    http_method_names = ["get"]

    @decrite("lire_une_personne", "Une personne du périmètre", rend=PersonneLue)
    def get(self, request, personne_id):
        permises = visibles(request.affectation)
        personne = permises.filter(pk=personne_id).first()
        if personne is None:
            self._dire_ou(permises, actuelle(personne_id))
            raise Http404
        return Response(montrer([personne], request)[0])

    def _dire_ou(self, permises, gardee) -> None:
        if gardee and permises.filter(pk=gardee).exists():
            raise Erreur("fiche_reunie", f"Cette fiche ne fait plus qu'une avec une autre : demandez {gardee}.", 410)


def visibles(affectation: Affectation):
    """The adults, of the whole département or entrusted to the structure."""
    parmi, adultes = perimetre(affectation), Personne.objects.adultes()
    return adultes if parmi is None else adultes.filter(pk__in=parmi)


def montrer(personnes: list[Personne], request) -> list[dict]:
    """What is answered of each, and the trace that it was read."""
    lues = {"page": Consultation.Page.PROGRAMME, "par": request.affectation, "le": timezone.now()}
    noter_lecture(personnes=personnes, **lues)
    return list(_presenter(personnes, du_departement=perimetre(request.affectation) is None))


def _presenter(personnes: Iterable[Personne], *, du_departement: bool) -> Iterator[dict]:
    """``du_departement``: a partner has no need of the NIR, even masked."""
    adresses = {a.foyer_id: a for a in Adresse.objects.en_cours().filter(foyer__in={p.foyer_id for p in personnes})}
    en_cours = Parcours.objects.en_cours().select_related("structure", "referent__agent").filter(personne__in=personnes)
    parcours = {p.personne_id: p for p in en_cours}
    for personne in personnes:
        adresse, suivi = adresses.get(personne.foyer_id), parcours.get(personne.pk)
        yield {
            "id": personne.pk,
            "foyer": personne.foyer_id,
            "role": personne.role,
            "nom": personne.nom,
            "nom_naissance": personne.nom_naissance,
            "prenom": personne.prenom,
            "date_naissance": personne.date_naissance,
            "nir_masque": (personne.nir_masque or None) if du_departement else None,
            "droits_devoirs_depuis": personne.sdd_depuis,
            "partie_le": personne.partie_le,
            "commune_insee": adresse.commune_insee if adresse else None,
            "parcours": _parcours(suivi) if suivi else None,
        }


def _parcours(parcours: Parcours) -> dict:
    return {
        "modalite": parcours.modalite or None,
        "structure": parcours.structure.nom if parcours.structure else None,
        "referent": str(parcours.referent.agent) if parcours.referent else None,
        "confie_le": parcours.confie_le,
        "contrat_avant_le": parcours.contrat_avant_le,
    }
