"""Une liste plus ancienne que la dernière de sa source : refusée, sauf si on le dit."""

from datetime import date

import pytest
from django.urls import reverse

from spie.socle.imports.models import ImportListe
from spie.socle.imports.services.depot import PlusAncienne
from spie.socle.personnes.models import Adresse
from spie.socle.territoires.isolation import departement_courant
from tests.pages import mots
from tests.socle.imports.conftest import liste

LINA = "SPECIMEN;Lina;17/05/1990;;;DEM;06 39 98 00 01;;1 rue Imaginaire;07200;Aubenas"
DENIS = "IMAGINAIRE;Denis;31/12/1969;;;DEM;04 65 71 10 03;;3 chemin du Gabarit;07100;Annonay"
NOVEMBRE, OCTOBRE = date(2026, 11, 15), date(2026, 10, 15)


def test_une_liste_plus_ancienne_que_la_derniere_importee_est_refusee_avec_les_deux_dates(atelier):
    atelier.importer(atelier.verifier(LINA, arretee_le=NOVEMBRE))
    with pytest.raises(PlusAncienne, match="parle du 15/10/2026, et celle du 15/11/2026 est déjà importée"):
        atelier.deposer(DENIS, arretee_le=OCTOBRE)
    with departement_courant("07"):
        assert ImportListe.objects.count() == 1


def test_une_liste_plus_ancienne_s_importe_si_on_le_dit_et_l_historique_le_garde(atelier):
    atelier.importer(atelier.verifier(LINA, arretee_le=NOVEMBRE))
    importe = atelier.verifier(DENIS, arretee_le=OCTOBRE, meme_plus_ancienne=True)
    assert (importe.arretee_le, importe.meme_plus_ancienne) == (OCTOBRE, True)
    assert atelier.statuts(atelier.importer(importe)) == ["CREEE"]


def test_une_autre_source_et_une_liste_jamais_importee_ne_comptent_pas(atelier):
    atelier.verifier(LINA, arretee_le=NOVEMBRE, source="Ancien logiciel")
    atelier.importer(atelier.verifier(DENIS, arretee_le=OCTOBRE, source="CMS"))


def test_la_page_refuse_un_jour_a_venir_et_dit_ce_qui_est_plus_ancien(pilote, maintenant):
    pilote.client.defaults["HTTP_REFERER"] = f"http://07.testserver{reverse('imports:listes')}"
    demain = pilote.deposer(liste(LINA), arretee_le="2026-11-25")
    assert "Cette liste ne peut pas parler d’un jour à venir." in mots(demain)
    pilote.atelier.importer(pilote.atelier.verifier(LINA, arretee_le=NOVEMBRE))
    with departement_courant("07"):
        source = str(ImportListe.objects.get().source_id)
    refus = pilote.deposer(liste(DENIS), source=source, arretee_le="2026-10-15")
    assert "cochez « Importer même si elle est plus ancienne »" in mots(refus)


def test_le_code_postal_et_la_commune_d_une_meme_colonne_se_separent(atelier):
    entetes = "Nom;Prénom;Date de naissance;Rôle;Adresse;CP Ville"
    atelier.importer(atelier.verifier("SPECIMEN;Lina;17/05/1990;DEM;1 rue Imaginaire;07200 Aubenas", entetes=entetes))
    with departement_courant("07"):
        adresse = Adresse.objects.get()
    assert (adresse.code_postal, adresse.ville) == ("07200", "Aubenas")
