"""What the stories of the flow do: deposit a file, load it, look at what the register holds."""

import re
from pathlib import Path

from django.core.files import File

from orientation.models import Orientation
from parcours.models import Parcours
from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.flux import services
from spie.socle.flux.models import AbsenceFlux, IssueFoyer, LotFlux
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Adresse, DossierRSA, EtatDossier, Personne, SoumissionDroitsDevoirs
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT

ECHANTILLONS = Path(__file__).parent / "echantillons"
OCTOBRE, NOVEMBRE = "RSABEM_2026-10_5_foyers.xml", "RSABEM_2026-11_mois_suivant.xml"


def deposer(chemin: Path, code="07", **options) -> LotFlux:
    with departement_courant(code), chemin.open("rb") as flux:
        return services.deposer_lot(fichier=File(flux), nom=chemin.name, par=None, le=MAINTENANT, **options)


def charger(quoi: Path | str | Mois, code="07", *, dossier: Path | None = None, **options) -> LotFlux:
    """Load a sample by its name, a file, or an invented month written in ``dossier``."""
    if isinstance(quoi, Mois):
        quoi = ecrire(dossier / f"{quoi.reference}-{quoi.nature}-{abs(hash(repr(quoi)))}.xml", quoi)
    lot = deposer(ECHANTILLONS / quoi if isinstance(quoi, str) else quoi, code, **options)
    return reprendre(lot, code)


def reprendre(lot: LotFlux, code="07", **options) -> LotFlux:
    """What a worker does with a lot, or with what is left of it."""
    return services.charger(departement=code, lot_id=lot.pk, horloge=lambda: MAINTENANT, **options)


def retoucher(chemin: Path, rang: int, **valeurs: str) -> Path:
    """Write other values in the first elements of these names in one household: ``retoucher(f, 3, NOM="X")``."""
    foyers = chemin.read_text(encoding="cp1252").split("<InfosFoyerRSA>")
    for balise, valeur in valeurs.items():
        foyers[rang], fait = re.subn(rf"<{balise}>[^<]*<", f"<{balise}>{valeur}<", foyers[rang], count=1)
        assert fait, f"Pas de {balise} dans le foyer {rang}."
    chemin.write_text("<InfosFoyerRSA>".join(foyers), encoding="cp1252")
    return chemin


def issues(lot: LotFlux, code="07") -> dict[str, int]:
    with departement_courant(code):
        return IssueFoyer.objects.filter(lot=lot).comptes()


def photographie(code="07") -> dict[str, list[tuple]]:
    """Every row of the register by natural keys: no identifier, no cipher, no instant of the clock."""
    demande, qui = "foyer__dossiers__numero_demande", ("personne__nom_norme", "personne__date_naissance")
    with departement_courant(code):
        vues = {
            "dossiers": DossierRSA.objects.values_list(
                *("numero_demande", "matricule", "organisme", "etat", "etat_depuis", "vu_le", "demande_le"),
                *("foyer__situation", "foyer__situation_depuis", "foyer__enfants_a_charge"),
            ),
            "etats": EtatDossier.objects.values_list(
                "dossier__numero_demande", "flux_du", "etat", "motif", "depuis_le"
            ),
            "adresses": Adresse.objects.values_list(demande, "voie", "code_postal", "ville", "du", "au", "source"),
            "soumissions": SoumissionDroitsDevoirs.objects.values_list(
                *qui, "droit_notifie_le", "info_recue_le", "fin_le", "motif_fin"
            ),
            "absences": AbsenceFlux.objects.values_list(
                "dossier__numero_demande", "personne__nom_norme", "depuis_le", "revenu_le"
            ),
            "parcours": Parcours.objects.values_list(*qui, "droit_notifie_le", "info_recue_le", "motif_cloture"),
            "orientations": Orientation.objects.values_list(
                *(f"parcours__{champ}" for champ in qui), "etat", "echeance_locale", "echeance_legale"
            ),
        }
        photo = {nom: sorted(vue, key=repr) for nom, vue in vues.items()}
        photo["personnes"] = sorted(map(_personne, Personne.objects.prefetch_related("foyer__dossiers")), key=repr)
        photo["traces"] = sorted(_traces(), key=repr)
    return photo


def _personne(p: Personne) -> tuple:
    """The NIR is opened: sealed into another row, it would not open."""
    dossiers = tuple(sorted(d.numero_demande for d in p.foyer.dossiers.all()))
    identite = p.role, p.sexe, p.nom, p.nom_naissance, p.prenom, p.autres_prenoms, p.date_naissance, p.commune_naissance
    return (*identite, p.nir, bytes(p.nir_empreinte or b""), p.sdd_depuis, p.nom_norme, p.prenom_norme, dossiers)


def _traces() -> list[tuple]:
    noms = dict(Personne.objects.values_list("pk", "nom_norme"))
    return [
        (t.type, noms.get(t.personne_id), sorted((c, v) for c, v in t.donnees.items() if not c.endswith("_id")))
        for t in Trace.objects.all()
    ]
