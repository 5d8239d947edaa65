"""Two files side by side, field by field: what each says, and which of the two is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spie.socle.personnes.fusion.reunion import Reunion
from spie.socle.personnes.langues import LANGUES
from spie.socle.personnes.models import Adresse, Personne

GARDEE, ABSORBEE = "gardee", "absorbee"
SECRETS = ("nir_chiffre", "nir_empreinte", "nir_fin")


@dataclass(frozen=True)
class Champ:
    """One line of the screen; several columns that only make sense together are one line."""

    nom: str
    libelle: str
    colonnes: tuple[str, ...]
    montrer: Callable[[Personne], str]


def _jour(personne: Personne) -> str:
    return f"{personne.date_naissance:%d/%m/%Y}" if personne.date_naissance else ""


def _langues(personne: Personne) -> str:
    return ", ".join(LANGUES.get(code, code) for code in personne.langues)


def _interprete(personne: Personne) -> str:
    if personne.besoin_interprete is None:
        return ""
    return f"oui, {LANGUES.get(personne.langue_interprete, '')}" if personne.besoin_interprete else "non"


def _texte(colonne: str) -> Callable[[Personne], str]:
    return lambda personne: str(getattr(personne, colonne) or "")


def _choisi(colonne: str) -> Callable[[Personne], str]:
    return lambda personne: str(getattr(personne, f"get_{colonne}_display")())


CHAMPS = (
    Champ("nom", "Nom d’usage", ("nom",), _texte("nom")),
    Champ("nom_naissance", "Nom de naissance", ("nom_naissance",), _texte("nom_naissance")),
    Champ("prenom", "Prénom", ("prenom",), _texte("prenom")),
    Champ("autres_prenoms", "Autres prénoms", ("autres_prenoms",), _texte("autres_prenoms")),
    Champ("date_naissance", "Date de naissance", ("date_naissance",), _jour),
    Champ("sexe", "Sexe", ("sexe",), _choisi("sexe")),
    Champ(
        "commune_naissance",
        "Commune de naissance",
        ("commune_naissance", "commune_naissance_insee"),
        _texte("commune_naissance"),
    ),
    Champ("pays_naissance", "Pays de naissance", ("pays_naissance",), _texte("pays_naissance")),
    Champ("nationalite", "Nationalité", ("nationalite",), _choisi("nationalite")),
    Champ("nir", "NIR", (*SECRETS, "motif_sans_nir"), lambda personne: personne.nir_masque),
    Champ("role", "Place dans le foyer", ("role",), _choisi("role")),
    Champ("langues", "Langues parlées", ("langues",), _langues),
    Champ("interprete", "Interprète", ("besoin_interprete", "langue_interprete"), _interprete),
    Champ("canal_prefere", "Préfère être joint(e) par", ("canal_prefere",), _choisi("canal_prefere")),
)


@dataclass(frozen=True)
class Cote:
    """One field of the two files. ``propose``: which side is kept unless the agent says otherwise."""

    nom: str
    libelle: str
    gardee: str
    absorbee: str
    propose: str
    differe: bool


def cote_a_cote(gardee: Personne, absorbee: Personne) -> Iterator[Cote]:
    """Every field that one of the two files knows, then the address."""
    for champ in CHAMPS:
        yield _cote(
            champ.nom,
            champ.libelle,
            champ.montrer(gardee),
            champ.montrer(absorbee),
            _different(champ, gardee, absorbee),
        )
    if gardee.foyer_id != absorbee.foyer_id:
        ici, la = (_adresse(personne) for personne in (gardee, absorbee))
        yield _cote("adresse", "Adresse", ici, la, ici != la)


def _cote(nom: str, libelle: str, ici: str, la: str, differe: bool) -> Cote:
    return Cote(nom, libelle, ici, la, ABSORBEE if la and not ici else GARDEE, differe and bool(ici and la))


def _different(champ: Champ, ici: Personne, la: Personne) -> bool:
    """Two masked NIR may look alike: the hash says whether they are the same."""
    if champ.nom == "nir":
        return bytes(ici.nir_empreinte or b"") != bytes(la.nir_empreinte or b"")
    return champ.montrer(ici).casefold() != champ.montrer(la).casefold()


def _adresse(personne: Personne) -> str:
    adresse = Adresse.objects.en_cours().filter(foyer_id=personne.foyer_id).first()
    return str(adresse) if adresse else ""


def ecrire_choix(reunion: Reunion) -> None:
    """Write on the kept file what comes from the other one, now that the other one is gone."""
    gardee, absorbee = reunion.gardee, reunion.absorbee
    valeurs: dict = {"champs_tenus": sorted({*gardee.champs_tenus, *absorbee.champs_tenus})}
    for champ in CHAMPS:
        if reunion.choix.get(champ.nom) == ABSORBEE and champ.nom != "nir":
            valeurs |= {colonne: getattr(absorbee, colonne) for colonne in champ.colonnes}
    if reunion.choix.get("nir") == ABSORBEE and absorbee.nir:
        gardee.poser_nir(absorbee.nir)
        valeurs |= {nom: getattr(gardee, nom) for nom in SECRETS} | {"motif_sans_nir": ""}
    for nom, valeur in valeurs.items():
        setattr(gardee, nom, valeur)
    gardee.normer()
    reunion.journal.ecrire(gardee, **valeurs, nom_norme=gardee.nom_norme, prenom_norme=gardee.prenom_norme)
