"""Who may do what: one readable table, role × permission."""

from enum import StrEnum, auto

from django.db.models import TextChoices


class Permission(StrEnum):
    """What one may do. Named by a verb of the domain, never by a screen."""

    VOIR_PERSONNES = auto()
    MODIFIER_PERSONNE = auto()
    TRANSMETTRE_DOSSIER = auto()
    REUNIR_FICHES = auto()
    VOIR_LECTURES = auto()
    CHARGER_FLUX = auto()
    IMPORTER_LISTES = auto()
    VOIR_SESSIONS = auto()
    GERER_SESSIONS = auto()
    CONSTATER_PRESENCE = auto()
    VOIR_ORIENTATIONS = auto()
    DECIDER_ORIENTATION = auto()
    VOIR_FILE_ACTIVE = auto()
    VOIR_ENVOIS = auto()
    GERER_ENVOIS = auto()
    VOIR_MODELES = auto()
    EXPORTER = auto()
    ADMINISTRER = auto()


class Portee(TextChoices):
    """What a program may do with its key: each value is a field of ``Jeton``."""

    LIRE_PERSONNES = "lire_personnes", "lire les personnes"
    RAPPROCHER = "rapprocher", "demander qui est qui"
    LIRE_CHANGEMENTS = "lire_changements", "suivre les changements"


class Role(TextChoices):
    """What an agent is in a structure."""

    ACCUEIL = "ACCUEIL", "accueil, secrétariat IOC"
    REFERENT = "REFERENT", "référent(e) de parcours"
    ENCADRANT = "ENCADRANT", "encadrant(e) de DTAS"
    PILOTE = "PILOTE", "pilote DASIE"
    CONTROLE = "CONTROLE", "cellule contrôle"
    EMPLOI = "EMPLOI", "cellule emploi"
    PARTENAIRE = "PARTENAIRE", "partenaire"
    ADMINISTRATEUR = "ADMINISTRATEUR", "administrateur"


_P = Permission
_VOIR = {_P.VOIR_PERSONNES}
_IOC = {_P.VOIR_SESSIONS, _P.CONSTATER_PRESENCE}
# Identity and contacts are written by those who meet the person.
_ECRIRE = {_P.MODIFIER_PERSONNE, _P.TRANSMETTRE_DOSSIER}

PERMISSIONS: dict[str, set[Permission]] = {
    Role.ACCUEIL: _VOIR | _IOC | _ECRIRE | {_P.GERER_SESSIONS, _P.VOIR_ENVOIS, _P.VOIR_ORIENTATIONS},
    Role.REFERENT: _VOIR | _IOC | _ECRIRE | {_P.VOIR_FILE_ACTIVE, _P.VOIR_ORIENTATIONS},
    Role.ENCADRANT: _VOIR
    | _IOC
    | {
        _P.TRANSMETTRE_DOSSIER,
        _P.REUNIR_FICHES,
        _P.VOIR_LECTURES,
        _P.GERER_SESSIONS,
        _P.VOIR_ORIENTATIONS,
        _P.DECIDER_ORIENTATION,
        _P.VOIR_FILE_ACTIVE,
        _P.VOIR_ENVOIS,
        _P.EXPORTER,
        _P.IMPORTER_LISTES,
    },
    Role.PILOTE: _VOIR
    | _IOC
    | {
        _P.CHARGER_FLUX,
        _P.TRANSMETTRE_DOSSIER,
        _P.REUNIR_FICHES,
        _P.IMPORTER_LISTES,
        _P.GERER_SESSIONS,
        _P.VOIR_ORIENTATIONS,
        _P.DECIDER_ORIENTATION,
        _P.VOIR_FILE_ACTIVE,
        _P.VOIR_ENVOIS,
        _P.GERER_ENVOIS,
        _P.VOIR_MODELES,
        _P.EXPORTER,
    },
    Role.CONTROLE: _VOIR,
    Role.EMPLOI: _VOIR,
    # A partner sees the people entrusted to its structure, nobody else: see ParcoursQuerySet.confies_a.
    Role.PARTENAIRE: _VOIR | {_P.VOIR_FILE_ACTIVE},
    Role.ADMINISTRATEUR: _VOIR
    | {
        _P.REUNIR_FICHES,
        _P.VOIR_LECTURES,
        _P.CHARGER_FLUX,
        _P.IMPORTER_LISTES,
        _P.VOIR_ENVOIS,
        _P.GERER_ENVOIS,
        _P.VOIR_MODELES,
        _P.ADMINISTRER,
    },
}
