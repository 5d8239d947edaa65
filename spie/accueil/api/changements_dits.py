"""The facts told to programs, in words without anybody's data."""

# Fields that change are told by what PostgreSQL notes.
FAITS = {
    "EntreeDroitsDevoirs": "Entre dans les droits et devoirs",
    "SortieDroitsDevoirs": "Sort des droits et devoirs",
    "AbsenceDuFlux": "N'est plus dans le fichier de l'organisme payeur",
    "RetourDansLeFlux": "De nouveau dans le fichier de l'organisme payeur",
    "MutationAnnoncee": "Mutation annoncée par l'organisme payeur",
    "FaitGenerateurRecu": "Événement signalé par l'organisme payeur",
    "PersonneImportee": "Fiche créée par une liste importée",
    "PersonneCompletee": "Fiche complétée par une liste importée",
    "FichesReunies": "Deux fiches n'en font plus qu'une",
    "FusionDefaite": "Deux fiches réunies sont de nouveau séparées",
    "ContactModifie": "Précision d'une coordonnée corrigée",
    "ContactVerifie": "Coordonnée vérifiée avec la personne",
    "OppositionEnregistree": "Ne veut plus de messages par un canal",
    "OppositionLevee": "Accepte de nouveau les messages d'un canal",
    "FoyerQuitte": "A maintenant son propre foyer",
    "DepartementQuitte": "Quitte le département",
    "DossierRetrouve": "Dossier retrouvé",
    "PersonneRevenue": "De retour, à orienter de nouveau",
    "ParcoursOuvert": "Un parcours s'ouvre",
    "ParcoursConfie": "Parcours confié",
    "ParcoursRepris": "Suivi commencé dans un autre outil repris",
    "ParcoursClos": "Le parcours se termine",
    "OrientationDecidee": "Orientation décidée",
    "OrientationBasculee": "Six semaines légales écoulées",
    "PresenceConstatee": "Présence à une réunion d'information constatée",
    "AbsenceQualifiee": "Absence à une réunion d'information qualifiée",
}
# Told to the structure that followed the person, when they have just left its perimeter.
SORTIES = ("ParcoursClos", "DepartementQuitte")
CHAMP = "ChampModifie"
