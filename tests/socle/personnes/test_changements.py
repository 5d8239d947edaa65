"""Ce que les lignes deviennent : noté par PostgreSQL, quel que soit celui qui écrit."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import Appartenance, Changement, Consultation, Contact, Foyer, Personne
from tests.factories import MAINTENANT, un_agent, un_dossier, une_personne

pytestmark = pytest.mark.usefixtures("ardeche")


def en_sql(requete, *valeurs):
    with connection.cursor() as cursor:
        cursor.execute(requete, valeurs)


def notes(personne):
    return [(c.champ, c.avant, c.apres, c.origine) for c in Changement.objects.de_la_personne(personne)]


def test_un_flux_qui_ecrit_par_ensembles_laisse_une_ligne_par_champ_et_par_personne():
    # given
    lina, karim = une_personne(mobile=None), une_personne(prenom="Karim", mobile=None)
    signer(origine=Origine.CAF, le=MAINTENANT)

    # when
    en_sql("UPDATE personnes_personne SET nom = 'FACTICE', sexe = '1'")

    # then
    for personne in (lina, karim):
        assert sorted(notes(personne)) == [("nom", "SPECIMEN", "FACTICE", "CAF"), ("sexe", "2", "1", "CAF")]


def test_sans_signature_le_changement_est_automatique():
    personne = une_personne(mobile=None)
    en_sql("UPDATE personnes_personne SET prenom = 'Zoé'")
    assert notes(personne) == [("prenom", "Lina", "Zoé", "AUTOMATIQUE")]


def test_la_signature_dit_qui_et_quand():
    personne, agent = une_personne(mobile=None), un_agent()
    signer(origine=Origine.AGENT, par=agent, le=MAINTENANT)
    Personne.objects.filter(pk=personne.pk).update(prenom="Zoé")
    (note,) = Changement.objects.de_la_personne(personne)
    assert (note.acteur, note.le) == (agent, MAINTENANT)


def test_une_origine_inconnue_est_refusee():
    with pytest.raises(ValueError, match="AILLEURS"):
        signer(origine="AILLEURS", le=MAINTENANT)


def test_ecrire_la_meme_chose_ne_note_rien_et_ne_change_pas_la_version():
    personne = une_personne(mobile=None)
    en_sql("UPDATE personnes_personne SET nom = nom, prenom = prenom")
    personne.refresh_from_db()
    assert notes(personne) == []
    assert (personne.version_identite, personne.version_echanges) == (1, 1)


def test_chaque_bloc_a_sa_version():
    personne = une_personne()
    en_sql("UPDATE personnes_personne SET nom = 'FACTICE'")
    en_sql("UPDATE personnes_personne SET langues = jsonb_build_array('ara')")
    en_sql("UPDATE personnes_personne SET nom = 'EXEMPLE'")
    personne.refresh_from_db()
    assert (personne.version_identite, personne.version_echanges) == (3, 2)


def test_le_numero_de_securite_sociale_n_est_jamais_recopie():
    # given
    personne = une_personne(mobile=None)
    personne.poser_nir("2900507019001")

    # when
    personne.save()

    # then
    assert notes(personne) == [("nir_empreinte", "", "", "AUTOMATIQUE")]


def test_le_droit_le_foyer_et_l_adresse_sont_notes_pour_chaque_membre():
    # given
    lina = une_personne()
    karim = une_personne(prenom="Karim", foyer=lina.foyer, role="CJT")
    dossier = un_dossier(lina.foyer)

    # when
    en_sql("UPDATE personnes_dossierrsa SET etat = '4' WHERE id = %s", dossier.pk)
    en_sql("UPDATE personnes_foyer SET enfants_a_charge = 2")
    en_sql("UPDATE personnes_adresse SET au = '2026-11-01'")

    # then
    for personne in (lina, karim):
        champs = {(c.objet, c.champ): (c.avant, c.apres) for c in Changement.objects.de_la_personne(personne)}
        assert champs[("dossier", "etat")] == ("2", "4")
        assert champs[("foyer", "enfants_a_charge")] == ("0", "2")
        assert champs[("adresse", "adresse")][0].endswith("07200 Aubenas")


def test_un_contact_arrive_puis_finit():
    # given
    personne = une_personne(mobile=None)

    # when
    contact = Contact.objects.create(
        personne=personne, nature="COURRIEL", valeur="lina@example.org", source="cnaf", du=date(2026, 11, 1)
    )
    Contact.objects.filter(pk=contact.pk).update(au=date(2026, 11, 20))

    # then
    passes = {(c.champ, c.avant, c.apres) for c in Changement.objects.de_la_personne(personne)}
    assert passes == {("courriel", "", "lina@example.org"), ("courriel", "lina@example.org", "")}


def test_un_premier_remplissage_ne_note_pas_les_contacts():
    signer(origine=Origine.INITIAL, le=MAINTENANT)
    assert notes(une_personne()) == []


def test_changer_de_foyer_garde_la_place_quittee():
    # given
    lina = une_personne()
    karim = une_personne(prenom="Karim", foyer=lina.foyer, role="CJT", foyer_depuis=date(2024, 3, 1))
    seul = Foyer.objects.create()

    # when
    en_sql(
        "UPDATE personnes_personne SET foyer_id = %s, role = 'DEM', foyer_depuis = '2026-10-01' WHERE id = %s",
        *(seul.pk, karim.pk),
    )

    # then
    (passee,) = Appartenance.objects.filter(personne=karim)
    assert (passee.foyer, passee.role, passee.du, passee.au) == (
        lina.foyer,
        "CJT",
        date(2024, 3, 1),
        date(2026, 10, 1),
    )
    assert list(Appartenance.objects.autour_de(lina)) == [passee]


def test_sans_date_la_place_est_quittee_le_jour_ou_on_l_ecrit():
    lina = une_personne()
    signer(origine=Origine.CAF, le=MAINTENANT)
    Personne.objects.filter(pk=lina.pk).update(foyer=Foyer.objects.create())
    lina.refresh_from_db()
    assert lina.foyer_depuis == MAINTENANT.date() == Appartenance.objects.get().au


def test_une_date_plus_ancienne_que_l_arrivee_ne_renverse_pas_l_histoire():
    lina = une_personne(foyer_depuis=date(2026, 5, 1))
    Personne.objects.filter(pk=lina.pk).update(foyer=Foyer.objects.create(), foyer_depuis=date(2020, 1, 1))
    passee = Appartenance.objects.get()
    assert (passee.du, passee.au) == (date(2026, 5, 1), date(2026, 5, 1))


@pytest.mark.parametrize(
    "requete",
    [
        "UPDATE personnes_changement SET apres = 'falsifié'",
        "UPDATE personnes_changement SET le = now()",
        "UPDATE personnes_consultation SET le = now()",
        "DELETE FROM personnes_consultation",
        "UPDATE personnes_consultation SET agent_id = agent_id",
    ],
)
def test_l_application_ne_peut_ni_changer_ni_effacer_le_journal(requete):
    personne, agent = une_personne(), un_agent()
    Consultation.objects.create(personne=personne, agent=agent, le=MAINTENANT - timedelta(days=1))
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        en_sql(requete)


def test_fusionner_deux_dossiers_peut_deplacer_ce_qui_est_note():
    garde, double = une_personne(), une_personne(prenom="Lyna")
    Personne.objects.filter(pk=double.pk).update(prenom="Lina")
    Changement.objects.filter(personne=double).update(personne=garde)
    Consultation.objects.filter(personne=double).update(personne=garde)
    assert ("prenom", "Lyna", "Lina", "AUTOMATIQUE") in notes(garde)
