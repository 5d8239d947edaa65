"""La surveillance des six semaines : une question posée à la base, qui donne la même réponse quand on la répète."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from orientation.models import Alerte, Orientation
from orientation.services.decision import decider
from orientation.services.surveillance import surveiller
from orientation.states import EtatOrientation
from orientation.tasks import surveiller as tache
from spie.celery import app
from spie.socle.calendrier.models import ParametreLocal
from spie.socle.comptes.roles import Role
from spie.socle.historique.models import Trace
from spie.socle.territoires.isolation import annonce, departement_courant, set_departement
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_parcours,
    une_orientation,
    une_personne,
)
from tests.pages import mots


def un_cas(nom, *, locale, legale):
    """A decision to take; both deadlines in days from today."""
    return une_orientation(
        parcours=un_parcours(personne=une_personne(nom, mobile=None)),
        echeance_locale=AUJOURDHUI + timedelta(days=locale),
        echeance_legale=AUJOURDHUI + timedelta(days=legale),
    )


def cas_courants():
    un_cas("LOIN", locale=20, legale=23)
    un_cas("BIENTOT", locale=14, legale=17)
    un_cas("AUJOURDHUI", locale=-3, legale=0)
    un_cas("DEMAIN", locale=-2, legale=1)
    un_cas("PASSEE", locale=-4, legale=-1)


def lignes():
    """Everything the check leaves, except its own identifiers and the moment it ran."""
    alertes = Alerte.objects.values_list("orientation__parcours__personne__nom", "nature", "role")
    etats = Orientation.objects.values_list("parcours__personne__nom", "etat")
    return sorted(alertes), sorted(etats), Trace.objects.filter(type="OrientationBasculee").count()


@pytest.mark.usefixtures("ardeche")
def test_chaque_cas_a_l_heure_dite():
    cas_courants()

    bilan = surveiller(au=AUJOURDHUI, le=MAINTENANT)

    alertes, etats, traces = lignes()
    assert [nom for nom, etat in etats if etat == EtatOrientation.BASCULEE] == ["PASSEE"]
    assert alertes == [
        ("AUJOURDHUI", "BIENTOT", "ENCADRANT"),
        ("BIENTOT", "BIENTOT", "ENCADRANT"),
        ("DEMAIN", "BIENTOT", "ENCADRANT"),
        ("PASSEE", "BASCULE", "ENCADRANT"),
        ("PASSEE", "BASCULE", "PILOTE"),
    ]
    assert traces == 1
    assert bilan == {"basculees": 1, "alertes_bascule": 2, "alertes_bientot": 3}


@pytest.mark.usefixtures("ardeche")
def test_repassee_le_meme_jour_elle_n_ecrit_rien():
    cas_courants()
    surveiller(au=AUJOURDHUI, le=MAINTENANT)
    avant = lignes()

    assert surveiller(au=AUJOURDHUI, le=MAINTENANT + timedelta(hours=3)) == dict.fromkeys(
        ["basculees", "alertes_bascule", "alertes_bientot"], 0
    )
    assert lignes() == avant


@pytest.mark.usefixtures("ardeche")
@pytest.mark.parametrize("passages", [[0, 1, 2, 3], [3], [0, 3], [0, 0, 3, 3]], ids=str)
def test_trois_jours_de_panne_puis_un_passage_donnent_ce_que_quatre_matins_auraient_donne(passages):
    cas_courants()

    for jours in passages:
        surveiller(au=AUJOURDHUI + timedelta(days=jours), le=MAINTENANT + timedelta(days=jours))

    alertes, etats, traces = lignes()
    basculees = ["AUJOURDHUI", "DEMAIN", "PASSEE"]
    assert [nom for nom, etat in etats if etat == EtatOrientation.BASCULEE] == basculees
    assert traces == 3
    de_bascule = [(nom, role) for nom, nature, role in alertes if nature == "BASCULE"]
    assert de_bascule == [(nom, role) for nom in basculees for role in ("ENCADRANT", "PILOTE")]
    # What still holds is the same too, whatever the mornings missed.
    actuelles = Alerte.objects.actuelles().filter(nature="BIENTOT")
    assert sorted(actuelles.values_list("orientation__parcours__personne__nom", flat=True)) == ["BIENTOT"]


@pytest.mark.usefixtures("ardeche")
def test_la_bascule_suit_l_echeance_legale_pas_la_promesse_locale():
    orientation = un_cas("SPECIMEN", locale=-10, legale=0)
    surveiller(au=AUJOURDHUI, le=MAINTENANT)
    orientation.refresh_from_db()
    assert (orientation.etat, orientation.basculee_le) == (EtatOrientation.A_DECIDER, None)

    surveiller(au=AUJOURDHUI + timedelta(days=1), le=MAINTENANT + timedelta(days=1))
    orientation.refresh_from_db()
    assert (orientation.etat, orientation.basculee_le) == (EtatOrientation.BASCULEE, MAINTENANT + timedelta(days=1))


@pytest.mark.usefixtures("ardeche")
def test_ce_qui_est_decide_ou_sans_objet_ne_bascule_pas():
    une_orientation(echeance_legale=AUJOURDHUI - timedelta(days=9), etat=EtatOrientation.SANS_OBJET)
    decider(
        orientation=un_cas("DECIDEE", locale=-9, legale=-9),
        modalite="SOCIALE",
        referent=un_agent(Role.REFERENT).affectations.get(),
        motif="Vous cherchez un emploi.",
        par=un_agent(Role.ENCADRANT),
        le=MAINTENANT,
    )
    assert set(surveiller(au=AUJOURDHUI, le=MAINTENANT).values()) == {0}


@pytest.mark.usefixtures("ardeche")
def test_un_departement_regle_lui_meme_le_moment_de_l_alerte():
    un_cas("SPECIMEN", locale=20, legale=23)
    ParametreLocal.objects.create(
        code="orientation.alerte", valeur=21, motif="délibération fictive", valide_du=date(2026, 1, 1)
    )
    assert surveiller(au=AUJOURDHUI, le=MAINTENANT)["alertes_bientot"] == 1


@pytest.mark.usefixtures("ardeche")
def test_la_surveillance_d_un_departement_ne_touche_pas_l_autre():
    un_departement("08", "Ardennes")
    with annonce("08"):
        un_cas("AILLEURS", locale=-9, legale=-9)
    set_departement("07")

    surveiller(au=AUJOURDHUI, le=MAINTENANT)

    with annonce("08"):
        assert Orientation.objects.get().etat == EtatOrientation.A_DECIDER
    set_departement("07")


def test_la_tache_vit_le_jour_du_departement(base_vivante, maintenant):
    """At 9 in Paris on the 24th, it is still the 23rd in Papeete."""
    un_departement("07")
    un_departement("987", "Département du Pacifique (fictif)")
    type(un_departement("987")).objects.filter(code="987").update(fuseau="Pacific/Tahiti")
    for code in ("07", "987"):
        with departement_courant(code):
            un_cas("SPECIMEN", locale=-9, legale=-1)

    assert [tache(departement=code)["basculees"] for code in ("07", "987")] == [1, 0]


def test_elle_passe_chaque_matin_dans_l_horaire():
    assert app.conf.beat_schedule["surveiller-les-six-semaines"]["task"] in app.tasks


# Who sees it
TITRES = ("Six semaines légales écoulées", "Six semaines bientôt écoulées")


@pytest.mark.usefixtures("variables_connues")
@pytest.mark.parametrize(
    ("role", "voit"),
    [
        (Role.ENCADRANT, ["Six semaines légales écoulées : 1 personne", "Six semaines bientôt écoulées : 3 personnes"]),
        (Role.PILOTE, ["Six semaines légales écoulées : 1 personne"]),
        *((role, []) for role in (Role.ACCUEIL, Role.REFERENT, Role.CONTROLE, Role.EMPLOI, Role.PARTENAIRE)),
        (Role.ADMINISTRATEUR, []),
    ],
)
def test_chaque_alerte_se_voit_a_l_accueil_de_ceux_a_qui_elle_s_adresse(connecte, client, maintenant, role, voit):
    connecte(role)
    cas_courants()
    surveiller(au=AUJOURDHUI, le=MAINTENANT)

    texte = mots(client.get("/"))

    assert [titre for titre in TITRES if titre in texte] == [titre.partition(" :")[0] for titre in voit]
    assert [titre for titre in voit if titre not in texte] == []


def test_l_alerte_nomme_la_personne_dit_la_date_et_mene_a_la_decision(connecte, client, maintenant):
    connecte(Role.PILOTE)
    orientation = un_cas("SPECIMEN", locale=-4, legale=-1)
    surveiller(au=AUJOURDHUI, le=MAINTENANT)

    reponse = client.get("/")

    phrase = "SPECIMEN Lina: échéance légale le lun. 23 nov. 2026, dépassé de 1 jour. France Travail peut orienter."
    assert phrase in mots(reponse).replace(" :", ":")
    assert reverse("orientation:decider", args=[orientation.pk]) in reponse.content.decode()


def test_le_nombre_de_l_alerte_ouvre_la_liste_de_ce_nombre(connecte, client, maintenant):
    connecte(Role.ENCADRANT)
    for n in range(8):
        un_cas(f"PASSEE{n}", locale=-4, legale=-1)
    un_cas("BIENTOT", locale=3, legale=6)
    un_cas("DEPASSEE", locale=-2, legale=1)
    surveiller(au=AUJOURDHUI, le=MAINTENANT)

    accueil = client.get("/").content.decode()

    for nature, noms in (("BASCULE", [f"PASSEE{n}" for n in range(8)]), ("BIENTOT", ["BIENTOT", "DEPASSEE"])):
        lien = f"{reverse('orientation:file')}?alerte={nature}"
        assert f'href="{lien}"' in accueil
        liste = mots(client.get(lien))
        assert [nom for nom in noms if nom not in liste] == []
        assert f"{len(noms)} résultats" in liste


def test_decider_eteint_l_alerte_de_tout_le_monde(connecte, client, maintenant):
    connecte(Role.ENCADRANT)
    orientation = un_cas("SPECIMEN", locale=-4, legale=-1)
    surveiller(au=AUJOURDHUI, le=MAINTENANT)
    referent = un_agent(Role.REFERENT).affectations.get()
    decider(
        orientation=orientation, modalite="SOCIALE", referent=referent, motif="Emploi.", par=un_agent(), le=MAINTENANT
    )

    assert "Six semaines" not in mots(client.get("/"))
    surveiller(au=AUJOURDHUI + timedelta(days=1), le=MAINTENANT)
    assert "Six semaines" not in mots(client.get("/"))
