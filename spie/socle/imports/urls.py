from django.urls import path

from spie.socle.imports.views import fichiers, import_liste, ligne

app_name = "imports"
urlpatterns = [
    path("", import_liste.accueil, name="accueil"),
    path("listes/", import_liste.listes, name="listes"),
    path("listes/modele-<str:nature>.<str:forme>", fichiers.modele, name="modele"),
    path("listes/<uuid:import_id>/", import_liste.detail, name="detail"),
    path("listes/<uuid:import_id>/colonnes/", import_liste.colonnes, name="colonnes"),
    path("listes/<uuid:import_id>/choix/", ligne.cocher, name="cocher"),
    path("listes/<uuid:import_id>/ressemblances/", ligne.accepter, name="accepter"),
    path("listes/<uuid:import_id>/reessayer/", ligne.reessayer, name="reessayer"),
    path("listes/<uuid:import_id>/annuler/", import_liste.annuler, name="annuler"),
    path("listes/<uuid:import_id>/abandonner/", import_liste.abandonner, name="abandonner"),
    path("listes/<uuid:import_id>/rejets.csv", fichiers.rejets, name="rejets"),
    path("listes/<uuid:import_id>/lignes/<uuid:ligne_id>/", ligne.ligne, name="ligne"),
    path("listes/<uuid:import_id>/lignes/<uuid:ligne_id>/corriger/", ligne.corriger, name="corriger"),
    path("listes/<uuid:import_id>/lignes/<uuid:ligne_id>/qui/", ligne.qui, name="qui"),
]
