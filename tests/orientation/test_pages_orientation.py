"""La file et la décision, telles qu’on s’en sert : choisir, relire ce qui part, décider, passer à la suivante."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from orientation import letters
from orientation.models import Orientation
from spie.socle.comptes.roles import Role
from spie.socle.envois.models import Envoi
from spie.socle.envois.segmentation import segments
from tests.factories import (
    AUJOURDHUI,
    un_agent,
    un_parcours,
    un_territoire,
    une_commune,
    une_orientation,
    une_personne,
    une_structure,
)

pytestmark = pytest.mark.usefixtures("ardeche", "maintenant")


def une_urgence(nom, *, dans, **champs):
    parcours = un_parcours(personne=une_personne(nom, **champs))
    return une_orientation(parcours=parcours, echeance_locale=AUJOURDHUI + timedelta(days=dans))


def un_choix(referent, **champs):
    return {"modalite": "SOCIALE", "referent": str(referent.pk), "motif": "Vous cherchez un logement."} | champs


def adresse(orientation, nom="decider"):
    return reverse(f"orientation:{nom}", args=[orientation.pk])


def test_la_plus_urgente_est_en_haut_avec_la_raison_de_son_echeance(client, connecte):
    connecte(Role.ENCADRANT)
    une_urgence("TRANQUILLE", dans=30), une_urgence("EN-RETARD", dans=-4)
    page = client.get(reverse("orientation:file")).content.decode()
    assert page.index("EN-RETARD") < page.index("TRANQUILLE")
    assert "dépassé de 4 jours" in page
    assert "échéance le ven. 20 nov. 2026" in page
    assert "droit notifié le lun. 2 nov. 2026" in page


def test_qui_decide_ouvre_la_decision_qui_regarde_ouvre_la_fiche(client, connecte):
    orientation = une_urgence("SPECIMEN", dans=3)
    fiche = reverse("accueil:fiche", args=[orientation.parcours.personne_id])
    connecte(Role.ENCADRANT)
    assert f'href="{adresse(orientation)}"' in client.get(reverse("orientation:file")).content.decode()
    connecte(Role.REFERENT)
    page = client.get(reverse("orientation:file")).content.decode()
    assert f'href="{fiche}"' in page
    assert adresse(orientation) not in page


def test_une_vue_vide_dit_une_bonne_nouvelle(client, connecte):
    connecte(Role.ENCADRANT)
    une_urgence("SPECIMEN", dans=30)
    assert (
        "Aucun délai n’est dépassé." in client.get(reverse("orientation:file"), {"bande": "DEPASSE"}).content.decode()
    )


def test_la_file_d_un_pole_ne_compte_que_les_siens(client, connecte):
    connecte(Role.PILOTE)
    ici, ailleurs = une_commune(), une_commune("07010", "Annonay", "07100")
    pole = un_territoire(communes=[ici])
    un_territoire("DTAS Nord", communes=[ailleurs])
    une_urgence("ICI", dans=3, commune=ici), une_urgence("AILLEURS", dans=3, commune=ailleurs)
    page = client.get(reverse("orientation:file"), {"pole": pole.pk}).content.decode()
    assert "Toutes (1)" in page
    assert "AILLEURS" not in page


def test_la_page_dit_ce_qui_aide_a_choisir(client, connecte):
    # given
    connecte(Role.ENCADRANT)
    commune = une_commune()
    structure = une_structure("CMS Proche (fictif)", territoire=un_territoire(communes=[commune]))
    un_agent(Role.REFERENT, nom="PROCHE", structure=structure)

    # when
    urgence = une_urgence("SPECIMEN", dans=3, commune=commune, mobile="+33639980001")
    page = client.get(adresse(urgence)).content.decode()

    # then: the two clocks, how to reach the person, the places near them, and each load
    assert "Les deux délais" in page
    assert "06 39 98 00 01" in page
    assert "CMS Proche (fictif) – près de la personne" in page
    assert "Ana PROCHE – 0 personne pour 1 ETP (0 %)" in page
    assert "100 places, 1 référent" in page


def test_une_decision_incomplete_se_corrige_sans_rien_perdre(client, connecte):
    connecte(Role.ENCADRANT)
    referent = un_agent(Role.REFERENT).affectations.get()
    reponse = client.post(adresse(une_urgence("SPECIMEN", dans=3)), un_choix(referent, modalite=""))
    assert reponse.status_code == 422
    assert "Choisissez une modalité." in reponse.content.decode()
    assert "Vous cherchez un logement." in reponse.content.decode()


def test_avant_de_decider_on_lit_le_sms_la_lettre_et_sa_note(client, connecte):
    # given
    connecte(Role.ENCADRANT)
    orientation, referent = (
        une_urgence("SPECIMEN", dans=3, mobile="+33639980001"),
        un_agent(Role.REFERENT).affectations.get(),
    )

    # when
    page = client.post(adresse(orientation), un_choix(referent)).content.decode()

    # then: nothing is written yet
    assert "sur 100" in page
    assert "Au 06 39 98 00 01" in page
    assert "jeu. 24 déc. 2026" in page
    assert Orientation.objects.get().decidee_le is None
    assert not Envoi.objects.exists()

    # and the very letter can be read
    pdf = client.post(adresse(orientation, "lettre"), un_choix(referent))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert Orientation.objects.get().modalite is None


def test_un_motif_difficile_a_lire_est_signale_avant_l_envoi(client, connecte):
    connecte(Role.ENCADRANT)
    referent = un_agent(Role.REFERENT).affectations.get()
    motif = "Nonobstant les dispositions afférentes, un accompagnement renforcé est préconisé."
    page = client.post(adresse(une_urgence("SPECIMEN", dans=3)), un_choix(referent, motif=motif)).content.decode()
    assert "remarque" in page


def test_sans_adresse_ni_mobile_l_apercu_le_dit(client, connecte):
    connecte(Role.ENCADRANT)
    orientation = une_urgence("SPECIMEN", dans=3, mobile=None)
    orientation.parcours.personne.foyer.adresses.all().update(au=date(2026, 1, 1))
    page = client.post(adresse(orientation), un_choix(un_agent(Role.REFERENT).affectations.get())).content.decode()
    assert "Aucune lettre ne partira." in page
    assert "Aucun SMS ne part." in page


def test_corriger_ramene_au_choix_deja_fait(client, connecte):
    connecte(Role.ENCADRANT)
    choix = un_choix(un_agent(Role.REFERENT).affectations.get(), revenir="1")
    page = client.post(adresse(une_urgence("SPECIMEN", dans=3)), choix).content.decode()
    assert "Votre décision" in page
    assert "Vous cherchez un logement." in page


def test_apres_une_decision_la_suivante_de_la_meme_liste_s_ouvre(client, connecte):
    # given: two in this territory, and a more urgent one elsewhere
    connecte(Role.ENCADRANT)
    ici, ailleurs = une_commune(), une_commune("07010", "Annonay", "07100")
    pole = un_territoire(communes=[ici])
    une_urgence("AILLEURS", dans=-30, commune=ailleurs)
    premiere, seconde = (une_urgence(nom, dans=dans, commune=ici) for nom, dans in (("UNE", 1), ("DEUX", 2)))
    choix = un_choix(un_agent(Role.REFERENT).affectations.get(), confirmer="1")

    # when
    reponse = client.post(f"{adresse(premiere)}?pole={pole.pk}", choix)

    # then
    assert reponse["Location"] == f"{adresse(seconde)}?pole={pole.pk}"


def test_la_derniere_decision_ramene_a_la_file(client, connecte):
    connecte(Role.ENCADRANT)
    choix = un_choix(un_agent(Role.REFERENT).affectations.get(), confirmer="1")
    reponse = client.post(adresse(une_urgence("SPECIMEN", dans=1)), choix, follow=True)
    assert "décision enregistrée. La lettre et le SMS partent." in reponse.content.decode()
    assert "Aucune décision en attente." in reponse.content.decode()


def test_une_orientation_deja_decidee_se_lit_et_ne_se_refait_pas(client, connecte):
    # given
    connecte(Role.ENCADRANT)
    orientation = une_urgence("SPECIMEN", dans=1)
    choix = un_choix(un_agent(Role.REFERENT).affectations.get(), confirmer="1")
    client.post(adresse(orientation), choix)

    # when: a second click
    page = client.post(adresse(orientation), choix, follow=True).content.decode()

    # then
    assert "déjà enregistrée, rien n’est parti deux fois" in page
    assert Envoi.objects.filter(canal="SMS").count() == 1


def test_la_decision_passe_avec_le_jeton_que_porte_sa_page(ardeche):
    """The form of the real page, sent to a server that checks the token."""
    # given
    client = Client(enforce_csrf_checks=True, HTTP_HOST=ardeche.hote)
    client.force_login(un_agent(Role.ENCADRANT))
    orientation, referent = une_urgence("SPECIMEN", dans=3), un_agent(Role.REFERENT).affectations.get()

    # when
    formulaire = client.get(adresse(orientation)).content.decode().split("<main")[1]
    jeton = formulaire.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    reponse = client.post(adresse(orientation), un_choix(referent, csrfmiddlewaretoken=jeton))

    # then
    assert reponse.status_code == 200
    assert "Confirmer l’orientation" in reponse.content.decode()


def test_le_sms_de_l_orientation_tient_en_un_seul_message():
    assert segments(letters.SMS) == 1


def test_la_file_active_range_les_contrats_par_urgence(client, connecte):
    # given
    affectation = connecte(Role.REFERENT).affectations.get()
    for nom, dans in (("RETARD", -2), ("BIENTOT", 3), ("LOIN", 25)):
        un_parcours(
            personne=une_personne(nom),
            modalite="SOCIALE",
            structure=affectation.structure,
            referent=affectation,
            confie_le=AUJOURDHUI,
            contrat_avant_le=AUJOURDHUI + timedelta(days=dans),
        )

    def vue(**filtres):
        return client.get(reverse("orientation:file_active"), filtres).content.decode().split('id="liste"')[1]

    # then
    assert "RETARD" in vue(retard="1")
    assert "BIENTOT" not in vue(retard="1")
    assert "BIENTOT" in vue(semaine="1")
    assert "LOIN" not in vue(semaine="1")
    assert "dépassé de 2 jours" in vue()
    assert "avant le dim. 22 nov. 2026" in vue()


def test_un_referent_n_a_pas_de_filtre_sans_choix(client, connecte):
    connecte(Role.REFERENT)
    page = client.get(reverse("orientation:file_active")).content.decode()
    assert 'name="ref"' not in page
    assert 'name="modalite"' in page
