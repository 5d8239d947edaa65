"""Two files made one in a test, and a picture of every row by which to compare before and after."""

import json

from django.db import connection
from django.urls import reverse

from orientation.models import Orientation
from parcours.models import Convocation
from spie.socle.personnes.fusion.reunion import liens_vers
from spie.socle.personnes.models import Foyer, Personne, SoumissionDroitsDevoirs
from spie.socle.personnes.services import fusion as services
from tests.factories import MAINTENANT

AVEC_ELLE, SUR_DOCUMENT = "même personne, vérifié avec elle", "même personne, vérifié sur un document"


def reunir(gardee, absorbee, par, **champs):
    return services.reunir(
        gardee=gardee,
        absorbee=absorbee,
        **{"choix": {}, "motif": "même personne", "par": par, "le": MAINTENANT} | champs,
    )


def une_soumission(personne, *, notifie, recue):
    personne.sdd_depuis = recue
    personne.save(update_fields=["sdd_depuis"])
    return SoumissionDroitsDevoirs.objects.create(personne=personne, droit_notifie_le=notifie, info_recue_le=recue)


def photographie() -> str:
    """Every row that speaks of people, but what only counts versions or tells history."""
    tables = {champ.model for modele in (Personne, Foyer) for champ in liens_vers(modele)}
    tables |= {Personne, Foyer, Convocation, Orientation}
    hors = ("Fusion", "Changement", "Consultation", "Appartenance")
    lignes = []
    with connection.cursor() as cursor:
        for modele in sorted(tables, key=lambda m: m._meta.label):
            if modele.__name__ in hors:
                continue
            sans = "- 'version' - 'version_identite' - 'version_echanges'"
            cursor.execute(f"SELECT to_jsonb(t) {sans} FROM {modele._meta.db_table} t ORDER BY id")  # noqa: S608
            lignes += [(modele._meta.label, json.loads(ligne)) for (ligne,) in cursor.fetchall()]
    return json.dumps(lignes, sort_keys=True)


def adresse(gardee, absorbee):
    return reverse("fiche:reunir_avec", args=[gardee.pk, absorbee.pk])


def comparer(client, gardee, absorbee):
    return client.get(adresse(gardee, absorbee))


def confirmer(client, gardee, absorbee, **champs):
    """What the browser sends: the proposals of the page, unless said otherwise."""
    form = comparer(client, gardee, absorbee).context["form"]
    envoi = {champ.name: champ.value() or "" for champ in form} | {"motif": AVEC_ELLE}
    return client.post(adresse(gardee, absorbee), envoi | champs, follow=True)
