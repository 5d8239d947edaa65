"""The lifecycle of an imported list, and what became of each of its rows."""

from django.db.models import TextChoices

from spie.socle.states import Machine


class EtatImport(TextChoices):
    COLONNES = "COLONNES", "colonnes à relier"
    VERIFICATION = "VERIFICATION", "vérification en cours"
    A_TRAITER = "A_TRAITER", "vérifié, à importer"
    APPLICATION = "APPLICATION", "import en cours"
    APPLIQUE = "APPLIQUE", "importé"
    ABANDONNE = "ABANDONNE", "abandonné"
    ANNULE = "ANNULE", "annulé"


_E = EtatImport
OUVERTS = (_E.COLONNES, _E.VERIFICATION, _E.A_TRAITER, _E.APPLICATION)
AU_TRAVAIL = (_E.VERIFICATION, _E.APPLICATION)
# Rows may be corrected, answered and picked.
MODIFIABLES = (_E.A_TRAITER, _E.APPLIQUE)

IMPORT = Machine(
    relier=({_E.COLONNES, _E.A_TRAITER}, _E.VERIFICATION),
    presenter=({_E.VERIFICATION}, _E.A_TRAITER),
    appliquer=({_E.A_TRAITER, _E.APPLIQUE}, _E.APPLICATION),
    conclure=({_E.APPLICATION}, _E.APPLIQUE),
    abandonner=({_E.COLONNES, _E.A_TRAITER}, _E.ABANDONNE),
    annuler=({_E.APPLIQUE}, _E.ANNULE),
)


class StatutLigne(TextChoices):
    A_CREER = "A_CREER", "nouvelle personne"
    A_COMPLETER = "A_COMPLETER", "personne connue, à compléter"
    A_JOUR = "A_JOUR", "personne connue, rien à changer"
    A_CONFIRMER = "A_CONFIRMER", "est-ce la même personne ?"
    DOUBLON = "DOUBLON", "déjà dans ce fichier"
    ERREUR = "ERREUR", "à corriger"
    INCONNUE = "INCONNUE", "inconnue, rien à compléter"
    CREEE = "CREEE", "créée"
    MODIFIEE = "MODIFIEE", "complétée"
    ECHEC = "ECHEC", "n'a pas pu être importée"


IMPORTABLES = (StatutLigne.A_CREER, StatutLigne.A_COMPLETER)
IMPORTEES = (StatutLigne.CREEE, StatutLigne.MODIFIEE)
REJETEES = (
    StatutLigne.ERREUR,
    StatutLigne.DOUBLON,
    StatutLigne.A_CONFIRMER,
    StatutLigne.INCONNUE,
    StatutLigne.ECHEC,
)
