"""Lists received in a test: a file written on the spot, verified and imported by the real services, which commit."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from spie.socle.comptes.roles import Role
from spie.socle.imports import services
from spie.socle.imports.models import ImportListe, SourceListe
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_agent, un_departement

ENTETES = "Nom;Prénom;Date de naissance;NIR;N° CAF;Rôle;Téléphone;Courriel;Adresse;CP;Commune"


def maintenant():
    return MAINTENANT


class Atelier:
    """What the pilot does with lists: deposit, verify, import."""

    def __init__(self):
        with departement_courant("07"):
            self.pilote = un_agent(Role.PILOTE)

    def deposer(self, *lignes, octets=None, entetes=ENTETES, source="CMS", nom="liste.csv") -> ImportListe:
        contenu = octets if octets is not None else "\n".join([entetes, *lignes]).encode()
        fichier = SimpleUploadedFile(nom, contenu)
        with departement_courant("07"):
            origine = SourceListe.objects.get_or_create(nom=source)[0]
            return services.deposer(fichier=fichier, nom=nom, source=origine, par=self.pilote, le=MAINTENANT)

    def verifier(self, *lignes, **champs) -> ImportListe:
        importe = self.deposer(*lignes, **champs)
        if importe.etat == ImportListe.Etat.COLONNES:
            with departement_courant("07"):
                services.relier(importe=importe, colonnes=importe.colonnes, mots={}, le=MAINTENANT)
        services.verifier(departement="07", import_id=importe.pk, horloge=maintenant)
        return self.relire(importe)

    def importer(self, importe: ImportListe) -> ImportListe:
        with departement_courant("07"):
            services.lancer(importe=importe, par=self.pilote, le=MAINTENANT)
        services.appliquer(departement="07", import_id=importe.pk, horloge=maintenant)
        return self.relire(importe)

    def relire(self, importe: ImportListe) -> ImportListe:
        with departement_courant("07"):
            return ImportListe.objects.select_related("source").get(pk=importe.pk)

    def statuts(self, importe: ImportListe) -> list[str]:
        with departement_courant("07"):
            return list(importe.lignes.order_by("rang").values_list("statut", flat=True))

    def ligne(self, importe: ImportListe, rang: int):
        with departement_courant("07"):
            return importe.lignes.select_related("importe__source").get(rang=rang)


@pytest.fixture
def atelier(base_vivante, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    un_departement()
    return Atelier()
