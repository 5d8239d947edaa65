"""Take an import back after having looked at what it made: the reading stays provable, the file is gone."""

from datetime import timedelta

import pytest

from spie.socle.historique.models import Trace
from spie.socle.imports import services
from spie.socle.personnes.models import Consultation, Personne
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT
from tests.socle.imports.conftest import NIR

pytestmark = pytest.mark.usefixtures("maintenant")
LINA = f"SPECIMEN;Lina;17/05/1990;{NIR};;DEM;06 39 98 00 01;lina@example.org;1 rue Imaginaire;07200;Aubenas"


def test_ouvrir_une_fiche_n_empeche_pas_d_annuler_l_import_et_la_lecture_se_prouve_encore(atelier, client):
    # given the pilot opened the file that the import had made
    importe = atelier.importer(atelier.verifier(LINA))
    client.force_login(atelier.pilote)
    client.defaults["HTTP_HOST"] = "07.testserver"
    with departement_courant("07"):
        lina = Personne.objects.get()
    assert client.get(f"/personnes/{lina.pk}/").status_code == 200

    # when
    with departement_courant("07"):
        assert services.blocages(importe) == []
        services.annuler(importe=importe, par=atelier.pilote, le=MAINTENANT + timedelta(hours=2))

    # then
    with departement_courant("07"):
        assert not Personne.objects.exists()
        lecture = Consultation.objects.get()
        assert (lecture.personne_id, lecture.agent) == (None, atelier.pilote)
        trace = Trace.objects.get(type="LectureGardee")
        assert (trace.personne_id, trace.donnees["agent_id"]) == (lina.pk, str(atelier.pilote.pk))
