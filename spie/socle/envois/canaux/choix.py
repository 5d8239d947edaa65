"""Which provider carries a channel: the one of the département, otherwise the one of the installation."""

from django.urls import reverse

from spie.socle.courriers.lien import adresse_publique
from spie.socle.envois.canaux.brevo import Brevo
from spie.socle.envois.canaux.http import Canal, canal
from spie.socle.envois.canaux.ovh import Ovh
from spie.socle.envois.models import Envoi, Prestataire
from spie.socle.territoires.models import Departement

Fournisseur = Canal | Ovh | Brevo


def fournisseur(genre: str) -> Fournisseur | None:
    """Give who carries this channel in the département announced, None when nobody does."""
    prestataire = Prestataire.objects.en_service().first() if genre == Envoi.Canal.SMS else None
    return _contrat(prestataire) if prestataire else canal(genre)


def _contrat(prestataire: Prestataire) -> Ovh | Brevo:
    commun = (prestataire.adresse.rstrip("/"), prestataire.expediteur, prestataire.secrets)
    if prestataire.genre == Prestataire.Genre.OVH:
        return Ovh(*commun)
    return Brevo(*commun, rappel=adresse_de_rappel(prestataire))


def adresse_de_rappel(prestataire: Prestataire) -> str:
    """Where this provider tells what becomes of the messages: whoever knows it is believed."""
    hote = Departement.objects.get(code=prestataire.departement_id).hote
    chemin = reverse("envois:accuse", args=[prestataire.genre.lower(), prestataire.secrets["jeton"]])
    return adresse_publique(hote, chemin)
