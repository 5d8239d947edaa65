"""Two files that are one person: nothing lost, and the earliest dates kept. Going back: ``test_defaire_fusion``."""

from datetime import date, timedelta

import pytest

from orientation.models import Orientation
from orientation.states import EtatOrientation
from parcours.models import Parcours
from parcours.states import EtatConvocation
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.personnes.fusion.champs import cote_a_cote
from spie.socle.personnes.fusion.reunion import liens_vers
from spie.socle.personnes.models import (
    Contact,
    DossierRSA,
    Fusion,
    Opposition,
    Personne,
    SoumissionDroitsDevoirs,
)
from spie.socle.personnes.services import fusion as services
from tests.factories import (
    MAINTENANT,
    un_agent,
    un_dossier,
    un_parcours,
    une_convocation,
    une_orientation,
    une_personne,
    une_session,
)
from tests.socle.personnes.fusions import reunir, une_soumission

NIR_A, NIR_B = "2900507019901", "2900507019902"


@pytest.fixture
def encadrante(ardeche):
    return un_agent(Role.ENCADRANT)


def test_ce_que_deux_fiches_possedent_se_retrouve_sur_une_seule(encadrante):
    # given
    gardee = une_personne("BALDI", mobile="+33639980001")
    absorbee = une_personne("BALDY", mobile="+33639980002")
    un_dossier(absorbee.foyer)
    convocation = une_convocation(parcours=un_parcours(personne=absorbee))

    # when
    reunir(gardee, absorbee, encadrante)

    # then
    assert not Personne.objects.filter(pk=absorbee.pk).exists()
    assert set(gardee.contacts.values_list("valeur", flat=True)) == {"+33639980001", "+33639980002"}
    assert DossierRSA.objects.get().foyer_id == gardee.foyer_id
    convocation.refresh_from_db()
    assert convocation.parcours.personne_id == gardee.pk


def test_aucun_lien_vers_la_fiche_absorbee_ne_reste(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile="+33639980002")
    une_orientation(parcours=un_parcours(personne=absorbee))
    reunir(gardee, absorbee, encadrante)
    for champ in liens_vers(Personne):
        assert not champ.model._base_manager.filter(**{champ.name: absorbee.pk}).exists(), champ


def test_les_deux_parcours_deviennent_un_seul_avec_les_dates_les_plus_anciennes(encadrante):
    # given: the second file was informed earlier
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    tenu = un_parcours(personne=gardee, droit_notifie_le=date(2026, 11, 2), info_recue_le=date(2026, 11, 5))
    clos = un_parcours(personne=absorbee, droit_notifie_le=date(2026, 10, 12), info_recue_le=date(2026, 10, 15))
    une_orientation(parcours=tenu, echeance_locale=date(2026, 12, 14), echeance_legale=date(2026, 12, 17))
    perdue = une_orientation(parcours=clos, echeance_locale=date(2026, 11, 23), echeance_legale=date(2026, 11, 26))

    # when
    reunir(gardee, absorbee, encadrante)

    # then
    en_cours = Parcours.objects.en_cours().get(personne=gardee)
    assert (en_cours.pk, en_cours.droit_notifie_le, en_cours.info_recue_le) == (
        tenu.pk,
        date(2026, 10, 12),
        date(2026, 10, 15),
    )
    a_decider = Orientation.objects.a_decider().get()
    assert (a_decider.echeance_locale, a_decider.echeance_legale) == (date(2026, 11, 23), date(2026, 11, 26))
    perdue.refresh_from_db()
    assert perdue.etat == EtatOrientation.SANS_OBJET


def test_le_parcours_qui_a_un_referent_continue_et_rien_ne_reste_a_decider(encadrante):
    # given
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    une_orientation(parcours=un_parcours(personne=gardee))
    referent = un_agent(Role.REFERENT).affectations.get()
    confie = un_parcours(
        personne=absorbee, modalite="SOCIALE", structure=referent.structure, referent=referent,
        confie_le=date(2026, 11, 20), contrat_avant_le=date(2026, 12, 20),
    )  # fmt: skip

    # when
    reunir(gardee, absorbee, encadrante)

    # then
    assert Parcours.objects.en_cours().get(personne=gardee).pk == confie.pk
    assert not Orientation.objects.a_decider().exists()


def test_une_convocation_a_venir_suit_le_parcours_qui_continue(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    tenu = un_parcours(personne=gardee)
    une_convocation(parcours=tenu, session=une_session(dans=timedelta(days=-9)), etat=EtatConvocation.ABSENTE_JUSTIFIEE)
    a_venir = une_convocation(parcours=un_parcours(personne=absorbee))
    reunir(gardee, absorbee, encadrante)
    a_venir.refresh_from_db()
    assert (a_venir.parcours_id, a_venir.rang) == (tenu.pk, 2)


def test_les_droits_et_devoirs_courent_depuis_la_premiere_date_connue(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    une_soumission(gardee, notifie=date(2026, 11, 2), recue=date(2026, 11, 5))
    une_soumission(absorbee, notifie=date(2026, 9, 1), recue=date(2026, 9, 4))
    reunir(gardee, absorbee, encadrante)
    en_cours = SoumissionDroitsDevoirs.objects.get(fin_le=None)
    assert (en_cours.personne_id, en_cours.droit_notifie_le, en_cours.info_recue_le) == (
        gardee.pk, date(2026, 9, 1), date(2026, 9, 4),
    )  # fmt: skip
    gardee.refresh_from_db()
    assert gardee.sdd_depuis == date(2026, 9, 4)
    assert SoumissionDroitsDevoirs.objects.count() == 2  # the other period stays, ended


def test_deux_nir_differents_ne_se_reunissent_jamais_seuls(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    for personne, nir in ((gardee, NIR_A), (absorbee, NIR_B)):
        personne.poser_nir(nir)
        personne.save()
    with pytest.raises(services.NirDifferents):
        reunir(gardee, absorbee, encadrante)
    assert Personne.objects.count() == 2

    # when someone checked on a document
    reunir(gardee, absorbee, encadrante, choix={"nir": "absorbee"})
    gardee.refresh_from_db()
    assert gardee.nir == NIR_B


def test_les_champs_choisis_viennent_de_l_autre_fiche_et_les_vides_se_completent(encadrante):
    gardee = une_personne("BALDI", "Mael", autres_prenoms="", commune_naissance="Aubenas")
    absorbee = une_personne("BALDI", "Maëlle", mobile=None, autres_prenoms="Rose", commune_naissance="Privas")
    reunir(gardee, absorbee, encadrante, choix={"prenom": "absorbee"})
    gardee.refresh_from_db()
    assert (gardee.prenom, gardee.autres_prenoms, gardee.commune_naissance) == ("Maëlle", "Rose", "Aubenas")
    assert gardee.nom_norme == "BALDI MAELLE"


def test_l_apercu_met_les_deux_fiches_cote_a_cote(encadrante):
    gardee = une_personne("BALDI", "Maëlle", autres_prenoms="")
    absorbee = une_personne("BALDI", "Mael", autres_prenoms="Rose", mobile=None)
    cotes = {cote.nom: cote for cote in cote_a_cote(gardee, absorbee)}
    assert (cotes["prenom"].differe, cotes["nom"].differe) == (True, False)
    assert (cotes["autres_prenoms"].propose, cotes["autres_prenoms"].differe) == ("absorbee", False)


def test_un_meme_telephone_reste_une_fois_avec_sa_verification(encadrante):
    gardee, absorbee = une_personne(mobile="+33639980001"), une_personne(mobile="+33639980001")
    Contact.objects.filter(personne=absorbee).update(verifie_le=MAINTENANT, verifie_par=encadrante)
    reunir(gardee, absorbee, encadrante)
    contact = Contact.objects.en_cours().get(personne=gardee)
    assert contact.verifie_par == encadrante


def test_un_refus_de_sms_survit_a_la_reunion(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    commun = {"canal": "SMS", "source": "agent", "enregistree_le": MAINTENANT, "enregistree_par": encadrante}
    Opposition.objects.create(personne=gardee, dite_le=date(2026, 6, 1), **commun)
    Opposition.objects.create(personne=absorbee, dite_le=date(2026, 2, 1), **commun)
    reunir(gardee, absorbee, encadrante)
    assert Opposition.objects.contre("SMS").get().dite_le == date(2026, 2, 1)


def test_le_foyer_qui_garde_d_autres_membres_reste_a_eux(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    conjoint = une_personne(foyer=absorbee.foyer, role="CJT", mobile=None)
    un_dossier(absorbee.foyer)
    reunir(gardee, absorbee, encadrante)
    conjoint.refresh_from_db()
    assert conjoint.foyer_id == absorbee.foyer_id == DossierRSA.objects.get().foyer_id


def test_une_fiche_ne_se_reunit_pas_avec_elle_meme_ni_avec_une_fiche_disparue(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    with pytest.raises(services.MemeFiche):
        reunir(gardee, gardee, encadrante)
    reunir(gardee, absorbee, encadrante)
    with pytest.raises(services.FicheDisparue):
        reunir(gardee, absorbee, encadrante)


def test_l_histoire_des_deux_fiches_se_lit_sur_celle_qui_reste(encadrante):
    gardee, absorbee = une_personne(), une_personne(mobile=None)
    fusion = reunir(gardee, absorbee, encadrante)
    assert services.separees(gardee.pk) == [gardee.pk, absorbee.pk]
    assert services.actuelle(absorbee.pk) == gardee.pk
    trace = Trace.objects.get(type="FichesReunies")
    assert (trace.personne_id, trace.acteur, trace.donnees["autre_id"]) == (gardee.pk, encadrante, str(absorbee.pk))
    services.annuler(fusion=fusion, par=encadrante, le=MAINTENANT)
    assert services.separees(gardee.pk) == [gardee.pk]
    assert services.actuelle(absorbee.pk) is None


def test_le_journal_d_une_reunion_est_illisible_dans_la_base(encadrante):
    fusion = reunir(une_personne("BALDI"), une_personne("BALDI", mobile=None), encadrante)
    assert b"BALDI" in fusion.journal
    assert b"BALDI" not in bytes(Fusion.objects.get().journal_scelle)
