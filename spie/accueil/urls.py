from django.urls import path

app_name = "accueil"
urlpatterns = []
