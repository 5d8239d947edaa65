from django.urls import path

from spie.socle.envois.capteur import views

app_name = "demo"
urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("messages/<int:numero>.pdf", views.lettre, name="lettre"),
]
