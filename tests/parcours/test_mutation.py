"""D'un département à l'autre : le minimum part, l'autre répond, qui revient retrouve son dossier."""

from datetime import date, timedelta

import pytest

from parcours.models import Parcours
from parcours.services import mutation
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import Changement, Depart, Personne, Pli, SoumissionDroitsDevoirs
from spie.socle.personnes.rapprochement import Verdict
from spie.socle.personnes.services.opposition import s_opposer
from spie.socle.personnes.services.pli import contenu_de, relever_les_reponses
from spie.socle.personnes.services.refus import DejaPartie, PliDejaTraite
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_parcours,
    une_personne,
    une_structure,
)
from tests.parcours.departs import NIR, chez, partir, une_allocataire

PERMIS = {"version", "identite", "contacts", "refus", "parcours", "depart"}


@pytest.fixture(autouse=True)
def ardennes(ardeche):
    return un_departement("08", "Ardennes")


@pytest.fixture
def agent(ardeche):
    return un_agent(Role.REFERENT)


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


def confier(personne):
    structure = une_structure()
    referent = un_agent(structure=structure).affectations.get()
    dates = {"confie_le": date(2026, 2, 1), "contrat_avant_le": date(2026, 3, 1)}
    un_parcours(personne=personne, modalite="SOCIALE", structure=structure, referent=referent, **dates)


def donner_le_numero_d_un_proche(personne):
    personne.contacts.create(
        nature="TELEPHONE", valeur="+33639980009", titulaire="PROCHE", source="agent", du=date(2026, 1, 1)
    )


def test_le_minimum_part_et_rien_d_autre(agent):
    # given
    personne = une_allocataire(nom_naissance="EXEMPLE", langues=["ara"], mobile="+33639980001")
    confier(personne)
    donner_le_numero_d_un_proche(personne)
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
