"""Les pages par lesquelles deux fiches n'en font plus qu'une."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import Adresse, Consultation, Fusion, Personne
from spie.socle.personnes.services.fusion import annuler
from spie.socle.personnes.services.identite import corriger_identite
from tests.factories import (
    MAINTENANT,
    un_dossier,
    un_parcours,
    une_convocation,
    une_personne,
)
from tests.pages import mots
from tests.socle.personnes.fusions import AVEC_ELLE, SUR_DOCUMENT, adresse, comparer, confirmer, reunir

pytestmark = pytest.mark.usefixtures("maintenant")


def propositions(reponse):
    return {c.nom: (c.propose, c.pourquoi) for c in reponse.context["apercu"].cotes if c.differe}


class TestChoisirLAutreFiche:
    def choisir(self, client, personne, **saisie):
        page = reverse("fiche:reunir", args=[personne.pk])
        return client.post(page, saisie) if saisie else client.get(page)

    def test_la_fiche_qui_ressemble_est_proposee_avec_ses_raisons(self, client, deux):
        une_personne("TOUTAUTRE", "Karim", mobile=None, date_naissance=date(1971, 1, 3))
        reponse = self.choisir(client, deux[0])
        assert [s.personne_id for s in reponse.context["semblables"]] == [deux[1].pk]
        assert "même nom, même prénom, même date de naissance" in mots(reponse)
        assert adresse(*deux) in reponse.content.decode()

    def test_ce_qui_separe_deux_fiches_semblables_est_dit(self, client, deux):
        for personne, nir in zip(deux, ("2900507019901", "2900507019902"), strict=True):
            personne.poser_nir(nir)
            personne.save()
        assert "NIR différent" in mots(self.choisir(client, deux[0]))

    def test_une_fiche_sans_double_le_dit(self, client, encadrante):
        assert "Aucune autre fiche du département" in mots(self.choisir(client, une_personne()))

    def test_une_autre_fiche_se_cherche_sans_que_son_nom_passe_dans_l_adresse(self, client, deux):
        autre = une_personne("PLACEBO", "Eva", mobile=None)
        reponse = self.choisir(client, deux[0], q="placebo")
        assert adresse(deux[0], autre) in reponse.content.decode()
        assert reponse.status_code == 200

    def test_une_recherche_trop_large_demande_de_preciser(self, client, encadrante):
        for rang in range(9):
            une_personne("PLACEBO", f"Eva{chr(97 + rang)}", mobile=None)
        reponse = self.choisir(client, une_personne(), q="placebo")
        assert len(reponse.context["trouvees"]) == 8
        assert "D’autres fiches répondent" in mots(reponse)

    def test_la_recherche_ne_propose_pas_la_fiche_elle_meme(self, client, encadrante):
        personne = une_personne("PLACEBO", "Eva")
        assert "Aucune autre fiche trouvée" in mots(self.choisir(client, personne, q="placebo"))

    @pytest.mark.parametrize(("saisie", "phrase"), [("", "Écrivez un nom"), ("b", "au moins deux lettres")])
    def test_une_recherche_vide_se_corrige(self, client, encadrante, saisie, phrase):
        reponse = self.choisir(client, une_personne(), q=saisie)
        assert (reponse.status_code, phrase in mots(reponse)) == (422, True)


class TestComparer:
    def test_un_choix_seulement_pour_ce_qui_differe(self, client, deux):
        champs = comparer(client, *deux).context["form"].fields
        assert ("prenom" in champs, "adresse" in champs, "nom" in champs) == (True, True, False)

    def test_ce_qui_va_suivre_est_compte_en_mots(self, client, deux):
        une_convocation(parcours=un_parcours(personne=deux[1]))
        page = mots(comparer(client, *deux))
        assert "1 téléphone ou courriel" in page
        assert "1 parcours" in page
        assert "1 convocation à une réunion" in page

    def test_ce_qu_un_agent_a_corrige_est_propose(self, client, deux, encadrante):
        commun = {"version": 1, "motif": "pièce d'identité vue", "par": encadrante, "le": MAINTENANT}
        corriger_identite(personne=deux[1], prenom="Mélaine", **commun)
        assert propositions(comparer(client, *deux))["prenom"] == ("absorbee", "corrigée par un agent")

    def test_sinon_la_valeur_la_plus_recente(self, client, deux):
        signer(origine=Origine.IMPORT, le=MAINTENANT - timedelta(days=3))
        Personne.objects.filter(pk=deux[1].pk).update(prenom="Mélaine")
        assert propositions(comparer(client, *deux))["prenom"] == ("absorbee", "la plus récente (21/11/2026)")

    def test_une_reunion_defaite_ne_rend_rien_plus_recent(self, client, deux, encadrante):
        faite = reunir(*deux, encadrante, choix={"prenom": "absorbee"})
        annuler(fusion=faite, par=encadrante, le=MAINTENANT)
        assert propositions(comparer(client, *deux))["prenom"] == ("gardee", "celle de la fiche qui reste")

    def test_sinon_celle_du_dossier_de_la_caf(self, client, deux):
        un_dossier(deux[1].foyer)
        assert propositions(comparer(client, *deux))["prenom"] == (
            "absorbee",
            "celle du dossier de la CAF ou de la MSA",
        )

    def test_sinon_celle_de_la_fiche_qui_reste(self, client, deux):
        assert propositions(comparer(client, *deux))["prenom"] == ("gardee", "celle de la fiche qui reste")

    def test_l_adresse_la_plus_recente_est_proposee(self, client, deux):
        Adresse.objects.filter(foyer=deux[1].foyer).update(du=date(2026, 10, 1))
        assert propositions(comparer(client, *deux))["adresse"] == (
            "absorbee",
            "la plus récente (depuis le 01/10/2026)",
        )

    def test_une_famille_garde_son_foyer_et_c_est_dit(self, client, deux):
        une_personne("BALDI", "Karim", foyer=deux[1].foyer, role="CJT", mobile=None)
        reponse = comparer(client, *deux)
        assert "BALDI Maelle vit avec BALDI Karim. Leur foyer" in mots(reponse)
        assert "adresse" not in reponse.context["form"].fields

    def test_mieux_vaut_garder_la_fiche_du_dossier_rsa(self, client, deux):
        un_dossier(deux[1].foyer)
        assert "mieux vaut que ce soit elle qui reste" in mots(comparer(client, *deux))
        assert "mieux vaut" not in mots(comparer(client, *reversed(deux)))

    def test_deux_personnes_du_meme_foyer_sont_signalees(self, client, encadrante):
        une = une_personne("BALDI", "Maëlle")
        conjoint = une_personne("BALDI", "Karim", foyer=une.foyer, role="CJT", mobile=None)
        assert "dans le même foyer" in mots(comparer(client, une, conjoint))

    def test_deux_fiches_sans_rapport_le_disent(self, client, encadrante):
        autre = une_personne("PLACEBO", "Eva", mobile=None, date_naissance=date(1971, 1, 3))
        assert "se ressemblent peu" in mots(comparer(client, une_personne(), autre))

    def test_une_fiche_partie_est_signalee(self, client, deux):
        Personne.objects.filter(pk=deux[1].pk).update(partie_le=date(2026, 10, 1))
        assert "a quitté le département" in mots(comparer(client, *deux))

    def test_les_deux_lectures_sont_enregistrees(self, client, deux, encadrante):
        comparer(client, *deux)
        lues = Consultation.objects.filter(agent=encadrante).values_list("personne_id", flat=True)
        assert set(lues) == {deux[0].pk, deux[1].pk}

    def test_une_fiche_ne_se_compare_pas_avec_elle_meme(self, client, deux):
        reponse = comparer(client, deux[0], deux[0])
        assert (reponse.status_code, "C&#x27;est la même fiche" in reponse.content.decode()) == (422, True)


class TestReunir:
    def test_la_fiche_qui_reste_porte_les_valeurs_choisies(self, client, deux, encadrante):
        # when
        reponse = confirmer(client, *deux, prenom="absorbee")

        # then
        assert reponse.redirect_chain[-1][0] == reverse("accueil:fiche", args=[deux[0].pk])
        assert Personne.objects.get().prenom == "Maelle"
        assert Fusion.objects.get().faite_par == encadrante
        page = mots(reponse)
        assert "Les deux fiches n’en font plus qu’une." in page
        assert "Séparer de nouveau (possible jusqu’au jeu. 24 déc. 2026)" in page

    def test_sans_raison_rien_ne_se_reunit_et_les_choix_restent(self, client, deux):
        reponse = confirmer(client, *deux, prenom="absorbee", motif="")
        assert (reponse.status_code, "Dites pourquoi" in mots(reponse)) == (422, True)
        assert reponse.context["form"]["prenom"].value() == "absorbee"
        assert Personne.objects.count() == 2

    def test_deux_nir_differents_demandent_un_choix_et_un_document(self, client, deux):
        # given
        for personne, nir in zip(deux, ("2900507019901", "2900507019902"), strict=True):
            personne.poser_nir(nir)
            personne.save()

        # when nothing is chosen
        page = mots(confirmer(client, *deux))
        assert "numéros de sécurité sociale sont différents" in page
        assert "Choisissez laquelle des deux valeurs" in page
        assert "il faut l’avoir vérifié sur un document" in page
        assert Personne.objects.count() == 2

        # when the number was chosen without a document
        confirmer(client, *deux, nir="absorbee")
        assert Personne.objects.count() == 2

        # then
        confirmer(client, *deux, nir="absorbee", motif=SUR_DOCUMENT)
        assert Personne.objects.get().nir == "2900507019902"

    def test_une_fiche_changee_entre_temps_se_relit(self, client, deux):
        # given the page as it was opened
        vu = comparer(client, *deux).context["form"]["vu"].value()
        Personne.objects.filter(pk=deux[1].pk).update(prenom="Autre")

        # when
        reponse = confirmer(client, *deux, vu=vu, prenom="absorbee")

        # then
        assert "a changé pendant que vous compariez" in mots(reponse)
        assert "Autre" in mots(reponse)
        assert Personne.objects.count() == 2
        assert confirmer(client, *deux, vu=reponse.context["form"]["vu"].value()).status_code == 200
        assert Personne.objects.count() == 1

    def test_un_double_clic_ne_reunit_qu_une_fois(self, client, deux):
        form = comparer(client, *deux).context["form"]
        envoi = {champ.name: champ.value() for champ in form} | {"motif": AVEC_ELLE}
        client.post(adresse(*deux), envoi)
        reponse = client.post(adresse(*deux), envoi, follow=True)
        assert reponse.redirect_chain[-1][0] == reverse("accueil:fiche", args=[deux[0].pk])
        assert "Ces deux fiches sont réunies." in mots(reponse)
        assert Fusion.objects.count() == 1


class TestQuiPeut:
    @pytest.mark.parametrize("role", [Role.REFERENT, Role.ACCUEIL, Role.PARTENAIRE, Role.CONTROLE, Role.EMPLOI])
    def test_les_autres_ne_reunissent_rien_et_ne_voient_pas_le_lien(self, client, connecte, role):
        gardee, absorbee = une_personne("BALDI"), une_personne("BALDI", mobile=None)
        connecte(role)
        assert comparer(client, gardee, absorbee).status_code == 403
        assert client.post(adresse(gardee, absorbee), {"motif": AVEC_ELLE}).status_code == 403
        assert (
            "Deux fiches pour la même personne"
            not in client.get(reverse("accueil:fiche", args=[gardee.pk])).content.decode()
        )

    @pytest.mark.parametrize("role", [Role.ENCADRANT, Role.PILOTE, Role.ADMINISTRATEUR])
    def test_qui_encadre_pilote_ou_administre_le_peut(self, client, connecte, role):
        gardee, absorbee = une_personne("BALDI"), une_personne("BALDI", mobile=None)
        connecte(role)
        fiche = client.get(reverse("accueil:fiche", args=[gardee.pk]))
        assert reverse("fiche:reunir", args=[gardee.pk]) in fiche.content.decode()
        assert comparer(client, gardee, absorbee).status_code == 200
