"""Why a right closes, said in our words. A code that we don't know is shown as it came."""

from spie.socle.flux.lecture.foyer import FoyerLu
from spie.socle.personnes.models import DossierRSA

# MOTICLORSA. Source: public code lists of the flow; our words.
CLOTURES = {
    "PCG": "décision du président du conseil départemental",
    "ECH": "quatre mois sans droit",
    "EFF": "passage de l'ancien RMI au RSA",
    "MUT": "mutation",
    "RGD": "regroupement de dossiers",
    "RFD": "fin de droit",
    "RAU": "autre raison",
    "RST": "option outre-mer",
    "RSO": "option outre-mer",
}
LONGUEUR = 80


def motif_de_sortie(lu: FoyerLu) -> str:
    """Why nobody of this household has duties, empty when the right is open enough."""
    if lu.ouvre_suivi:
        return ""
    etat, code = lu.valeurs["etat"], lu.valeurs["motif"]
    phrase = f"droit au RSA : {DossierRSA.ETATS.get(etat, f'code {etat}')}"
    precision = CLOTURES.get(code, f"code {code}" if code else "") if etat in ("5", "6") else ""
    if lu.valeurs["prenant_numero"]:
        precision = f"mutation vers {lu.valeurs['prenant']} {lu.valeurs['prenant_numero']}"
    return f"{phrase} ({precision})"[:LONGUEUR] if precision else phrase[:LONGUEUR]
