"""One household of the file, as plain values and as what is wrong in it. Codes stay as received, known or not."""

from dataclasses import dataclass, field
from typing import Any

from spie.socle.flux.lecture import champs
from spie.socle.flux.lecture.champs import Bloc, Champ
from spie.socle.flux.lecture.parcours_xml import texte
from spie.socle.personnes.normalisation import norme

# When several blocks are present, the state that counts (rule of the flow: 0, 1, 5, 3, 4, 2, 6).
ORDRE_ETATS = "0153426"
# A payment suspended for one of these reasons leaves the person to be followed; the others don't.
SUSPENSIONS_SUIVIES = {"01", "05", "06", "35", "36", "44", "70"}
SUIVIS = ("DEM", "CJT")


@dataclass
class FoyerLu:
    """``valeurs`` and each of ``personnes`` by column; ``erreurs``: the line and the sentence of what is wrong."""

    ligne: int
    valeurs: dict = field(default_factory=dict)
    personnes: list[dict] = field(default_factory=list)
    evenements: list[dict] = field(default_factory=list)
    anomalies: list[str] = field(default_factory=list)
    erreurs: list[tuple[int, str]] = field(default_factory=list)

    @property
    def ouvre_suivi(self) -> bool:
        """The right is open enough for its holders to be followed."""
        etat, motif = self.valeurs.get("etat"), self.valeurs.get("motif")
        return etat in ("2", "3") or (etat == "4" and motif in SUSPENSIONS_SUIVIES)


def lire_foyer(bloc) -> FoyerLu:
    """Turn an InfosFoyerRSA block into values, with every error that would stop it."""
    lu = FoyerLu(bloc.sourceline)
    for chemin, attendu in champs.FOYER.items():
        _lire(lu, bloc.find(chemin), attendu, lu.valeurs, bloc)
    _etat(lu, bloc)
    _majoration(lu, bloc)
    _adresse(lu, bloc.findall("DonneesAdministratives/Adresse"))
    for personne in bloc.iterfind("Personne"):
        lu.personnes.append(_personne(lu, personne))
    if not lu.personnes:
        lu.erreurs.append((bloc.sourceline, "Ce foyer ne contient aucune personne."))
    for evenement in bloc.iterfind("Evenement"):
        lu.evenements.append({})
        _lire(lu, evenement, champs.EVENEMENT, lu.evenements[-1], bloc)
    lu.anomalies = [texte(a, "LIBANO")[:200] for a in bloc.iterfind("Anomalie")]
    _ensemble(lu)
    return lu


def _lire(lu: FoyerLu, element, attendu: Bloc, valeurs: dict[str, Any], parent) -> None:
    """Read the values of one block, whose tags are unique: those that are there, then what is missing."""
    valeurs |= attendu.absents
    for e in () if element is None else element.iter():
        champ = attendu.champs.get(e.tag)
        if champ and e.text and (brut := e.text.strip()):
            try:
                valeurs[champ.colonne] = champ.forme.lire(brut)
            except ValueError:
                valeurs[champ.colonne] = brut
                lu.erreurs.append(_faute(e, champ, brut))
    for champ in attendu.obligatoires:
        if not valeurs[champ.colonne]:
            lu.erreurs.append((parent.sourceline, f"{champ.balise} manque."))


def _faute(element, champ: Champ, brut: str) -> tuple[int, str]:
    # The value itself may be a NIR or a name: only dates, numbers and flags are repeated.
    vu = f" « {brut[:20]} »" if champ.forme.montrable else ""
    return element.sourceline, f"{champ.balise}{vu} : il faut {champ.forme.attendu}."


def _etat(lu: FoyerLu, foyer) -> None:
    situation = foyer.find("PrestationRSA/SituationDossierRSA")
    etats = [] if situation is None else [texte(e, ".") for e in situation.iterfind("EtatDossierRSA/ETATDOSRSA")]
    etat = min(etats, key=lambda e: ORDRE_ETATS.find(e) if e in ORDRE_ETATS else len(ORDRE_ETATS), default="")
    lu.valeurs |= {"etat": etat, "motif": "", "etat_depuis": None}
    try:
        champs.ETAT.forme.lire(etat)
    except ValueError:
        lu.erreurs.append((foyer.sourceline, "ETATDOSRSA manque ou n'est pas un code de 2 signes."))
        return
    if etat in champs.EXPLICATIONS:
        chemin, attendu = champs.EXPLICATIONS[etat]
        _lire(lu, situation.find(chemin), attendu, lu.valeurs, foyer)


def _majoration(lu: FoyerLu, bloc) -> None:
    """The lone parent's increase (CASF, L. 262-9): the latest, when several follow each other."""
    majores = [d for d in bloc.iterfind(champs.DETAILS) if texte(d, "NATPF") == champs.MAJORE]
    dernier = max(majores, key=lambda d: texte(d, "DDNATDRO"), default=None)
    _lire(lu, dernier, champs.MAJORATION, lu.valeurs, bloc)


def _adresse(lu: FoyerLu, blocs: list) -> None:
    """The current address (rank 01), or the first one. None of its columns when there is no French address."""
    courante = next((b for b in blocs if texte(b, "TroncCommunAdresse/RGADR") == "01"), blocs[0] if blocs else None)
    bloc = None if courante is None else courante.find("AdresseDetailleeFrance")
    lu.valeurs["a_une_adresse"] = bloc is not None
    _lire(lu, bloc, champs.ADRESSE, lu.valeurs, courante)


def _personne(lu: FoyerLu, bloc) -> dict:
    valeurs = {"ligne": bloc.sourceline}
    for chemin, attendu in champs.PERSONNE.items():
        _lire(lu, bloc.find(chemin), attendu, valeurs, bloc)
    prestations = bloc.findall("Prestations")
    rsa = next((p for p in prestations if texte(p, "NATPREST") == "RSA"), prestations[0] if prestations else None)
    _lire(lu, rsa, champs.ROLE, valeurs, bloc)
    return valeurs


def _ensemble(lu: FoyerLu) -> None:
    """What only the whole household shows: the same person twice, or the same NIR for two people."""
    if lu.erreurs:
        return
    par_nir: dict[str, tuple] = {}
    par_identite: dict[tuple, dict] = {}
    for personne in lu.personnes:
        personne["prenom_seul"] = norme(personne["prenom"])
        identite = personne["date_naissance"], personne["prenom_seul"]
        if (nir := personne["nir"][:13]) and par_nir.setdefault(nir, identite) != identite:
            lu.erreurs.append((personne["ligne"], "NIR : deux personnes de ce foyer ont le même."))
        par_identite.setdefault(identite, personne)
        if nir:
            par_identite[identite] = personne
    lu.personnes = list(par_identite.values())
