"""Sous chaque information de l'identité : d'où elle vient, et depuis quand."""

from datetime import date, timedelta

import pytest

from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import Personne
from spie.socle.personnes.services.identite import corriger_identite, noter_echanges
from tests.accueil.fiche import page
from tests.factories import MAINTENANT, un_agent, un_dossier, une_personne
from tests.pages import mots

pytestmark = pytest.mark.usefixtures("maintenant")


@pytest.fixture
def origines(client, referente):
    return lambda personne: page(client, personne).context["origines"]


def test_ce_que_la_caf_dit_toujours_se_dit_une_fois_avec_la_date_de_son_fichier(origines):
    personne = une_personne()
    un_dossier(personne.foyer, vu_le=date(2026, 10, 31))
    dit = "Nom d’usage, prénoms, naissance, sexe : comme dans le fichier de la CAF du 31/10/2026."
    assert origines(personne) == {"fichier": dit}


def test_une_correction_porte_le_nom_de_l_agent_et_son_jour(origines, client):
    # given
    personne, agent = une_personne(), un_agent(prenom="Sacha")
    un_dossier(personne.foyer)
    signer(origine=Origine.AGENT, par=agent, le=MAINTENANT - timedelta(days=3))
    commun = {"par": agent, "le": MAINTENANT}
    corriger_identite(personne=personne, version=1, motif="pièce d'identité vue", autres_prenoms="Rose", **commun)

    # then
    assert origines(personne)["prenom"] == "Sacha FACTICE, 21/11/2026"
    assert "Lina, Rose Sacha FACTICE, 21/11/2026" in mots(page(client, personne))


def test_une_liste_un_autre_departement_et_une_fusion_se_disent(origines):
    personne = une_personne()
    dits = ((Origine.IMPORT, "pays_naissance"), (Origine.MUTATION, "nom_naissance"), (Origine.FUSION, "autres_prenoms"))
    for jours, (origine, champ) in enumerate(dits, start=1):
        signer(origine=origine, le=MAINTENANT - timedelta(days=jours))
        Personne.objects.update(**{champ: "Imaginaire"})
    assert origines(personne) == {
        "naissance": "liste importée, 23/11/2026",
        "nom_naissance": "dossier d’un autre département, 22/11/2026",
        "prenom": "réunion ou séparation de fiches, 21/11/2026",
    }


def test_seul_le_dernier_changement_compte(origines):
    personne = une_personne()
    for jours, langues in ((5, ["fra"]), (2, ["ara"])):
        signer(origine=Origine.AGENT, par=un_agent(prenom=f"Alix{jours}"), le=MAINTENANT - timedelta(days=jours))
        personne.refresh_from_db()
        version = personne.version_echanges
        noter_echanges(personne=personne, version=version, par=un_agent(), le=MAINTENANT, langues=langues)
    assert origines(personne)["langues"] == "Alix2 FACTICE, 22/11/2026"


def test_ce_qu_on_ignore_ne_se_dit_pas(origines):
    assert origines(une_personne()) == {}


def test_un_enfant_ou_un_champ_corrige_ne_vient_pas_du_fichier(origines):
    adulte = une_personne(champs_tenus=["sexe"])
    un_dossier(adulte.foyer)
    assert origines(adulte)["fichier"].startswith("Nom d’usage, prénoms, naissance : comme")
    assert origines(une_personne(prenom="Noé", role="ENF", foyer=adulte.foyer, mobile=None)) == {}
