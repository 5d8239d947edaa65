"""What changed in a household, in words: the only place that words the columns of the flow."""

from datetime import date

from spie.socle.flux.lecture.motifs import CLOTURES
from spie.socle.personnes.models import DossierRSA, Personne

MOTS = {
    "situation": "situation familiale",
    "situation_depuis": "situation familiale depuis le",
    "enfants_a_charge": "enfants à charge",
    "sans_domicile_fixe": "sans domicile fixe",
    "organisme": "organisme payeur",
    "organisme_numero": "numéro de l'organisme",
    "matricule": "numéro d'allocataire",
    "demande_le": "demande du",
    "etat": "état du droit",
    "motif": "motif",
    "adresse": "adresse",
    "majoration": "majoration pour isolement",
    "role": "place dans le foyer",
    "sexe": "sexe",
    "nom": "nom",
    "nom_naissance": "nom de naissance",
    "prenom": "prénom",
    "autres_prenoms": "autres prénoms",
    "date_naissance": "naissance",
    "commune_naissance": "commune de naissance",
    "droits_devoirs": "soumise aux droits et devoirs",
    "dossier": "dossier",
    "vers": "vers",
    "anomalies": "anomalie",
}
# FG, events of the daily flow. Source: public code lists; our words.
FAITS_GENERATEURS = {
    "DEMRSA": "une demande de RSA",
    "ENTDED": "l'entrée dans les droits et devoirs",
    "MUT": "une mutation",
    "RAD": "une radiation",
    "ADR": "un changement d'adresse",
    "SITFAM": "un changement de situation familiale",
    "SITPRO": "un changement de situation professionnelle",
    "RESTRIRSA": "une déclaration trimestrielle de ressources",
    "SUS": "une suspension",
    "DECDEMPCG": "une décision demandée au département",
    "PROPCG": "une proposition faite au département",
    "DERPRE": "une dérogation",
    "CARRSA": "une carence de la personne",
}
ETATS, ROLES = DossierRSA.ETATS, dict(Personne.Role.choices)
RIEN = "rien"


def fait_generateur(code: str) -> str:
    return FAITS_GENERATEURS.get(code, f"un fait de code « {code} »")


def phrases(changements: dict) -> list[str]:
    """One sentence per thing that changed: of the household first, then of each person."""
    du_foyer = changements.get("foyer", {} if "personnes" in changements else changements)
    dites = _dire(du_foyer)
    for personne in changements.get("personnes", []):
        dites += [f"{personne.get('prenom') or 'Une personne'}, {phrase}" for phrase in _dire(personne["quoi"])]
    return dites


def _dire(quoi: dict) -> list[str]:
    return [_phrase(cle, valeur) for cle, valeur in quoi.items()]


def _phrase(cle: str, valeur: list) -> str:
    mot = MOTS.get(cle, cle)
    if cle == "anomalies":
        return f"{mot} : {' ; '.join(valeur)}"
    avant, apres = (_valeur(cle, v) for v in valeur)
    if valeur[0] is None:
        return f"{mot} : {apres}"
    # No-break spaces: a quotation mark never stands alone at the end of a line.
    return f"{mot} : «\u202f{avant}\u202f» devient «\u202f{apres}\u202f»"


def _valeur(cle: str, valeur) -> str:
    if valeur is None or valeur == "":
        return RIEN
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    tables = {"etat": ETATS, "role": ROLES, "motif": CLOTURES}
    if cle in tables:
        return tables[cle].get(valeur, str(valeur))
    return _date(valeur) if isinstance(valeur, str) else str(valeur)


def _date(texte: str) -> str:
    try:
        return f"{date.fromisoformat(texte):%d/%m/%Y}"
    except ValueError:
        return texte
