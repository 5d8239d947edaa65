"""Deux fiches n'en font plus qu'une : ce que la fiche en dit, et comment elles redeviennent deux."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from parcours.models import Parcours
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Fusion, Personne
from spie.socle.personnes.services.identite import corriger_identite
from tests.factories import (
    MAINTENANT,
    un_agent,
    un_parcours,
    une_personne,
)
from tests.pages import mots
from tests.socle.personnes.fusions import confirmer, photographie, reunir

pytestmark = pytest.mark.usefixtures("maintenant")


class TestApresLaReunion:
    def test_l_ancienne_adresse_mene_a_la_fiche_qui_reste_et_le_dit(self, client, deux, encadrante):
        reunir(*deux, encadrante)
        for nom in ("accueil:fiche", "accueil:changements"):
            reponse = client.get(reverse(nom, args=[deux[1].pk]), follow=True)
            assert reponse.redirect_chain == [(reverse(nom, args=[deux[0].pk]), 302)]
            assert "La fiche demandée a été réunie avec celle-ci" in mots(reponse)

    def test_un_partenaire_ne_suit_pas_l_ancienne_adresse_d_une_personne_qui_ne_lui_est_pas_confiee(
        self, client, connecte
    ):
        deux = une_personne("BALDI"), une_personne("BALDI", mobile=None)
        reunir(*deux, un_agent(Role.ENCADRANT))
        connecte(Role.PARTENAIRE)
        assert client.get(reverse("accueil:fiche", args=[deux[1].pk])).status_code == 404

    def test_la_chronologie_des_deux_fiches_se_lit_sur_une_seule(self, client, deux, encadrante):
        dit = {"personne_id": deux[1].pk, "type": "SortieDroitsDevoirs", "donnees": {"motif": "droit fermé"}}
        Trace.objects.create(survenu_le=MAINTENANT - timedelta(days=9), **dit)
        fiche = reverse("accueil:fiche", args=[deux[0].pk])
        assert "Sort des droits et devoirs : droit fermé." not in mots(client.get(fiche))
        reunir(*deux, encadrante)
        assert "Sort des droits et devoirs : droit fermé." in mots(client.get(fiche))

    def test_passe_le_delai_la_fiche_ne_propose_plus_rien(self, client, deux, encadrante):
        faite = reunir(*deux, encadrante, le=MAINTENANT - timedelta(days=40))
        assert "Séparer de nouveau" not in mots(client.get(reverse("accueil:fiche", args=[deux[0].pk])))
        assert "Le délai est passé" in mots(client.get(reverse("fiche:fusion", args=[faite.pk])))
        client.post(reverse("fiche:separer", args=[faite.pk]))
        assert Personne.objects.count() == 1


class TestSeparer:
    def page(self, client, faite):
        return mots(client.get(reverse("fiche:fusion", args=[faite.pk])))

    def separer(self, client, faite):
        page = reverse("fiche:fusion", args=[faite.pk])
        return client.post(reverse("fiche:separer", args=[faite.pk]), headers={"Referer": page}, follow=True)

    def test_la_page_dit_ce_qui_sera_remis_puis_remet_tout(self, client, deux, encadrante):
        # given
        un_parcours(personne=deux[1])
        avant = photographie()
        confirmer(client, *deux, prenom="absorbee")
        faite = Fusion.objects.get()

        # when
        page = self.page(client, faite)
        reponse = self.separer(client, faite)

        # then
        assert "BALDI Maelle retrouve sa fiche, avec ce qu’elle contenait : 1 téléphone ou courriel" in page
        assert "La fiche qui reste reprend ses valeurs d’avant : prénom." in page
        assert "de nouveau séparées" in mots(reponse)
        assert photographie() == avant

    def test_ce_qui_a_ete_corrige_depuis_est_annonce_et_reste(self, client, deux, encadrante):
        confirmer(client, *deux, prenom="absorbee")
        corriger_identite(
            personne=Personne.objects.get(), version=2, motif="faute de frappe", prenom="Maël", par=encadrante,
            le=MAINTENANT + timedelta(minutes=5),
        )  # fmt: skip
        faite = Fusion.objects.get()
        page = self.page(client, faite)
        assert "Corrigé depuis, donc laissé tel quel : prénom." in page
        assert "1 fait noté depuis reste sur la fiche qui reste" in page
        assert "n’a pas été changé" in mots(self.separer(client, faite))
        assert set(Personne.objects.values_list("prenom", flat=True)) == {"Maël", "Maelle"}

    def test_separer_deux_fois_le_dit(self, client, deux, encadrante):
        faite = reunir(*deux, encadrante)
        self.separer(client, faite)
        assert "Ces deux fiches sont déjà séparées." in mots(self.separer(client, faite))

    def test_la_plus_recente_se_separe_d_abord(self, client, deux, encadrante):
        premiere = reunir(*deux, encadrante, le=MAINTENANT - timedelta(days=2))
        seconde = reunir(deux[0], une_personne("BALDI", "Mael", mobile=None), encadrante)
        page = client.get(reverse("fiche:fusion", args=[premiere.pk]))
        assert "de la plus récente à la plus ancienne" in mots(page)
        assert reverse("fiche:fusion", args=[seconde.pk]) in page.content.decode()

    def test_un_numero_donne_depuis_a_quelqu_un_d_autre_empeche_de_separer(self, client, deux, encadrante):
        deux[1].poser_nir("2900507019901")
        deux[1].save()
        faite = reunir(*deux, encadrante)
        Personne.objects.filter(pk=deux[0].pk).update(nir_chiffre=None, nir_empreinte=None, nir_fin=None)
        autre = une_personne("PLACEBO", mobile=None)
        autre.poser_nir("2900507019901")
        autre.save()
        assert "est maintenant celui d’une autre personne" in self.page(client, faite)
        assert "est maintenant celui d’une autre personne" in mots(self.separer(client, faite))
        assert Personne.objects.count() == 2

    def test_un_parcours_ouvert_depuis_a_la_place_de_celui_qui_reviendrait_empeche_de_separer(
        self, client, deux, encadrante
    ):
        # given: the path of the kept file gave way to the entrusted one, which has ended since; a third one runs
        un_parcours(personne=deux[0])
        referent = un_agent(Role.REFERENT).affectations.get()
        confie = un_parcours(
            personne=deux[1], modalite="SOCIALE", structure=referent.structure, referent=referent,
            confie_le=date(2026, 11, 20),
        )  # fmt: skip
        faite = reunir(*deux, encadrante)
        Parcours.objects.filter(pk=confie.pk).update(clos_le=MAINTENANT, motif_cloture="déménagement")
        un_parcours(personne=deux[0])
        avant = photographie()

        # when
        reponse = self.separer(client, faite)

        # then
        assert "empêche de remettre les deux fiches comme avant : un autre élément (parcours) a été ouvert." in mots(
            reponse
        )
        assert photographie() == avant
