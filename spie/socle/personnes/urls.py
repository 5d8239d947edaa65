from django.urls import path

from spie.socle.personnes.views import consultation, contact, foyer, fusion, identite, opposition

app_name = "fiche"
urlpatterns = [
    path("<uuid:personne_id>/identite/", identite.corriger, name="identite"),
    path("<uuid:personne_id>/numero/", identite.noter_nir, name="nir"),
    path("<uuid:personne_id>/echanges/", identite.noter_echanges, name="echanges"),
    path("<uuid:personne_id>/contacts/ajouter/", contact.ajouter, name="ajouter_contact"),
    path("<uuid:personne_id>/contacts/<uuid:contact_id>/", contact.modifier, name="contact"),
    path("<uuid:personne_id>/contacts/<uuid:contact_id>/verifier/", contact.verifier, name="verifier_contact"),
    path("<uuid:personne_id>/contacts/<uuid:contact_id>/terminer/", contact.terminer, name="terminer_contact"),
    path("<uuid:personne_id>/refus/", opposition.enregistrer, name="opposition"),
    path("<uuid:personne_id>/refus/lever/", opposition.lever, name="lever_opposition"),
    path("<uuid:personne_id>/adresse/", foyer.changer_adresse, name="adresse"),
    path("<uuid:personne_id>/foyer/quitter/", foyer.quitter, name="quitter_foyer"),
    path("<uuid:personne_id>/lectures/", consultation.lectures, name="lectures"),
    path("<uuid:personne_id>/reunir/", fusion.reunir, name="reunir"),
    path("<uuid:personne_id>/reunir/<uuid:autre_id>/", fusion.reunir_avec, name="reunir_avec"),
    path("fiches-reunies/<uuid:fusion_id>/", fusion.fusion, name="fusion"),
    path("fiches-reunies/<uuid:fusion_id>/separer/", fusion.separer, name="separer"),
]
