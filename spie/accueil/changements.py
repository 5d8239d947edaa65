"""What changed on a person, in plain words: which field, what it was, what it is, and from where it comes."""

from collections.abc import Callable, Iterable
from datetime import date
from json import loads

from spie.socle.historique.signature import Origine
from spie.socle.interface.dates import jour_court
from spie.socle.interface.templatetags.interface import telephone
from spie.socle.personnes.langues import en_clair
from spie.socle.personnes.models import Changement, DossierRSA, Foyer, Personne

ORIGINES = {
    Origine.CAF: "fichier de la CAF ou de la MSA",
    Origine.IMPORT: "liste importée",
    Origine.FUSION: "réunion ou séparation de fiches",
    Origine.MUTATION: "dossier d’un autre département",
}


def _jour(texte: str) -> str:
    return jour_court(date.fromisoformat(texte))


def _choix(choix) -> Callable[[str], str]:
    mots = dict(choix)
    return lambda code: str(mots.get(code, code))


def _oui_non(texte: str) -> str:
    return "oui" if texte == "true" else "non"


def _langues(texte: str) -> str:
    return ", ".join(en_clair(loads(texte)))


def _langue(texte: str) -> str:
    return en_clair([texte])[0]


def _tel_quel(texte: str) -> str:
    return texte


# (objet, champ) → its words, and how a value is read.
CHAMPS: dict[tuple[str, str], tuple[str, Callable[[str], str]]] = {
    ("personne", "nom"): ("Nom d’usage", _tel_quel),
    ("personne", "nom_naissance"): ("Nom de naissance", _tel_quel),
    ("personne", "prenom"): ("Prénom", _tel_quel),
    ("personne", "autres_prenoms"): ("Autres prénoms", _tel_quel),
    ("personne", "date_naissance"): ("Date de naissance", _jour),
    ("personne", "sexe"): ("Sexe", _choix(Personne.Sexe.choices)),
    ("personne", "commune_naissance"): ("Commune de naissance", _tel_quel),
    ("personne", "commune_naissance_insee"): ("Code de la commune de naissance", _tel_quel),
    ("personne", "pays_naissance"): ("Pays de naissance", _tel_quel),
    ("personne", "nationalite"): ("Nationalité", _choix(Personne.Nationalite.choices)),
    ("personne", "motif_sans_nir"): ("Raison de l’absence de numéro de sécurité sociale", _tel_quel),
    ("personne", "langues"): ("Langues parlées", _langues),
    ("personne", "besoin_interprete"): ("Besoin d’un interprète", _oui_non),
    ("personne", "langue_interprete"): ("Langue de l’interprète", _langue),
    ("personne", "canal_prefere"): ("Préfère être joint(e) par", _choix(Personne.Canal.choices)),
    ("personne", "sdd_depuis"): ("Soumise aux droits et devoirs depuis le", _jour),
    ("personne", "role"): ("Place dans le foyer", _choix(Personne.Role.choices)),
    ("personne", "partie_le"): ("A quitté le département le", _jour),
    ("foyer", "situation"): ("Situation familiale", _choix(Foyer.SITUATIONS.items())),
    ("foyer", "enfants_a_charge"): ("Enfants à charge", _tel_quel),
    ("foyer", "sans_domicile_fixe"): ("Sans domicile fixe", _oui_non),
    ("dossier", "etat"): ("Droit au RSA", lambda code: DossierRSA.ETATS.get(code, f"code « {code} »")),
    ("dossier", "organisme"): ("Organisme payeur", _tel_quel),
    ("dossier", "organisme_numero"): ("Numéro de la caisse", _tel_quel),
    ("dossier", "matricule"): ("Numéro d’allocataire", _tel_quel),
    ("majoration", "du"): ("Majoration pour isolement depuis le", _jour),
    ("majoration", "au"): ("Majoration pour isolement jusqu’au", _jour),
    ("contact", "telephone"): ("Téléphone", telephone),
    ("contact", "courriel"): ("Courriel", _tel_quel),
    ("adresse", "adresse"): ("Adresse", _tel_quel),
}
# What has no value to show: the NIR is never written, a household has no name.
SANS_VALEUR = {
    ("personne", "nir_empreinte"): "Numéro de sécurité sociale : renseigné ou corrigé",
    ("personne", "foyer_id"): "A changé de foyer",
}


def presenter(changement: Changement, adresse: str = "") -> dict:
    """One change as one reads it. ``adresse``: the one in force, which replaces the one that ended."""
    cle = changement.objet, changement.champ
    commun = {"le": changement.le, "origine": origine(changement)}
    if cle in SANS_VALEUR:
        return commun | {"champ": SANS_VALEUR[cle], "avant": "", "apres": ""}
    mots, lire = CHAMPS.get(cle, (changement.champ, _tel_quel))
    apres = changement.apres or (adresse if cle == ("adresse", "adresse") else "")
    return commun | {"champ": mots, "avant": _lu(changement.avant, lire), "apres": _lu(apres, lire)}


def origine(changement: Changement) -> str:
    """Who wrote it, or by which way it came."""
    if changement.origine in ORIGINES:
        return ORIGINES[changement.origine]
    return str(changement.acteur) if changement.acteur else "automatique"


def presenter_tous(changements: Iterable[Changement], adresse: str) -> list[dict]:
    """Newest first. Only the last address that ended was replaced by the one in force."""
    lignes, courante = [], adresse
    for changement in changements:
        finie = changement.objet == "adresse"
        lignes.append(presenter(changement, courante if finie else ""))
        courante = changement.avant if finie else courante
    return lignes


def _lu(valeur: str, lire: Callable[[str], str]) -> str:
    return lire(valeur) if valeur else ""
