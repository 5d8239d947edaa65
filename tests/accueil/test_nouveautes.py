"""Ce qui a changé depuis ma dernière visite, et qui a lu quoi."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import (
    Consultation,
    Foyer,
    Personne,
)
from tests.accueil.fiche import en_clair, page, une_fiche_complete
from tests.architecture.test_budgets import LARGES, requetes
from tests.architecture.test_lecture import refuser_les_ecritures
from tests.factories import MAINTENANT, un_agent, un_departement, un_parcours, une_personne, une_structure

pytestmark = pytest.mark.usefixtures("ardeche", "variables_connues", "maintenant")


class TestCeQuiAChange:
    def visiter(self, agent, personne, il_y_a=timedelta(days=3)):
        Consultation.objects.create(personne=personne, agent=agent, le=MAINTENANT - il_y_a)

    def test_depuis_ma_derniere_visite_avec_l_origine(self, referente, client):
        # given
        personne, collegue = une_personne(mobile=None), un_agent(prenom="Sacha")
        self.visiter(referente, personne)
        signer(origine=Origine.CAF, le=MAINTENANT - timedelta(days=2))
        Foyer.objects.update(enfants_a_charge=2)
        signer(origine=Origine.AGENT, par=collegue, le=MAINTENANT - timedelta(days=1))
        Personne.objects.update(prenom="Zoé")
        signer(origine=Origine.AGENT, par=referente, le=MAINTENANT - timedelta(hours=5))
        Personne.objects.update(nom="FACTICE")

        # when
        reponse = page(client, personne)

        # then
        assert [(n["champ"], n["avant"], n["apres"], n["origine"]) for n in reponse.context["nouveau"]] == [
            ("Prénom", "Lina", "Zoé", "Sacha FACTICE"),
            ("Enfants à charge", "0", "2", "fichier de la CAF ou de la MSA"),
        ]
        assert "Dites-le-nous une fois" in en_clair(reponse)

    def test_ce_qui_date_d_avant_la_visite_n_est_plus_nouveau(self, referente, client):
        personne = une_personne(mobile=None)
        signer(origine=Origine.CAF, le=MAINTENANT - timedelta(days=5))
        Personne.objects.update(prenom="Zoé")
        self.visiter(referente, personne)
        contenu = en_clair(page(client, personne))
        assert "Rien n’a changé depuis" in contenu

    def test_recharger_la_page_n_efface_pas_les_nouveautes(self, referente, client):
        personne = une_personne(mobile=None)
        self.visiter(referente, personne)
        signer(origine=Origine.CAF, le=MAINTENANT - timedelta(days=1))
        Personne.objects.update(prenom="Zoé")
        assert page(client, personne).context["nouveau"] == page(client, personne).context["nouveau"] != []

    def test_les_faits_des_collegues_s_y_ajoutent(self, referente, client):
        personne, collegue = une_personne(mobile=None), un_agent()
        self.visiter(referente, personne)
        Trace.objects.create(
            type="OppositionEnregistree",
            personne_id=personne.pk,
            donnees={"canal": "SMS"},
            survenu_le=MAINTENANT - timedelta(days=1),
            acteur=collegue,
        )
        (fait,) = page(client, personne).context["nouveau"]
        assert fait["phrase"] == "Ne veut plus de messages par SMS."

    def test_a_la_premiere_visite_rien_n_est_nouveau(self, referente, client):
        personne = une_personne()
        Personne.objects.update(prenom="Zoé")
        reponse = page(client, personne)
        assert reponse.context["nouveau"] == []
        assert "pour la première fois" in en_clair(reponse)


class TestQuiALu:
    def test_chaque_ouverture_est_ecrite(self, referente, client):
        personne = une_personne()
        for nom in ("accueil:fiche", "accueil:fiche", "accueil:changements"):
            page(client, personne, nom)
        assert (
            list(Consultation.objects.values_list("agent", "personne", "le"))
            == [(referente.pk, personne.pk, MAINTENANT)] * 3
        )

    def test_ouvrir_la_fiche_n_ecrit_que_cela(self, referente, client):
        personne = une_fiche_complete()
        un_parcours(personne=personne)
        with connection.execute_wrapper(refuser_les_ecritures):
            for nom in ("accueil:fiche", "accueil:changements", "fiche:identite", "fiche:adresse", "mutations:quitter"):
                assert page(client, personne, nom).status_code == 200, nom
        assert Consultation.objects.count() == 2

    def test_ce_qui_n_est_pas_montre_n_est_pas_lu(self, connecte, client):
        connecte(Role.PARTENAIRE, structure=une_structure("Mission locale fictive", "MISSION_LOCALE"))
        personne = une_personne()
        for nom in ("accueil:fiche", "accueil:changements"):
            assert page(client, personne, nom).status_code == 404
        assert not Consultation.objects.exists()

    def test_un_autre_departement_ne_voit_rien(self, referente, client):
        personne = une_personne()
        un_departement("08", "Ardennes")
        assert client.get(reverse("accueil:fiche", args=[personne.pk]), HTTP_HOST="08.testserver").status_code in (
            302,
            403,
            404,
        )


def test_les_modifications_se_parcourent_page_par_page(referente, client):
    # given: sixty changes of the same moment
    personne = une_personne(mobile=None)
    signer(origine=Origine.CAF, le=MAINTENANT)
    for rang in range(60):
        Foyer.objects.update(enfants_a_charge=rang + 1)

    # when
    premiere = page(client, personne, "accueil:changements")
    dernier = premiere.context["dernier"]
    chemin = reverse("accueil:changements", args=[personne.pk])
    suite = client.get(chemin, {"avant": dernier.le.isoformat(), "id": str(dernier.pk)})

    # then
    vus = [c["apres"] for p in (premiere, suite) for c in p.context["changements"]]
    assert sorted(map(int, vus)) == list(range(1, 61))
    assert suite.context["dernier"] is None


@pytest.mark.parametrize("parametres", [{"avant": "x", "id": "y"}, {"avant": "2026-11-24T00:00:00+01:00"}, {"id": "1"}])
def test_une_adresse_fantaisiste_ne_casse_rien(referente, client, parametres):
    personne = une_personne()
    assert client.get(reverse("accueil:changements", args=[personne.pk]), parametres).status_code == 200


def test_la_fiche_coute_peu_de_requetes(referente, client):
    personne = une_fiche_complete()
    un_parcours(personne=personne)
    Consultation.objects.create(personne=personne, agent=referente, le=MAINTENANT - timedelta(days=3))
    assert requetes(lambda: page(client, personne)) <= LARGES["accueil:fiche"]
