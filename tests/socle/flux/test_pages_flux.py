"""The month of the CAF as the DASIE sees it: deposit, follow, answer, read the report and each list behind it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.comptes.roles import Role
from spie.socle.flux import coup_de_coude
from spie.socle.flux.models import AbsenceFlux, IssueFoyer, LotFlux
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_agent
from tests.socle.flux.gestes import NOVEMBRE, OCTOBRE, charger, deposer, retoucher

pytestmark = pytest.mark.usefixtures("variables_connues")
NOV = date(2026, 11, 30)


@pytest.fixture
def pilote(en_07, client, monkeypatch):
    """A pilot of the DASIE, on the address of the département; the worker is called by hand."""
    monkeypatch.setattr(coup_de_coude, "donner", lambda departement, lot: None)
    with departement_courant("07"):
        agent = un_agent(Role.PILOTE)
    client.force_login(agent)
    client.defaults["HTTP_HOST"] = en_07.hote
    return agent


def page(client, nom, *arguments) -> str:
    reponse = client.get(reverse(f"flux:{nom}", args=arguments))
    assert reponse.status_code == 200
    return reponse.content.decode()


def envoyer(client, chemin, **champs):
    fichier = SimpleUploadedFile(chemin.name, chemin.read_bytes())
    return client.post(reverse("flux:liste"), {"fichier": fichier, **champs}, follow=True)


def test_deposer_un_fichier_mene_a_son_avancement(pilote, client, tmp_path):
    reponse = envoyer(client, ecrire(tmp_path / "octobre.xml", Mois(range(1, 4))))
    assert "déposé, attend son tour" in reponse.content.decode()
    with departement_courant("07"):
        lot = LotFlux.objects.get()
    assert (lot.depose_par_id, lot.organisme, lot.nature) == (pilote.pk, "CAF", "M")
    assert "Flux mensuel de la CAF au 31 octobre 2026" in page(client, "detail", lot.pk)


def test_un_depot_refuse_le_dit_sur_la_page_d_ou_l_on_vient(pilote, client, tmp_path):
    client.defaults["HTTP_REFERER"] = f"http://07.testserver{reverse('flux:liste')}"
    (tmp_path / "octobre.xml").write_bytes(b"%PDF-1.7")
    reponse = envoyer(client, tmp_path / "octobre.xml")
    assert "Ce fichier est un PDF, pas le flux XML de la CAF ou de la MSA." in reponse.content.decode()


def test_un_fichier_plus_ancien_se_charge_si_la_case_est_cochee(pilote, client, tmp_path):
    client.defaults["HTTP_REFERER"] = f"http://07.testserver{reverse('flux:liste')}"
    charger(Mois([1], reference=NOV), dossier=tmp_path)
    octobre = ecrire(tmp_path / "octobre.xml", Mois([1]))
    assert "cochez « Charger même s&#x27;il est plus ancien »" in envoyer(client, octobre).content.decode()
    envoyer(client, octobre, meme_plus_ancien="on")
    with departement_courant("07"):
        assert LotFlux.objects.filter(meme_plus_ancien=True).count() == 1


def test_le_rapport_donne_chaque_issue_avec_sa_liste(pilote, client):
    # given
    charger(OCTOBRE)
    lot = charger(NOVEMBRE)

    # when
    rapport = page(client, "detail", lot.pk)

    # then
    for mots in (
        "Foyers identiques",
        "Nouveaux foyers",
        "Foyers mis à jour",
        "Foyers qui ont déménagé",
        "Foyers absents",
    ):
        assert mots in rapport
    assert "1 personne à orienter" in rapport
    assert "HÉLÈNE MARIE" in page(client, "issues", lot.pk, "CREE")
    assert "FACTICE GILLES" in page(client, "issues", lot.pk, "DISPARU")
    modifies = page(client, "issues", lot.pk, "MODIFIE")
    assert "état du droit : « ouvert, versement suspendu » devient « ouvert et versé »" in modifies
    identiques = page(client, "identiques", lot.pk)
    assert "90000000107" in identiques
    assert "90000000207" not in identiques


def test_chaque_nature_d_issue_a_sa_page_meme_vide(pilote, client):
    lot = charger(OCTOBRE)
    for nature in IssueFoyer.Nature.values:
        assert "Imports" in page(client, "issues", lot.pk, nature)
    assert client.get(reverse("flux:issues", args=[lot.pk, "AUTRE"])).status_code == 404


def test_un_foyer_rejete_est_montre_avec_sa_raison_et_se_telecharge(pilote, client, tmp_path):
    lot = charger(retoucher(ecrire(tmp_path / "f.xml", Mois(range(1, 4))), 2, SEXE="X"))
    assert "SEXE : il faut 1 ou 2." in page(client, "detail", lot.pk)
    csv = client.get(reverse("flux:rejets", args=[lot.pk])).content.decode("utf-8-sig").splitlines()
    assert csv[0] == "Foyer n°;Ligne du fichier;Numéro de demande;Raison"
    assert csv[1].startswith("2;")
    assert csv[1].endswith(";F0000000002;SEXE : il faut 1 ou 2.")


def test_une_attente_est_expliquee_et_se_confirme(pilote, client, tmp_path):
    # given
    charger(Mois(range(1, 11), enfants=0), dossier=tmp_path)
    lot = charger(Mois(range(3, 11), enfants=0, reference=NOV), dossier=tmp_path)

    # when
    attente = page(client, "detail", lot.pk)
    reponse = client.post(reverse("flux:confirmer", args=[lot.pk]), follow=True)

    # then
    assert "2 personnes sur 10 dont le droit est ouvert ne sont plus dans ce fichier" in attente
    assert "plus que les 10 % habituels" in attente
    assert "Le fichier va être chargé." in reponse.content.decode()
    with departement_courant("07"):
        lot.refresh_from_db()
        assert (lot.etat, lot.decide_par) == ("DEPOSE", pilote)
        assert not AbsenceFlux.objects.exists()


def test_une_attente_se_refuse(pilote, client, tmp_path):
    charger(Mois(range(1, 11), enfants=0), dossier=tmp_path)
    lot = charger(Mois(range(3, 11), enfants=0, reference=NOV), dossier=tmp_path)
    reponse = client.post(reverse("flux:ecarter", args=[lot.pk]), follow=True).content.decode()
    assert "Le fichier n&#x27;est pas chargé : rien n&#x27;a été écrit." in reponse
    assert f"Décision de {pilote}" in reponse


def test_le_second_fichier_dit_qu_il_attend_le_premier(pilote, client, tmp_path):
    premier = deposer(ecrire(tmp_path / "1.xml", Mois([1])))
    second = deposer(ecrire(tmp_path / "2.xml", Mois([1, 2])))
    with departement_courant("07"):
        LotFlux.objects.filter(pk=premier.pk).update(etat="LECTURE", battement_le=MAINTENANT)
    assert "Un autre fichier de la CAF est en cours de chargement : celui-ci suivra." in page(
        client, "detail", second.pk
    )


def test_un_fichier_abime_montre_sa_ligne(pilote, client):
    lot = charger("RSABEM_invalide.xml")
    refus = page(client, "detail", lot.pk)
    assert "Ce fichier est refusé." in refus
    assert "DTNAI « 1990-13-45 » : il faut une date (AAAA-MM-JJ) qui existe." in refus


@pytest.mark.parametrize("role", [Role.REFERENT, Role.ACCUEIL, Role.PARTENAIRE])
def test_qui_ne_charge_pas_ne_voit_ni_ne_decide_rien(pilote, client, role):
    lot = charger(OCTOBRE)
    with departement_courant("07"):
        client.force_login(un_agent(role))
    for nom, arguments in (("liste", []), ("detail", [lot.pk]), ("issues", [lot.pk, "CREE"]), ("identiques", [lot.pk])):
        assert client.get(reverse(f"flux:{nom}", args=arguments)).status_code == 403
    for nom in ("confirmer", "ecarter"):
        assert client.post(reverse(f"flux:{nom}", args=[lot.pk])).status_code == 403


def test_la_fiche_de_la_personne_raconte_ce_que_le_flux_a_dit(pilote, client, tmp_path):
    charger(Mois([1, 2], nature="I", evenements=("ADR",), enfants=0), dossier=tmp_path)
    charger(Mois([1, 2], reference=NOV, mutes=[1], enfants=0), dossier=tmp_path)
    with departement_courant("07"):
        personne = IssueFoyer.objects.get(nature="MUTE").personne_id
    fiche = client.get(reverse("accueil:fiche", args=[personne])).content.decode()
    assert "un changement d&#x27;adresse" in fiche
    assert "Le dossier part vers CAF 261." in fiche
    assert "Sort des droits et devoirs : droit au RSA : clos (mutation vers CAF 261)." in fiche


def test_le_rapport_garde_l_empreinte_du_fichier_et_le_temps_mis(pilote, client):
    lot = charger(OCTOBRE)
    rapport = page(client, "detail", lot.pk)
    assert lot.sha256 in rapport
    assert "en 1 seconde" in rapport
