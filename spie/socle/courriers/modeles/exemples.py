"""Fictional sender and receiver, for previews and tests."""

from spie.socle.courriers.courrier import Destinataire, Expediteur

EXPEDITEUR = Expediteur(
    departement="Département de l’Exemple",
    service="Service insertion",
    adresse=("3 place des Tilleuls", "00100 Ville-Exemple"),
    telephone="06 39 98 00 00",
    courriel="insertion@example.org",
    ville="Ville-Exemple",
    contact_donnees="donnees@example.org",
)
DESTINATAIRE = Destinataire(
    (
        "MADAME AWA SPECIMEN",
        "BATIMENT B APPARTEMENT 12",
        "RESIDENCE IMAGINAIRE",
        "27 RUE DES ACACIAS",
        "00100 VILLE EXEMPLE",
    )
)
