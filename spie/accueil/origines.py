"""Where each value of the identity comes from, and since when: what one asks before correcting it."""

from django.utils import timezone

from spie.accueil.changements import origine
from spie.socle.personnes.fusion.origines import derniers_changements
from spie.socle.personnes.models import DossierRSA, Personne

# Each line of the page, and the columns that it shows.
LIGNES = {
    "nom": ("nom",),
    "nom_naissance": ("nom_naissance",),
    "prenom": ("prenom", "autres_prenoms"),
    "naissance": ("date_naissance", "commune_naissance", "pays_naissance"),
    "sexe": ("sexe",),
    "nationalite": ("nationalite",),
    "nir": ("nir_empreinte", "motif_sans_nir"),
    "langues": ("langues",),
    "interprete": ("besoin_interprete", "langue_interprete"),
    "canal": ("canal_prefere",),
}
# What the flow writes of an adult: never changed since, the file of the paying body still says the same.
DU_FLUX = ("nom", "nom_naissance", "prenom", "date_naissance", "sexe")


def origines(personne: Personne, dossier: DossierRSA | None) -> dict[str, str]:
    """« liste importée, 21/11/2026 », « Ana FACTICE, 12/10/2026 », « CAF, fichier du 31/10/2026 »: line by line.

    A line about which nothing is known says nothing. One query.
    """
    dits = derniers_changements(personne)[personne.pk]
    trouvees = {}
    for ligne, colonnes in LIGNES.items():
        faits = [dits[colonne] for colonne in colonnes if colonne in dits]
        if faits:
            dernier = max(faits, key=lambda changement: changement.le)
            trouvees[ligne] = f"{origine(dernier)}, {timezone.localdate(dernier.le):%d/%m/%Y}"
        elif _vient_du_flux(personne, dossier, colonnes[0]):
            trouvees[ligne] = f"{dossier.organisme}, fichier du {dossier.vu_le:%d/%m/%Y}"
    return trouvees


def _vient_du_flux(personne: Personne, dossier: DossierRSA | None, colonne: str) -> bool:
    tenue = colonne in personne.champs_tenus or not getattr(personne, colonne)
    adulte = personne.role in (Personne.Role.DEMANDEUR, Personne.Role.CONJOINT)
    return dossier is not None and adulte and colonne in DU_FLUX and not tenue
