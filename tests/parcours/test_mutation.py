"""D'un département à l'autre : le minimum part, l'autre répond, qui revient retrouve son dossier."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.models import Parcours
from parcours.services import mutation
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.historique.services import emit_all
from spie.socle.personnes.events import EntreeDroitsDevoirs, SortieDroitsDevoirs
from spie.socle.personnes.models import Changement, Depart, Personne, Pli, SoumissionDroitsDevoirs
from spie.socle.personnes.rapprochement import Verdict
from spie.socle.personnes.services.depart import revenir
from spie.socle.personnes.services.opposition import s_opposer
from spie.socle.personnes.services.pli import contenu_de, relever_les_reponses
from spie.socle.personnes.services.refus import DejaPartie, PasPartie, PliDejaTraite
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_parcours,
    une_personne,
    une_structure,
)

NIR = "2900507019001"
PERMIS = {"version", "identite", "contacts", "refus", "parcours", "depart"}


@pytest.fixture(autouse=True)
def ardennes(ardeche):
    return un_departement("08", "Ardennes")


@contextmanager
def chez(code):
    with annonce(code):
        yield
    set_departement("07")


@pytest.fixture
def agent(ardeche):
    return un_agent(Role.REFERENT)


def une_allocataire(**champs):
    personne = une_personne(**champs)
    personne.poser_nir(NIR)
    personne.save()
    SoumissionDroitsDevoirs.objects.create(
        personne=personne, droit_notifie_le=date(2026, 1, 5), info_recue_le=date(2026, 1, 8)
    )
    Personne.objects.filter(pk=personne.pk).update(sdd_depuis=date(2026, 1, 5))
    personne.refresh_from_db()
    return personne


def partir(personne, agent, *, transmettre=True, le=MAINTENANT, **champs):
    champs = {"jour": le.date(), "motif": "DEMENAGEMENT", "destination": "08"} | champs
    return mutation.quitter(personne=personne, transmettre=transmettre, par=agent, le=le, **champs)


def recevoir(code="08"):
    """What waits in the box of the other département."""
    with chez(code):
        pli = Pli.objects.get()
        return pli, contenu_de(pli)


def faits(personne):
    return [t.type for t in Trace.objects.de_la_personne(personne.pk)]


def test_partir_clot_le_parcours_et_laisse_le_droit_a_la_caf(agent):
    # given
    personne = une_allocataire()
    parcours = un_parcours(personne=personne)

    # when
    depart = partir(personne, agent, transmettre=False, commune="Charleville", precision="chez sa fille")

    # then
    parcours.refresh_from_db()
    personne.refresh_from_db()
    assert (parcours.clos_le, parcours.motif_cloture) == (MAINTENANT, "départ du département")
    assert personne.partie_le == AUJOURDHUI
    assert SoumissionDroitsDevoirs.objects.get().fin_le is None
    assert depart.transmission == Depart.Transmission.SANS
    assert {"DepartementQuitte", "ParcoursClos"} <= set(faits(personne))
    assert personne not in Personne.objects.soumises()
    with pytest.raises(DejaPartie):
        partir(personne, agent)


def test_le_minimum_part_et_rien_d_autre(agent):
    # given
    personne = une_allocataire(nom_naissance="EXEMPLE", langues=["ara"], mobile="+33639980001")
    structure = une_structure()
    referent = un_agent(structure=structure).affectations.get()
    un_parcours(
        personne=personne,
        modalite="SOCIALE",
        structure=structure,
        referent=referent,
        confie_le=date(2026, 2, 1),
        contrat_avant_le=date(2026, 3, 1),
    )
    personne.contacts.create(
        nature="TELEPHONE",
        valeur="+33639980009",
        est_mobile=True,
        titulaire="PROCHE",
        source="agent",
        du=date(2026, 1, 1),
    )
    s_opposer(personne=personne, canal="VOIX", dite_le=AUJOURDHUI, par=agent, le=MAINTENANT)

    # when
    partir(personne, agent, commune="Charleville")

    # then
    _, recu = recevoir()
    assert set(recu) == PERMIS
    assert set(recu["identite"]) == {*mutation.IDENTITE, "nir"}
    assert [c["valeur"] for c in recu["contacts"]] == ["+33639980001"]
    assert recu["refus"] == ["VOIX"]
    assert recu["parcours"] == {
        "droit_notifie_le": "2026-11-02",
        "info_recue_le": "2026-11-05",
        "modalite": "SOCIALE",
        "confie_le": "2026-02-01",
        "contrat_avant_le": "2026-03-01",
    }
    assert recu["depart"] == {"le": "2026-11-24", "commune": "Charleville"}
    assert "ara" not in str(recu)
    assert "rue Imaginaire" not in str(recu)


def test_hors_de_l_installation_rien_ne_part(agent):
    depart = partir(une_allocataire(), agent, destination="26")
    assert depart.transmission == Depart.Transmission.SANS
    with chez("08"):
        assert not Pli.objects.exists()


def test_accepter_cree_la_personne_ici(agent):
    # given
    personne = une_allocataire(mobile="+33639980001")
    partir(personne, agent)
    pli, _ = recevoir()

    # when
    with chez("08"):
        arrivee = mutation.accueillir(pli=pli, personne=None, par=un_agent(Role.ACCUEIL), le=MAINTENANT)

        # then: nobody is oriented by this, and what was verified over there is to be verified here
        arrivee.refresh_from_db()
        contact = arrivee.contacts.get()
        assert (arrivee.departement_id, arrivee.nir, arrivee.date_naissance) == ("08", NIR, personne.date_naissance)
        assert (contact.valeur, contact.source, contact.verifie_le) == ("+33639980001", "mutation", None)
        assert faits(arrivee) == ["DossierAccueilli"]
        assert not Parcours.objects.filter(personne=arrivee).exists()


def test_un_dossier_ne_s_accepte_pas_deux_fois(agent):
    partir(une_allocataire(), agent)
    pli, _ = recevoir()
    with chez("08"):
        mutation.accueillir(pli=pli, personne=None, par=un_agent(), le=MAINTENANT)
        with pytest.raises(PliDejaTraite):
            mutation.accueillir(pli=pli, personne=None, par=un_agent(), le=MAINTENANT)
        assert Personne.objects.count() == 1


def test_l_acceptation_revient_au_departement_de_depart(agent):
    # given
    personne = une_allocataire()
    depart = partir(personne, agent)
    pli, _ = recevoir()
    with chez("08"):
        mutation.accueillir(pli=pli, personne=None, par=un_agent(), le=MAINTENANT)

    # when
    lues = relever_les_reponses(le=MAINTENANT + timedelta(minutes=2))

    # then
    depart.refresh_from_db()
    assert (lues, depart.transmission) == (1, Depart.Transmission.ACCEPTEE)
    assert "ReponseRecue" in faits(personne)


def test_refuser_ne_garde_rien_et_dit_pourquoi(agent):
    # given
    personne = une_allocataire()
    depart = partir(personne, agent)
    pli, _ = recevoir()

    # when
    with chez("08"):
        mutation.refuser(pli=pli, motif="N'habite pas ici.", par=un_agent(), le=MAINTENANT)
        assert not Personne.objects.exists()
    relever_les_reponses(le=MAINTENANT)

    # then
    depart.refresh_from_db()
    assert (depart.transmission, depart.reponse) == (Depart.Transmission.REFUSEE, "N'habite pas ici.")


def test_qui_arrive_et_etait_deja_connu_retrouve_son_dossier(agent):
    # given: the 08 followed this person before, then she left it
    with chez("08"):
        ancienne = une_allocataire(mobile="+33639980001")
        la_bas = un_agent()
        partir(ancienne, la_bas, transmettre=False, destination="07", le=MAINTENANT - timedelta(days=300))
    partir(une_allocataire(nom="FACTICE", mobile="+33639980002"), agent)
    pli, recu = recevoir()

    # when
    with chez("08"):
        decision = mutation.deja_connue(recu, au=AUJOURDHUI)
        assert decision.candidate.dit("nir.identique")
        connue = Personne.objects.get(pk=decision.personne_id)
        arrivee = mutation.accueillir(pli=pli, personne=connue, par=la_bas, le=MAINTENANT)

        # then
        ancienne.refresh_from_db()
        assert arrivee == ancienne
        assert (ancienne.nom, ancienne.partie_le) == ("SPECIMEN", None)
        assert Depart.objects.get().revenue_le == AUJOURDHUI
        assert sorted(ancienne.contacts.values_list("valeur", flat=True)) == ["+33639980001", "+33639980002"]
        assert {"DossierRetrouve", "DossierAccueilli"} <= {t.type for t in Trace.objects.de_la_personne(ancienne.pk)}
        ajout = Changement.objects.de_la_personne(ancienne).get(champ="telephone", apres="+33639980002")
        assert ajout.origine == "MUTATION"


def test_meme_nom_et_meme_naissance_se_propose_sans_se_decider(agent):
    # given
    with chez("08"):
        semblable = une_personne()
        autre_nir = une_personne(foyer=semblable.foyer, role="CJT")
        autre_nir.poser_nir("2900508019009")
        autre_nir.save()
    partir(une_allocataire(), agent)
    _, recu = recevoir()

    # when
    with chez("08"):
        decision = mutation.deja_connue(recu, au=AUJOURDHUI)

    # then: two different NIR are never the same person
    assert decision.verdict != Verdict.MEME
    assert [c.personne_id for c in mutation.acceptables(decision)] == [semblable.pk]


def test_le_numero_recu_complete_la_personne_choisie(agent):
    with chez("08"):
        semblable = une_personne()
    partir(une_allocataire(), agent)
    pli, _ = recevoir()
    with chez("08"):
        mutation.accueillir(pli=pli, personne=semblable, par=un_agent(), le=MAINTENANT)
        semblable.refresh_from_db()
        assert semblable.nir == NIR


def test_la_caf_qui_tarde_ne_rouvre_rien(agent):
    """The flow goes on saying « subject to duties »: no new entry, hence no new path."""
    personne = une_allocataire()
    un_parcours(personne=personne)
    partir(personne, agent)
    assert not Parcours.objects.en_cours().filter(personne=personne).exists()


def test_un_nouveau_droit_rouvre_l_ancien_dossier_et_le_dit(agent):
    # given
    personne = une_allocataire()
    un_parcours(personne=personne)
    partir(personne, agent, le=MAINTENANT - timedelta(days=200))
    entree = EntreeDroitsDevoirs(
        personne_id=personne.pk, droit_notifie_le=AUJOURDHUI, info_recue_le=AUJOURDHUI, survenu_le=MAINTENANT
    )

    # when
    emit_all([entree], par=None)

    # then
    personne.refresh_from_db()
    assert personne.partie_le is None
    assert Depart.objects.get().revenue_le == AUJOURDHUI
    assert Parcours.objects.en_cours().filter(personne=personne).exists()
    assert Parcours.objects.filter(personne=personne).count() == 2
    retrouve = Trace.objects.get(type="DossierRetrouve")
    assert retrouve.donnees["suivie_jusqu_au"] == "2026-05-08"


def test_qui_sort_du_rsa_puis_y_revient_retrouve_son_dossier():
    # given
    personne = une_allocataire()
    SoumissionDroitsDevoirs.objects.update(fin_le=date(2026, 6, 30), motif_fin="droit au RSA : clos")
    emit_all([SortieDroitsDevoirs(personne_id=personne.pk, motif="clos", survenu_le=MAINTENANT)], par=None)
    entree = EntreeDroitsDevoirs(
        personne_id=personne.pk, droit_notifie_le=AUJOURDHUI, info_recue_le=AUJOURDHUI, survenu_le=MAINTENANT
    )

    # when
    emit_all([entree], par=None)

    # then
    retrouve = Trace.objects.get(type="DossierRetrouve")
    assert retrouve.donnees == {"suivie_jusqu_au": "2026-06-30", "motif": "droit au RSA : clos"}


def test_une_premiere_entree_ne_retrouve_rien():
    personne = une_allocataire()
    entree = EntreeDroitsDevoirs(
        personne_id=personne.pk, droit_notifie_le=AUJOURDHUI, info_recue_le=AUJOURDHUI, survenu_le=MAINTENANT
    )
    emit_all([entree], par=None)
    assert not Trace.objects.filter(type="DossierRetrouve").exists()


def test_un_agent_rouvre_le_dossier_de_qui_est_revenu(agent):
    # given
    personne = une_allocataire()
    un_parcours(personne=personne)
    partir(personne, agent, le=MAINTENANT - timedelta(days=30))

    # when
    revenir(personne=personne, par=agent, le=MAINTENANT)

    # then: still subject to duties, hence six weeks from the day we learnt it
    ouvert = Parcours.objects.en_cours().get(personne=personne)
    assert (ouvert.droit_notifie_le, ouvert.info_recue_le) == (AUJOURDHUI, AUJOURDHUI)
    with pytest.raises(PasPartie):
        revenir(personne=personne, par=agent, le=MAINTENANT)


def entrees_de_gens_connus(nombre):
    personnes = [une_personne(mobile=None) for _ in range(nombre)]
    dates = {"droit_notifie_le": date(2025, 1, 1), "info_recue_le": date(2025, 1, 2), "fin_le": date(2025, 9, 1)}
    SoumissionDroitsDevoirs.objects.bulk_create(
        SoumissionDroitsDevoirs(personne=p, motif_fin="clos", **dates) for p in personnes
    )
    jours = {"droit_notifie_le": AUJOURDHUI, "info_recue_le": AUJOURDHUI, "survenu_le": MAINTENANT}
    return [EntreeDroitsDevoirs(personne_id=p.pk, **jours) for p in personnes]


def test_retrouver_vingt_personnes_coute_autant_de_requetes_que_deux():
    compte = []
    for nombre in (2, 20):
        entrees = entrees_de_gens_connus(nombre)
        with CaptureQueriesContext(connection) as requetes:
            emit_all(entrees, par=None)
        compte.append(len(requetes))
    assert Trace.objects.filter(type="DossierRetrouve").count() == 22
    assert compte[0] == compte[1]
