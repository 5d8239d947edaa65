"""What can be downloaded: the rows left aside with their reasons, and a model to fill."""

import csv
import io
from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET
from openpyxl import Workbook

from spie.socle.comptes.access import requires
from spie.socle.comptes.roles import Permission
from spie.socle.imports.forms.ligne import texte_de
from spie.socle.imports.lecture.colonnes import Champ, champs_de
from spie.socle.imports.models import ImportListe, LigneListe
from spie.socle.imports.models.import_liste import NatureSource
from spie.socle.imports.states import REJETEES
from spie.socle.interface.liste.csv import BOM, reponse_csv
from spie.socle.personnes.identite import matricule

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A number of social security leaves neither by a file nor by an address.
JAMAIS_EXPORTES = ("nir",)


@require_GET
@requires(Permission.IMPORTER_LISTES)
def rejets(request, import_id):
    """Every row that was not imported, as it stands, with its reasons. Never the NIR."""
    importe = get_object_or_404(ImportListe.objects.select_related("source"), pk=import_id)
    relies = set(importe.colonnes.values()).difference(JAMAIS_EXPORTES)
    champs = [champ for champ in champs_de(importe.source.nature) if champ.nom in relies]
    entetes = ["Ligne du fichier", "Pourquoi", "Raison", *(champ.libelle for champ in champs)]
    return reponse_csv("rejets", request.departement.code, entetes, lambda: _rejetees(importe.pk, champs))


def _rejetees(import_id, champs: list[Champ]) -> Iterator[list]:
    lignes = LigneListe.objects.filter(importe=import_id, statut__in=REJETEES).order_by("rang")
    for ligne in lignes.iterator(chunk_size=500):
        cellules = ligne.cellules
        raisons = " ".join([ligne.phrase, *ligne.fautes.values()])
        yield [
            ligne.rang,
            ligne.get_statut_display(),
            raisons,
            *(_exporter(c.nom, cellules.get(c.nom)) for c in champs),
        ]


def _exporter(champ: str, valeur) -> str:
    """A number of the MSA may be a NIR: it stays here."""
    lu = matricule.lire(valeur).valeur if champ == "matricule" else None
    return "numéro MSA" if lu and lu.nir else texte_de(valeur)


@require_GET
@requires(Permission.IMPORTER_LISTES)
def modele(request, nature: str, forme: str):
    """An empty list whose columns will all be known."""
    if nature.upper() not in NatureSource.values or forme not in ("csv", "xlsx"):
        raise Http404
    titres = [champ.libelle for champ in champs_de(nature.upper())]
    contenu, genre = (_xlsx(titres), XLSX) if forme == "xlsx" else (_csv(titres), "text/csv; charset=utf-8")
    reponse = HttpResponse(contenu, content_type=genre)
    reponse["Content-Disposition"] = f'attachment; filename="modele-{nature.lower()}.{forme}"'
    return reponse


def _csv(titres: list[str]) -> str:
    sortie = io.StringIO()
    csv.writer(sortie, delimiter=";").writerow(titres)
    return BOM + sortie.getvalue()


def _xlsx(titres: list[str]) -> bytes:
    classeur, sortie = Workbook(write_only=True), io.BytesIO()
    classeur.create_sheet("Personnes").append(titres)
    classeur.save(sortie)
    return sortie.getvalue()
