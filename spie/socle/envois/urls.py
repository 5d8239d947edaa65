from django.urls import path

from spie.socle.envois import rappels, recus, views

app_name = "envois"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("a-imprimer/", views.a_imprimer, name="a_imprimer"),
    path("a-imprimer/lot.pdf", views.imprimer, name="imprimer"),
    path("reponses/", recus.liste, name="recus"),
    path("reponses/<uuid:recu_id>/lue/", recus.lire, name="lire_recu"),
    path("accuses/<slug:genre>/<str:jeton>/", rappels.accuse, name="accuse"),
    path("<uuid:envoi_id>/", views.detail, name="detail"),
    path("<uuid:envoi_id>/relancer/", views.relancer, name="relancer"),
    path("<uuid:envoi_id>/courrier.pdf", views.courrier, name="courrier"),
]
