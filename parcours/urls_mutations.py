from django.urls import path

from parcours.views import mutation

app_name = "mutations"
urlpatterns = [
    path("personnes/<uuid:personne_id>/depart/", mutation.quitter, name="quitter"),
    path("personnes/<uuid:personne_id>/retour/", mutation.revenir, name="revenir"),
    path("dossiers-recus/", mutation.recus, name="recus"),
    path("dossiers-recus/<uuid:pli_id>/", mutation.recu, name="recu"),
    path("dossiers-recus/<uuid:pli_id>/refuser/", mutation.refuser, name="refuser"),
]
