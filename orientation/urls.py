from django.urls import path

from orientation.views import decision, file, file_active, public

app_name = "orientation"
urlpatterns = [
    path("orientation/", file.file, name="file"),
    path("orientation/aide/", public.aide, name="aide"),
    path("orientation/<uuid:orientation_id>/", decision.decider, name="decider"),
    path("orientation/<uuid:orientation_id>/lettre.pdf", decision.lettre, name="lettre"),
    path("file-active/", file_active.file_active, name="file_active"),
]
