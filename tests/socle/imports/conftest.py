"""Lists received in a test: a file written on the spot, verified and imported by the real services, which commit."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.imports import services
from spie.socle.imports.models import ImportListe, SourceListe
from spie.socle.territoires.isolation import departement_courant
from tests.factories import AUJOURDHUI, MAINTENANT, un_agent, un_departement

ENTETES = "Nom;Prénom;Date de naissance;NIR;N° CAF;Rôle;Téléphone;Courriel;Adresse;CP;Commune"

NIR = "2900507019901"


def maintenant():
    return MAINTENANT


class Atelier:
    """What the pilot does with lists: deposit, verify, import."""

    def __init__(self, code: str = "07"):
        self.code = code
        with departement_courant(code):
            self.pilote = un_agent(Role.PILOTE)

    def deposer(
        self, *lignes, octets=None, entetes=ENTETES, source="CMS", nature="LISTE", nom="liste.csv", **dates
    ) -> ImportListe:
        contenu = octets if octets is not None else "\n".join([entetes, *lignes]).encode()
        fichier = SimpleUploadedFile(nom, contenu)
        with departement_courant(self.code):
            origine = SourceListe.objects.get_or_create(nom=source, defaults={"nature": nature})[0]
            return services.deposer(fichier=fichier, nom=nom, source=origine, par=self.pilote, le=MAINTENANT, **dates)

    def verifier(self, *lignes, **champs) -> ImportListe:
        importe = self.deposer(*lignes, **champs)
        if importe.etat == ImportListe.Etat.COLONNES:
            with departement_courant(self.code):
                services.relier(importe=importe, colonnes=importe.colonnes, mots={}, le=MAINTENANT)
        services.verifier(departement=self.code, import_id=importe.pk, horloge=maintenant)
        return self.relire(importe)

    def importer(self, importe: ImportListe) -> ImportListe:
        with departement_courant(self.code):
            services.lancer(importe=importe, par=self.pilote, le=MAINTENANT)
        services.appliquer(departement=self.code, import_id=importe.pk, horloge=maintenant)
        return self.relire(importe)

    def relire(self, importe: ImportListe) -> ImportListe:
        with departement_courant(self.code):
            return ImportListe.objects.select_related("source").get(pk=importe.pk)

    def statuts(self, importe: ImportListe) -> list[str]:
        with departement_courant(self.code):
            return list(importe.lignes.order_by("rang").values_list("statut", flat=True))

    def ligne(self, importe: ImportListe, rang: int):
        with departement_courant(self.code):
            return importe.lignes.select_related("importe__source").get(rang=rang)


@pytest.fixture
def atelier(base_vivante, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    un_departement()
    return Atelier()


def liste(*lignes: str, entetes=ENTETES) -> bytes:
    return "\n".join([entetes, *lignes]).encode()


def dernier() -> ImportListe:
    with departement_courant("07"):
        return ImportListe.objects.select_related("source").latest("depose_le", "id")


class Pilote:
    """Someone at the pages: what they send is what a browser sends."""

    def __init__(self, client, atelier):
        self.client, self.atelier = client, atelier
        client.force_login(atelier.pilote)
        client.defaults["HTTP_HOST"] = "07.testserver"

    def page(self, nom, *arguments, **entetes):
        return self.client.get(reverse(f"imports:{nom}", args=arguments), headers=entetes)

    def poster(self, nom, *arguments, donnees=None, **entetes):
        adresse = reverse(f"imports:{nom}", args=arguments)
        return self.client.post(adresse, donnees or {}, headers=entetes)

    def deposer(self, octets: bytes, nom="liste.csv", **choix):
        commun = {"source": "nouvelle", "nom": "CMS", "nature": "LISTE", "arretee_le": f"{AUJOURDHUI}"}
        donnees = commun | choix
        fichier = SimpleUploadedFile(nom, octets)
        return self.client.post(reverse("imports:listes"), {**donnees, "fichier": fichier}, follow=True)


@pytest.fixture
def pilote(client, atelier):
    return Pilote(client, atelier)
