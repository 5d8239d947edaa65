"""La décision : ce qu'elle écrit, le mois qu'elle ouvre, ce qu'elle refuse."""

from datetime import date

import pytest

from orientation.models import Orientation
from orientation.services.decision import FileActivePleine, MotifManquant, decider
from orientation.states import EtatOrientation
from parcours.models import Parcours
from spie.socle.comptes.roles import Role
from spie.socle.courriers.lecture import lire
from spie.socle.envois.models import Envoi
from spie.socle.historique.models import Trace
from spie.socle.states import TransitionInterdite
from tests.factories import (
    MAINTENANT,
    un_agent,
    un_parcours,
    un_territoire,
    une_commune,
    une_orientation,
    une_personne,
    une_structure,
)

MOTIFS = "Vous cherchez un emploi.\nVous n’avez pas de moyen de transport."


def decide(referente, **champs):
    choix = {"modalite": "SOCIALE", "referent": referente, "motif": MOTIFS, "le": MAINTENANT}
    par = champs.pop("par", None) or un_agent(Role.ENCADRANT)
    return decider(orientation=champs.pop("orientation", None) or une_orientation(), par=par, **choix | champs)


def lettre(dans="") -> str:
    """The words of the letter that was deposited."""
    page = Envoi.objects.get(canal="COURRIER").contenu["html"]
    return " ".join(lire(page, dans=dans).replace("\xa0", " ").split())


def test_la_decision_confie_le_parcours_et_ouvre_le_mois_du_contrat(referente):
    # given
    par = un_agent(Role.ENCADRANT)

    # when
    decide(referente, par=par)

    # then
    parcours = Parcours.objects.get()
    assert (parcours.modalite, parcours.referent, parcours.structure) == ("SOCIALE", referente, referente.structure)
    assert (parcours.confie_le, parcours.contrat_avant_le) == (date(2026, 11, 24), date(2026, 12, 24))
    traces = set(Trace.objects.values_list("type", "acteur"))
    assert {("OrientationDecidee", par.pk), ("ParcoursConfie", par.pk)} <= traces


def test_la_personne_recoit_une_lettre_et_un_sms(referente):
    decide(referente, par=un_agent(Role.ENCADRANT, prenom="Dominique", nom="EXEMPLE"))

    assert Envoi.objects.get(canal="COURRIER").gabarit.startswith("C06")
    sms = Envoi.objects.get(canal="SMS").contenu["texte"]
    assert sms.startswith("Département : votre référent(e) est nommé(e).")
    attendus = ("Inès FACTICE", "04 65 71 00 08", "jeudi 24 décembre 2026", "Vous cherchez un emploi.")
    assert [mots for mots in attendus if mots not in lettre()] == []
    assert "Dominique EXEMPLE" in lettre(dans="officiel")


def test_la_lettre_nomme_le_tribunal_du_departement_et_l_adresse_du_recours(referente):
    decide(referente)
    officiel = lettre(dans="officiel")
    assert "le tribunal administratif de Lyon, Palais des juridictions administratives, 184 rue Duguesclin" in officiel
    assert "au président du conseil départemental, Hôtel du Département, quartier La Chaumette" in officiel


def test_la_lettre_vient_du_service_le_plus_proche_de_la_personne(referente):
    ici, ailleurs = une_commune(), une_commune("07010", "Annonay", "07100")
    for nom, commune in (("CMS d'Annonay (fictif)", ailleurs), ("CMS de chez elle (fictif)", ici)):
        territoire = un_territoire(f"DTAS {commune.nom}", communes=[commune])
        une_structure(nom, territoire=territoire, commune=commune, adresse="1 place Imaginaire")
    decide(referente, orientation=une_orientation(parcours=un_parcours(personne=une_personne(commune=ici))))
    assert lettre().startswith("Conseil départemental (Ardèche) CMS de chez elle (fictif) 1 place Imaginaire 07200 Aub")


def test_un_service_sans_telephone_renvoie_a_celui_du_referent(referente):
    assert referente.structure.telephone == ""
    decide(referente)
    assert "Vous pouvez aussi appeler le 04 65 71 00 08." in lettre()


def test_la_lettre_ne_laisse_pas_de_trou_quand_personne_n_a_de_telephone(referente):
    referente.agent.telephone = ""
    decide(referente)
    assert "appeler le" not in lettre()
    assert "Appelez le ." not in lettre(dans="officiel")
    assert "Un centre médico-social du Département" in lettre(dans="officiel")


def test_le_mois_du_contrat_s_arrete_au_dernier_jour_d_un_mois_plus_court(referente):
    decide(referente, le=MAINTENANT.replace(year=2027, month=1, day=31))
    assert Parcours.objects.get().contrat_avant_le == date(2027, 2, 28)


def test_l_echeance_du_contrat_est_la_date_brute_meme_un_dimanche(referente):
    """A delay imposed on the service is never extended."""
    decide(referente, le=MAINTENANT.replace(month=11, day=20))
    assert Parcours.objects.get().contrat_avant_le == date(2026, 12, 20)
    assert date(2026, 12, 20).weekday() == 6


def test_une_bascule_se_decide_encore(referente):
    decide(referente, orientation=une_orientation(etat=EtatOrientation.BASCULEE))
    assert Orientation.objects.get().etat == EtatOrientation.DECIDEE


@pytest.mark.parametrize(
    ("mobile", "avec_adresse", "canaux"),
    [("+33639980001", True, {"SMS", "COURRIER"}), (None, True, {"COURRIER"}), ("+33639980001", False, {"SMS"})],
)
def test_on_ecrit_par_ce_que_l_on_connait(referente, mobile, avec_adresse, canaux):
    personne = une_personne(mobile=mobile)
    if not avec_adresse:
        personne.foyer.adresses.all().delete()
    decide(referente, orientation=une_orientation(parcours=un_parcours(personne=personne)))
    assert set(Envoi.objects.values_list("canal", flat=True)) == canaux


@pytest.mark.parametrize("motif", ["", "  \n "])
def test_sans_motif_la_decision_est_refusee(referente, motif):
    with pytest.raises(MotifManquant):
        decide(referente, motif=motif)
    assert not Envoi.objects.exists()


def test_une_file_pleine_se_depasse_seulement_avec_une_raison_qui_reste_dans_l_histoire(referente_pleine):
    with pytest.raises(FileActivePleine):
        decide(referente_pleine)
    assert not Envoi.objects.exists()

    decide(
        referente_pleine,
        orientation=Orientation.objects.get(),
        motif_depassement="Seule référente du canton.",
    )
    assert Trace.objects.get(type="OrientationDecidee").donnees["motif_depassement"] == "Seule référente du canton."
    assert "Seule référente" not in lettre()


def test_une_decision_deja_prise_est_refusee_meme_depuis_une_copie_perimee(referente):
    orientation = une_orientation()
    perimee = Orientation.objects.get()
    decide(referente, orientation=orientation)
    with pytest.raises(TransitionInterdite, match="décidée"):
        decide(referente, orientation=perimee)
