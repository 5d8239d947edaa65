"""Two imported lists: contacts already added to people known, and a list of a partner that waits for a hand."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from spie.demonstration.cadre import Cadre
from spie.socle.imports import services
from spie.socle.imports.models import ImportListe
from spie.socle.personnes.models import DossierRSA, Personne
from spie.socle.territoires.isolation import departement_courant

CONTACTS = ("MATRICULE", "ROLE PERSONNE", "NOM RESPONSABLE DOSSIER", "PRENOM RESPONSABLE DOSSIER",
            "NUMERO TELEPHONE DOSSIER", "NUMERO TELEPHONE 2 DOSSIER", "ADRESSE ELECTRONIQUE DOSSIER")  # fmt: skip
LISTE = ("Nom", "Prénom", "Date de naissance", "Civilité", "Téléphone", "Adresse", "CP", "Commune")
# Rows as partners send them: a day that does not exist, a short number, a year of two digits, the same person twice.
PARTENAIRE = (
    ("SPECIMEN", "Aline", "31/02/1990", "Mme", "06 39 98 01 01", "1 rue Imaginaire", "07200", "Aubenas"),
    ("PLACEBO", "Eva", "04/07/1985", "Mme", "0465", "2 rue Imaginaire", "07100", "Annonay"),
    ("IMAGINAIRE", "Denis", "31/12/69", "M.", "04 65 71 10 03", "3 rue Imaginaire", "07000", "Privas"),
    ("FACTICE", "Bruno", "12/03/1979", "M.", "06 39 98 01 04", "4 rue Imaginaire", "07200", "Aubenas"),
    ("FACTICE", "Bruno", "1979-03-12", "M.", "06 39 98 01 04", "4 rue Imaginaire", "07200", "Aubenas"),
    ("EXEMPLE", "Chloé", "20/02/1982", "Mme", "06 39 98 01 05", "5 rue Imaginaire", "07100", "Annonay"),
)
CONNUES = 8
PARIS = ZoneInfo("Europe/Paris")


def poser(code: str, cadre: Cadre, au: date) -> None:
    """Early on the day of the demonstration. Each step in its own transaction, as the worker does."""
    le = datetime.combine(au, time(7), PARIS)
    with departement_courant(code):
        connues = list(Personne.objects.adultes().select_related("foyer").order_by("id")[:CONNUES])
        dossiers = dict(
            DossierRSA.objects.filter(foyer__in=[p.foyer_id for p in connues]).values_list("foyer", "matricule")
        )
        contacts = [_contact(personne, dossiers[personne.foyer_id], rang) for rang, personne in enumerate(connues)]
        ressemblante = _ressemblante(connues[0])
    fini = _verifier(code, cadre, "CNAF", "CONTACTS", "contacts_cnaf.csv", (CONTACTS, *contacts), le)
    with departement_courant(code):
        services.lancer(importe=fini, par=cadre.agents["pilote"], le=le)
    services.appliquer(departement=code, import_id=fini.pk, horloge=lambda: le)
    _verifier(code, cadre, "Association Exemple", "LISTE", "orientations.csv", (LISTE, *PARTENAIRE, ressemblante), le)


def _contact(personne: Personne, matricule: str, rang: int) -> Sequence[str]:
    role = "DEMANDEUR" if personne.role == Personne.Role.DEMANDEUR else "CONJOINT"
    courriel = f"contact{rang}@example.org"
    return matricule, role, personne.nom, personne.prenom, f"46571{rang:04d}", f"63998{1000 + rang}", courriel


def _ressemblante(personne: Personne) -> Sequence[str]:
    """Someone we know, without any number in common."""
    naissance = f"{personne.date_naissance:%d/%m/%Y}" if personne.date_naissance else ""
    return personne.nom, personne.prenom, naissance, "", "", "", "", ""


def _verifier(
    code: str, cadre: Cadre, source: str, nature: str, nom: str, lignes: Iterable, le: datetime
) -> ImportListe:
    sortie = io.StringIO()
    csv.writer(sortie, delimiter=";").writerows(lignes)
    fichier = SimpleUploadedFile(nom, sortie.getvalue().encode())
    depose_le = le - timedelta(minutes=20)
    with departement_courant(code):
        origine = services.nommer_source(nom=source, nature=nature)
        importe = services.deposer(fichier=fichier, nom=nom, source=origine, par=cadre.agents["pilote"], le=depose_le)
        services.relier(importe=importe, colonnes=importe.colonnes, mots={}, le=depose_le)
    services.verifier(departement=code, import_id=importe.pk, horloge=lambda: le)
    with departement_courant(code):
        return ImportListe.objects.select_related("source").get(pk=importe.pk)
