from django.urls import path

from spie.socle.interface import views

app_name = "interface"

urlpatterns = [path("accessibilite/", views.accessibilite, name="accessibilite")]
