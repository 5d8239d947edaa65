"""What the doors answer, field by field, for the description that programs read."""

from rest_framework import serializers

from spie.accueil.api.changements_dits import CHAMP, FAITS
from spie.socle.personnes.models import Personne as Fiche
from spie.socle.personnes.rapprochement import Verdict


def _texte(**options):
    return serializers.CharField(**options)


class Refuse(serializers.Serializer):
    code = _texte(help_text="Un mot, pour le programme.")
    message = _texte(help_text="Une phrase en français, pour qui l'écrit.")


class Suivi(serializers.Serializer):
    modalite = _texte(allow_null=True)
    structure = _texte(allow_null=True)
    referent = _texte(allow_null=True)
    confie_le = serializers.DateField(allow_null=True)
    contrat_avant_le = serializers.DateField(allow_null=True)


class PersonneLue(serializers.Serializer):
    id = serializers.UUIDField()
    foyer = serializers.UUIDField()
    role = serializers.ChoiceField(Fiche.Role.choices)
    nom = _texte()
    nom_naissance = _texte()
    prenom = _texte()
    date_naissance = serializers.DateField(allow_null=True)
    nir_masque = _texte(allow_null=True, help_text="Sexe, année et deux derniers caractères ; au département seul.")
    droits_devoirs_depuis = serializers.DateField(allow_null=True)
    partie_le = serializers.DateField(allow_null=True)
    commune_insee = _texte(allow_null=True)
    parcours = Suivi(allow_null=True)


class PagePersonnes(serializers.Serializer):
    personnes = PersonneLue(many=True)
    suivante = _texte(allow_null=True, help_text="La « cle » de la page suivante ; null à la dernière.")


class FicheTrouvee(serializers.Serializer):
    id = serializers.UUIDField()
    score = serializers.IntegerField()
    raisons = serializers.ListField(child=_texte())


class LigneRapprochee(serializers.Serializer):
    ligne = serializers.IntegerField()
    decision = serializers.ChoiceField([verdict.value for verdict in Verdict])
    phrase = _texte()
    avertissements = serializers.ListField(child=_texte())
    fiches = FicheTrouvee(many=True)
    hors_perimetre = serializers.BooleanField()
    fautes = serializers.DictField(child=_texte())
    repete_ligne = serializers.IntegerField(allow_null=True)


class Rapprochees(serializers.Serializer):
    personnes = LigneRapprochee(many=True)


class ChangementDit(serializers.Serializer):
    id = serializers.UUIDField()
    type = serializers.ChoiceField([CHAMP, *FAITS])
    libelle = _texte()
    personne = serializers.UUIDField(allow_null=True)
    foyer = serializers.UUIDField(allow_null=True)
    champ = _texte(allow_null=True, help_text="« personne.nom » : lequel, jamais sa valeur.")
    remplace = serializers.UUIDField(allow_null=True, help_text="La fiche réunie à « personne », qui n'existe plus.")
    survenu_le = serializers.DateTimeField()


class SuiteChangements(serializers.Serializer):
    changements = ChangementDit(many=True)
    curseur = _texte(help_text="Le « depuis » de l'appel suivant.")
    encore = serializers.BooleanField()
