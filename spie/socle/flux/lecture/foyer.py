"""One household of the file, as plain values. Codes stay as received, known or not."""

from dataclasses import dataclass
from datetime import date

from spie.socle.flux.lecture.controle import date_de
from spie.socle.flux.lecture.parcours_xml import texte

# When several blocks are present, the state that counts (rule of the flow: 0, 1, 5, 3, 4, 2, 6).
ORDRE_ETATS = "0153426"
# A payment suspended for one of these reasons leaves the person to be followed; the others don't.
SUSPENSIONS_SUIVIES = {"01", "05", "06", "35", "36", "44", "70"}


@dataclass(frozen=True)
class PersonneLue:
    ligne: int
    role: str
    sexe: str
    nom: str
    nom_naissance: str
    prenom: str
    autres_prenoms: str
    naissance: date | None
    commune_naissance: str
    nir: str
    droits_devoirs: bool


@dataclass(frozen=True)
class FoyerLu:
    ligne: int
    organisme: str
    organisme_numero: str
    matricule_recu: str
    numero_demande: str
    demande_le: date | None
    situation: str
    situation_depuis: date | None
    enfants: int
    sans_domicile: bool
    etat: str
    motif: str
    etat_depuis: date | None
    adresse: dict
    personnes: tuple[PersonneLue, ...]

    @property
    def matricule(self) -> str:
        """Seven significant digits, then zeros: the zeros are not part of it."""
        recu = self.matricule_recu
        return recu[:7] if len(recu) == 15 and set(recu[7:]) == {"0"} else recu

    @property
    def ouvre_suivi(self) -> bool:
        """The right is open enough for its holders to be followed."""
        return self.etat in ("2", "3") or (self.etat == "4" and self.motif in SUSPENSIONS_SUIVIES)


def lire_foyer(bloc) -> FoyerLu:
    """Turn an InfosFoyerRSA block into values."""
    organisme = bloc.find("IdentificationRSA/Organisme")
    droit, situation = bloc.find("PrestationRSA"), bloc.find("DonneesAdministratives/SituationFamille")
    etat, motif, depuis = _etat(droit.find("SituationDossierRSA"))
    return FoyerLu(
        ligne=bloc.sourceline,
        organisme=texte(organisme, "FONORG"),
        organisme_numero=texte(organisme, "NUMORG"),
        matricule_recu=texte(organisme, "MATRICULE"),
        numero_demande=texte(bloc, "IdentificationRSA/DemandeRSA/NUMDEMRSA"),
        demande_le=date_de(texte(bloc, "IdentificationRSA/DemandeRSA/DTDEMRSA")),
        situation=texte(situation, "SITFAM"),
        situation_depuis=date_de(texte(situation, "DDSITFAM")),
        enfants=_entier(texte(droit, "DetailDroitRSA/TroncCommunDroitRSA/NBENFAUTCHA")),
        sans_domicile=_vrai(texte(droit, "DetailDroitRSA/TroncCommunDroitRSA/TOPSANSDOMFIXE")),
        etat=etat,
        motif=motif,
        etat_depuis=depuis,
        adresse=_adresse(bloc.findall("DonneesAdministratives/Adresse")),
        personnes=tuple(_personne(p) for p in bloc.iterfind("Personne")),
    )


def _etat(situation) -> tuple[str, str, date | None]:
    etats = [texte(e, ".") for e in situation.iterfind("EtatDossierRSA/ETATDOSRSA")]
    etat = min(etats, key=lambda e: ORDRE_ETATS.find(e) if e in ORDRE_ETATS else len(ORDRE_ETATS))
    for bloc, code, debut in (
        ("SuspensionVersement", "MOTISUSVERSRSA", "DDSUSVERSRSA"),
        ("SuspensionDroit", "MOTISUSDRORSA", "DDSUSDRORSA"),
        ("FinDroit", "MOTICLORSA", "DTCLORSA"),
        ("Refus", "MOTIREFURSA", "DTREFURSA"),
    ):
        if (trouve := situation.find(bloc)) is not None:
            return etat, texte(trouve, code), date_de(texte(trouve, debut))
    return etat, "", None


def _adresse(blocs: list) -> dict:
    """The current address (rank 01), or the first one."""
    courante = next((b for b in blocs if texte(b, "TroncCommunAdresse/RGADR") == "01"), blocs[0])
    d = courante.find("AdresseDetailleeFrance")
    if d is None:
        return {}
    voie = " ".join(m for m in (texte(d, "NUMVOIE").lstrip("0"), texte(d, "LIBTYPEVOIE"), texte(d, "NOMVOIE")) if m)
    return {
        "complement": " ".join(m for m in (texte(d, "COMPLIDEADR"), texte(d, "COMPLADR")) if m),
        "voie": voie,
        "lieu_dit": texte(d, "LIEUDIST"),
        "code_postal": texte(d, "CODEPOS"),
        "ville": texte(d, "NOMCOM"),
        "commune_insee": texte(d, "NUMCOM"),
    }


def _personne(bloc) -> PersonneLue:
    i = bloc.find("Identification")
    return PersonneLue(
        ligne=bloc.sourceline,
        role=texte(bloc, "Prestations[NATPREST='RSA']/ROLEPERS") or texte(bloc, "Prestations/ROLEPERS"),
        sexe=texte(i, "SEXE"),
        nom=texte(i, "NOM"),
        nom_naissance=texte(i, "NOMNAI"),
        prenom=texte(i, "PRENOM"),
        autres_prenoms=" ".join(m for m in (texte(i, "PRENOM2"), texte(i, "PRENOM3")) if m),
        naissance=date_de(texte(i, "DTNAI")),
        commune_naissance=texte(i, "NOMCOMNAI"),
        nir=texte(i, "NIR")[:13],
        droits_devoirs=_vrai(texte(bloc, "MontantCalculDroitRSAPersonne/TOPPERSDRODEVORSA")),
    )


def _vrai(valeur: str) -> bool:
    return valeur in ("1", "true")


def _entier(valeur: str) -> int:
    return int(valeur) if valeur.isdigit() else 0
