from django.urls import path

from spie.socle.courriers import views

app_name = "courriers"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/apercu.pdf", views.apercu, name="apercu"),
]
