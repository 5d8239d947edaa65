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
DU_FLUX = {"nom": "nom d’usage", "nom_naissance": "nom de naissance", "prenom": "prénoms", "naissance": "naissance"}
DU_FLUX |= {"sexe": "sexe"}


def origines(personne: Personne, dossier: DossierRSA | None) -> dict[str, str]:
    """« liste importée, 21/11/2026 », « Ana FACTICE, 12/10/2026 », line by line; nothing where nothing is known.

    « fichier »: the sentence for the lines that are as the paying body sent them, said once. One query.
    """
    dits = derniers_changements(personne)[personne.pk]
    trouvees = {}
    for ligne, colonnes in LIGNES.items():
        if faits := [dits[colonne] for colonne in colonnes if colonne in dits]:
            dernier = max(faits, key=lambda changement: changement.le)
            trouvees[ligne] = f"{origine(dernier)}, {timezone.localdate(dernier.le):%d/%m/%Y}"
    adulte = personne.role in (Personne.Role.DEMANDEUR, Personne.Role.CONJOINT)
    recues = [mots for ligne, mots in DU_FLUX.items() if ligne not in trouvees and _recue(personne, ligne)]
    if dossier and adulte and recues:
        mots = ", ".join(recues)
        trouvees["fichier"] = (
            f"{mots.capitalize()} : comme dans le fichier de la {dossier.organisme} du {dossier.vu_le:%d/%m/%Y}."
        )
    return trouvees


def _recue(personne: Personne, ligne: str) -> bool:
    """Known, and not held by an agent against the file."""
    colonne = LIGNES[ligne][0]
    return bool(getattr(personne, colonne)) and colonne not in personne.champs_tenus
