"""Two files side by side, field by field: what each says, and which of the two is kept."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from spie.socle.personnes.fusion.origines import Dires, lire_dires
from spie.socle.personnes.fusion.reunion import Reunion
from spie.socle.personnes.langues import LANGUES
from spie.socle.personnes.models import Adresse, Personne

GARDEE, ABSORBEE = "gardee", "absorbee"
SEULE_CONNUE = "la seule connue"
CORRIGEE = "corrigée par un agent"
PLUS_RECENTE = "la plus récente"
CONNUE_DE_LA_CAF = "celle du dossier de la CAF ou de la MSA"
FICHE_GARDEE = "celle de la fiche qui reste"
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
    Champ("nir", "Numéro de sécurité sociale", (*SECRETS, "motif_sans_nir"), lambda personne: personne.nir_masque),
    Champ("role", "Place dans le foyer", ("role",), _choisi("role")),
    Champ("langues", "Langues parlées", ("langues",), _langues),
    Champ("interprete", "Interprète", ("besoin_interprete", "langue_interprete"), _interprete),
    Champ("canal_prefere", "Préfère être joint(e) par", ("canal_prefere",), _choisi("canal_prefere")),
)


@dataclass(frozen=True)
class Cote:
    """One field of the two files. ``propose``: which side is kept unless the agent says otherwise, and ``pourquoi``."""

    nom: str
    libelle: str
    gardee: str
    absorbee: str
    propose: str
    pourquoi: str
    differe: bool


def cote_a_cote(gardee: Personne, absorbee: Personne) -> Iterator[Cote]:
    """Every field that one of the two files knows, then the address when the household follows."""
    dires = lire_dires(gardee, absorbee)
    seules = _seules(gardee, absorbee)
    for champ in CHAMPS:
        # A place only makes sense in a household: with others around, it stays what it is among them.
        if champ.nom == "role" and gardee.pk not in seules and gardee.foyer_id != absorbee.foyer_id:
            continue
        ici, la = champ.montrer(gardee), champ.montrer(absorbee)
        propose, pourquoi = _proposer(champ, ici, la, dires[gardee.pk], dires[absorbee.pk])
        differe = _different(champ, gardee, absorbee) and bool(ici and la)
        yield Cote(champ.nom, champ.libelle, ici, la, propose, pourquoi, differe)
    if gardee.foyer_id != absorbee.foyer_id and absorbee.pk in seules:
        yield _cote_adresse(gardee, absorbee)


def _seules(*personnes: Personne) -> set[UUID]:
    """Those of the two who live with nobody else that we know."""
    foyers = Personne.objects.filter(foyer__in={p.foyer_id for p in personnes})
    membres = Counter(foyers.exclude(pk__in=[p.pk for p in personnes]).values_list("foyer_id", flat=True))
    return {p.pk for p in personnes if not membres[p.foyer_id]}


def _proposer(champ: Champ, ici: str, la: str, dires: Dires, autres: Dires) -> tuple[str, str]:
    """Which side, and why: what an agent corrected, then the latest, then what the paying body knows."""
    if not (ici and la):
        return (ABSORBEE if la else GARDEE), SEULE_CONNUE
    tenue, autre_tenue = (bool(d.tenus.intersection(champ.colonnes)) for d in (dires, autres))
    if tenue != autre_tenue:
        return (GARDEE if tenue else ABSORBEE), CORRIGEE
    fait, autre = dires.dernier(champ.colonnes), autres.dernier(champ.colonnes)
    if dernier := max((f for f in (fait, autre) if f), key=lambda f: f.le, default=None):
        return (GARDEE if dernier is fait else ABSORBEE), f"{PLUS_RECENTE} ({timezone.localdate(dernier.le):%d/%m/%Y})"
    if dires.de_la_caf != autres.de_la_caf:
        return (GARDEE if dires.de_la_caf else ABSORBEE), CONNUE_DE_LA_CAF
    return GARDEE, FICHE_GARDEE


def _different(champ: Champ, ici: Personne, la: Personne) -> bool:
    """Two masked NIR may look alike: the hash says whether they are the same."""
    if champ.nom == "nir":
        return bytes(ici.nir_empreinte or b"") != bytes(la.nir_empreinte or b"")
    return champ.montrer(ici).casefold() != champ.montrer(la).casefold()


def _cote_adresse(gardee: Personne, absorbee: Personne) -> Cote:
    """Of two addresses in force, the latest: people move more often than files are mended."""
    foyers = [gardee.foyer_id, absorbee.foyer_id]
    adresses = {a.foyer_id: a for a in Adresse.objects.en_cours().filter(foyer__in=foyers)}
    ici, la = (adresses.get(foyer) for foyer in foyers)
    mots = str(ici or ""), str(la or "")
    if not (ici and la):
        propose, pourquoi = (ABSORBEE if la else GARDEE), SEULE_CONNUE
    elif ici.du == la.du:
        propose, pourquoi = GARDEE, FICHE_GARDEE
    else:
        propose = ABSORBEE if la.du > ici.du else GARDEE
        pourquoi = f"{PLUS_RECENTE} (depuis le {max(ici.du, la.du):%d/%m/%Y})"
    return Cote("adresse", "Adresse", mots[0], mots[1], propose, pourquoi, mots[0] != mots[1] and all(mots))


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
