"""Le relais : il porte la boîte au prestataire, se partage le travail, et demande avant de redire."""

import threading

import pytest
from django.db import connection

from spie.socle.courriers.modeles.catalogue import EXEMPLES
from spie.socle.envois import relais, tasks
from spie.socle.envois.canaux import Accepte
from spie.socle.envois.models import Envoi
from spie.socle.territoires.isolation import departement_courant

# What the provider is asked to answer, and how long the relay waits (±20 %).
PREMIERES_ATTENTES = [(30, 24, 36), (120, 96, 144), (300, 240, 360)]


def test_un_message_remis_garde_la_reference_du_prestataire(boite):
    boite.deposer()

    assert boite.passer() == 1

    (recu,) = boite.capteur.recus()
    assert recu["receivers"] == ["+33639980001"]
    assert recu["tag"] == "07:rappel:1"
    assert (boite.envoi().etat, boite.envoi().ref_fournisseur) == ("REMIS", "1")
    assert boite.essais(boite.envoi()) == ["Remis au prestataire."]


def test_une_lettre_part_avec_son_pdf_peint_une_fois(boite):
    envoi = boite.deposer_lettre()

    boite.passer("COURRIER")

    assert boite.envoi().etat == "REMIS"
    with departement_courant("07"):
        assert envoi.pieces.get().pdf.startswith(b"%PDF")
    assert boite.capteur.recus("courrier")[0]["objet"] == EXEMPLES["C02"]().objet


# Several relays


def test_deux_relais_se_partagent_la_boite(boite):
    """The first one has claimed and not committed yet: the second one takes what is left, and waits for nobody."""
    # given
    for n in range(10):
        boite.deposer(cle=f"rappel:{n}")
    pris, prete, fini = {}, threading.Event(), threading.Event()

    def premier():
        with departement_courant("07"):
            pris["premier"] = relais.prendre(canal="SMS", nombre=6)
            prete.set()
            pris["sans attendre"] = fini.wait(10)
        connection.close()

    # when
    fil = threading.Thread(target=premier)
    fil.start()
    prete.wait(10)
    with departement_courant("07"):
        pris["second"] = relais.prendre(canal="SMS", nombre=6)
    fini.set()
    fil.join()

    # then
    un, deux = ({p.id for p in pris[nom]} for nom in ("premier", "second"))
    assert pris["sans attendre"]
    assert (len(un), len(deux)) == (6, 4)
    assert not un & deux


def test_un_relais_qui_se_reveille_apres_son_bail_n_ecrit_plus(boite):
    """Suspended past its lease, it comes back with an answer: someone else has taken the message since."""
    # given
    boite.deposer()
    with departement_courant("07"):
        (endormi,) = relais.prendre(canal="SMS", nombre=1)
    boite.attendre(relais.BAIL)
    boite.passer()

    # when
    with departement_courant("07"):
        tenu = relais.conclure(endormi, Accepte("trop-tard"))

    # then
    assert not tenu
    assert boite.envoi().ref_fournisseur == "1"
    assert boite.essais(boite.envoi())[0].startswith("Réponse arrivée trop tard")


def test_un_prestataire_lent_ne_fait_pas_appeler_apres_le_bail(boite, monkeypatch):
    """What there is no time for goes back to the box, as if it had never been claimed."""
    # given
    monkeypatch.setattr(relais, "BAIL", 0.2)
    boite.capteur.panne("tarder", fois=10)
    for n in range(5):
        boite.deposer(cle=f"rappel:{n}")

    # when
    faits = boite.passer()

    # then
    assert 0 < faits < 5
    rendus = [e for e in boite.envois() if e.etat == "A_ENVOYER"]
    assert len(rendus) == 5 - faits == 5 - len(boite.capteur.recus())
    assert all((e.tentative, e.bail_jeton) == (0, None) for e in rendus)
    monkeypatch.undo()
    boite.passer()
    assert len({m["tag"] for m in boite.capteur.recus()}) == len(boite.capteur.recus()) == 5


# Refusals and back-off


def test_l_essai_s_ecrit_avant_l_appel(boite):
    """A crash during the call leaves an attempt without an end, not a message that nobody remembers trying."""
    boite.deposer()
    with departement_courant("07"):
        relais.prendre(canal="SMS", nombre=1)

    assert boite.envoi().etat == "EN_COURS"
    assert boite.essais(boite.envoi()) == [""]


def test_un_prestataire_injoignable_espace_les_essais(boite):
    boite.deposer()
    boite.capteur.adresse = "http://127.0.0.1:9"  # the « discard » port: nobody listens

    for _, au_moins, au_plus in PREMIERES_ATTENTES:
        boite.passer()
        assert boite.envoi().etat == "A_ENVOYER"
        assert au_moins <= boite.attente(boite.envoi()) + 1 <= au_plus + 1
        assert boite.passer() == 0, "il n'est pas encore temps"
        boite.attendre(au_plus)


def test_au_sixieme_echec_le_message_est_abandonne_et_cela_se_voit(boite):
    boite.deposer()
    boite.capteur.adresse = "http://127.0.0.1:9"

    for _ in range(len(relais.ATTENTES)):
        boite.passer()
        boite.attendre(2 * 3600)

    assert boite.envoi().etat == "ECHEC"
    assert boite.envoi().erreur == "Le prestataire est injoignable."
    assert len(boite.essais(boite.envoi())) == len(relais.ATTENTES)


def test_un_prestataire_qui_demande_d_attendre_est_ecoute(boite):
    boite.capteur.panne("429")
    boite.deposer()
    boite.passer()
    assert boite.envoi().etat == "A_ENVOYER"

    boite.attendre(60)
    boite.passer()
    assert boite.envoi().etat == "REMIS"
    assert len(boite.capteur.recus()) == 1


def test_un_refus_definitif_ne_se_repete_pas(boite):
    boite.capteur.panne("refuser")
    boite.deposer()
    boite.passer()
    boite.attendre(24 * 3600)

    assert boite.passer() == 0
    assert boite.envoi().etat == "ECHEC"
    assert "numéro impossible" in boite.envoi().erreur


# Doubt


@pytest.mark.parametrize("panne", ["couper", "bafouiller"])
def test_un_message_pris_sans_reponse_lisible_se_verifie_et_ne_part_pas_deux_fois(boite, panne):
    # given
    boite.capteur.panne(panne)
    boite.deposer()
    boite.passer()
    assert boite.envoi().etat == "INCERTAIN"

    # when
    boite.attendre(60)
    boite.passer()

    # then
    assert boite.envoi().etat == "REMIS"
    assert len(boite.capteur.recus()) == 1


def test_un_message_incertain_que_le_prestataire_n_a_pas_repart_avec_la_meme_cle(boite):
    boite.capteur.panne("500")
    boite.deposer()
    boite.passer()
    assert (boite.envoi().etat, boite.capteur.recus()) == ("INCERTAIN", [])

    boite.attendre(60)
    boite.passer()

    assert boite.envoi().etat == "REMIS"
    assert [m["tag"] for m in boite.capteur.recus()] == ["07:rappel:1"]


def test_tant_que_le_doute_dure_rien_ne_repart_et_rien_n_est_declare_perdu(boite):
    """The provider took it, then is unreachable for a whole cycle of tries: it may have left."""
    boite.capteur.panne("couper")
    boite.deposer()
    adresse = boite.capteur.adresse
    boite.passer()
    boite.capteur.adresse = "http://127.0.0.1:9"

    for _ in range(len(relais.ATTENTES) + 1):
        boite.attendre(2 * 3600)
        boite.passer()
        assert boite.envoi().etat == "INCERTAIN"

    boite.capteur.adresse = adresse
    boite.attendre(2 * 3600)
    boite.passer()
    assert boite.envoi().etat == "REMIS"
    assert len(boite.capteur.recus()) == 1


# A message that cannot be prepared


def test_une_lettre_impossible_a_peindre_n_arrete_pas_les_autres(boite):
    # given: a page that asks for a picture of the network, which a letter never may
    piegee = boite.deposer_lettre("lettre:0")
    with departement_courant("07"):
        piegee.sceller(destinataire="X", contenu={"html": '<img src="https://example.org/x.png">', "objet": "x"})
        piegee.save(update_fields=["destinataire_scelle", "contenu_scelle"])
    boite.deposer_lettre("lettre:1")

    # when
    boite.passer("COURRIER")

    # then
    assert [(e.cle, e.etat) for e in boite.envois()] == [("lettre:0", "ECHEC"), ("lettre:1", "REMIS")]
    assert len(boite.capteur.recus("courrier")) == 1


def test_sans_imprimeur_les_lettres_se_peignent_et_attendent_le_lot(boite, settings):
    # given
    settings.CANAL_COURRIER_URL = ""
    piegee = boite.deposer_lettre("lettre:0")
    with departement_courant("07"):
        piegee.sceller(destinataire="X", contenu={"html": '<img src="https://example.org/x.png">', "objet": "x"})
        piegee.save(update_fields=["destinataire_scelle", "contenu_scelle"])
    bonne = boite.deposer_lettre("lettre:1")

    # when
    assert tasks.expedier(departement="07", canal="COURRIER") == 1

    # then
    with departement_courant("07"):
        assert [e.pk for e in Envoi.objects.a_imprimer()] == [bonne.pk]
    assert [e.etat for e in boite.envois()] == ["ECHEC", "A_ENVOYER"]
    assert tasks.expedier(departement="07", canal="COURRIER") == 0
