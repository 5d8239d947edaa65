"""What an address may hold: places in a list, never anybody's data nor a key, since addresses end in logs."""

import re
from collections.abc import Collection

from django.http import QueryDict

from spie.socle.interface.api.erreurs import Erreur

DES_CLES = {"jeton", "token", "access_token", "api_key", "apikey", "key", "authorization", "bearer"}
DES_PERSONNES = {
    *("nir", "nom", "nom_naissance", "prenom", "date_naissance", "naissance", "telephone", "courriel", "email"),
    *("matricule", "numero_demande", "numero_allocataire", "q"),
}
NIR = re.compile(r"[1-478]\d{4}(\d{2}|2[AB])\d{6}", re.I)
LIAISONS = re.compile(r"[\s.\-_+]")


def verifier_adresse(demande: QueryDict, acceptes: Collection[str]) -> None:
    """Refuse a key, a NIR or a name in the address, then what this door doesn't know. No value is said again."""
    for nom, valeurs in demande.lists():
        if nom.lower() in DES_CLES or any(valeur.startswith("spie_") for valeur in valeurs):
            raise Erreur(
                "jeton_dans_l_adresse",
                "Une clé ne se met pas dans l'adresse, que les journaux gardent : faites remplacer celle-ci, et "
                "donnez la nouvelle dans l'en-tête « Authorization: Bearer … ».",
            )
        if nom.lower() in DES_PERSONNES or any(NIR.search(LIAISONS.sub("", mot)) for mot in (nom, *valeurs)):
            raise Erreur(
                "donnee_personnelle_dans_l_adresse",
                "Un NIR, un nom ou un numéro ne se met pas dans l'adresse, que les journaux gardent : envoyez-le "
                "dans le corps de POST /api/v1/personnes/rapprocher.",
            )
        if nom not in acceptes or len(valeurs) > 1:
            possibles = ", ".join(acceptes) or "aucun"
            raise Erreur("parametre_inconnu", f"Paramètre inconnu ou répété. Paramètres possibles : {possibles}.")
