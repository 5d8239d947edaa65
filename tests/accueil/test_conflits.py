"""Deux agents sur le même bloc : chacun voit les deux, rien n'est perdu."""

import pytest
from django.db import connection

from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import (
    Contact,
    Personne,
)
from tests.accueil.fiche import en_clair, identite, poster
from tests.factories import MAINTENANT, une_personne

pytestmark = pytest.mark.usefixtures("ardeche", "variables_connues", "maintenant")


class TestDeuxAgentsSurLeMemeBloc:
    def un_conflit(self, client, personne, **champs):
        """The page was opened before a colleague renamed the person Zoé."""
        saisie = identite(personne, **champs)
        Personne.objects.filter(pk=personne.pk).update(prenom="Zoé")
        return saisie, poster(client, personne, "fiche:identite", **saisie)

    def test_la_page_montre_les_deux_champ_par_champ(self, referente, client):
        # given
        personne = une_personne()

        # when
        _, reponse = self.un_conflit(client, personne, nom="FACTICE", prenom="Chloé")

        # then
        contenu = en_clair(reponse)
        assert reponse.status_code == 409
        for mots in ("Ce que vous avez écrit", "Ce qui est enregistré", "FACTICE", "SPECIMEN", "Chloé", "Zoé"):
            assert mots in contenu
        personne.refresh_from_db()
        assert (personne.nom, personne.prenom) == ("SPECIMEN", "Zoé")

    def test_ce_que_l_agent_n_a_pas_touche_penche_pour_l_enregistre(self, referente, client):
        _, reponse = self.un_conflit(client, une_personne(), nom="FACTICE")
        assert {e.nom: e.choix for e in reponse.context["ecarts"]} == {"nom": "mien", "prenom": "enregistre"}

    def test_choisir_ligne_par_ligne_enregistre_les_choix(self, referente, client):
        # given
        personne = une_personne()
        saisie, reponse = self.un_conflit(client, personne, nom="FACTICE", prenom="Chloé")

        # when
        choix = {"version": reponse.context["version"], "garder-nom": "mien", "garder-prenom": "enregistre"}
        suite = poster(client, personne, "fiche:identite", **(saisie | choix))

        # then
        personne.refresh_from_db()
        assert suite.status_code == 302
        assert (personne.nom, personne.prenom) == ("FACTICE", "Zoé")

    def test_un_troisieme_agent_entre_temps_redonne_la_page(self, referente, client):
        # given
        personne = une_personne()
        saisie, reponse = self.un_conflit(client, personne, nom="FACTICE")
        Personne.objects.filter(pk=personne.pk).update(nom="EXEMPLE")

        # when
        choix = {"version": reponse.context["version"], "garder-nom": "mien", "garder-prenom": "enregistre"}
        suite = poster(client, personne, "fiche:identite", **(saisie | choix))

        # then
        assert suite.status_code == 409
        assert "EXEMPLE" in en_clair(suite)

    def test_ecrire_la_meme_chose_n_est_pas_un_conflit(self, referente, client):
        _, reponse = self.un_conflit(client, une_personne(), prenom="Zoé")
        assert reponse.status_code == 302

    def test_le_fichier_de_la_caf_compte_comme_quelqu_un(self, referente, client):
        # given
        personne = une_personne()
        saisie = identite(personne, nom="FACTICE")
        signer(origine=Origine.CAF, le=MAINTENANT)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE personnes_personne SET nom = 'EXEMPLE'")

        # when
        reponse = poster(client, personne, "fiche:identite", **saisie)

        # then
        assert reponse.status_code == 409

    def test_un_texte_libre_peut_garder_les_deux(self, referente, client):
        # given
        personne = une_personne()
        contact = personne.contacts.get()
        vus = {"titulaire": "PERSONNE", "precision": "", "version": contact.version}
        saisie = vus | {f"initial-{nom}": valeur for nom, valeur in vus.items()} | {"precision": "le soir"}
        Contact.objects.filter(pk=contact.pk).update(precision="le matin")

        # when
        conflit = poster(client, personne, "fiche:contact", contact.pk, **saisie)
        choix = {"version": conflit.context["version"], "garder-precision": "deux"}
        poster(client, personne, "fiche:contact", contact.pk, **(saisie | choix))

        # then
        assert "garder les deux" in en_clair(conflit)
        contact.refresh_from_db()
        assert contact.precision == "le matin / le soir"
