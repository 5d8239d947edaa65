"""Suivre ce qui change : quoi, de qui, en quels mots, et jusqu'où va le périmètre de chacun."""

import inspect

import pytest

from spie.accueil.api.changements_dits import FAITS, SORTIES
from spie.accueil.chronologie import DEJA_DITS
from spie.accueil.chronologie import FAITS as RACONTES
from spie.socle.comptes.roles import Role
from spie.socle.historique.services import Event
from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import Foyer, Personne
from spie.socle.personnes.services.fusion import annuler, reunir
from spie.socle.territoires.isolation import departement_courant
from tests.accueil.programmes import confier, refus, un_programme
from tests.accueil.suivi import en_07, suivre, un_fait, une_fiche
from tests.factories import MAINTENANT, un_agent, un_departement, une_commune, une_personne, une_structure


def test_les_changements_se_lisent_une_fois_chacun_dans_l_ordre_ou_ils_ont_ete_ecrits(suivi):
    # given
    personne, types = une_fiche(), list(FAITS)[:2] + ["ParcoursClos", "ParcoursOuvert", "OrientationDecidee"]
    for type_ in types:
        with en_07():
            un_fait(personne.pk, type_)

    # when
    lus, depuis = suivre(suivi, jusqu_a=5)

    # then
    assert [fait["type"] for fait in lus] == types
    assert len({fait["id"] for fait in lus}) == 5
    assert lus[0] == {
        "id": lus[0]["id"],
        "type": "EntreeDroitsDevoirs",
        "libelle": "Entre dans les droits et devoirs",
        "personne": str(personne.pk),
        "foyer": None,
        "champ": None,
        "remplace": None,
        "survenu_le": "2026-11-24T08:00:00Z",
    }
    suite = suivi.get("changements", depuis=depuis).json()
    assert (suite["changements"], suite["encore"]) == ([], False)


def test_un_champ_ecrit_par_le_flux_est_dit_sans_sa_valeur(suivi):
    # given
    personne = une_fiche()
    with en_07():
        Personne.objects.filter(pk=personne.pk).update(nom="NOUVEAUNOM")
    with en_07():
        Foyer.objects.filter(pk=personne.foyer_id).update(enfants_a_charge=2)

    # when
    (nom, enfants), _ = suivre(suivi, jusqu_a=2)

    # then
    assert (nom["type"], nom["champ"], nom["personne"]) == ("ChampModifie", "personne.nom", str(personne.pk))
    assert (enfants["champ"], enfants["foyer"], enfants["personne"]) == (
        "foyer.enfants_a_charge",
        str(personne.foyer_id),
        None,
    )
    assert nom["libelle"] == "Nom d’usage"
    assert "NOUVEAUNOM" not in str(nom)


def test_une_reunion_de_fiches_dit_laquelle_remplace_laquelle_et_son_annulation(suivi):
    # given
    gardee, absorbee = une_fiche(), une_fiche(mobile=None)
    with departement_courant("07"):
        agent = un_agent()
        fusion = reunir(gardee=gardee, absorbee=absorbee, choix={}, motif="doublon", par=agent, le=MAINTENANT)

    # then
    lus, depuis = suivre(suivi, jusqu_a=1, taille=200)
    (reunie,) = [fait for fait in lus if fait["type"] == "FichesReunies"]
    assert (reunie["personne"], reunie["remplace"]) == (str(gardee.pk), str(absorbee.pk))
    with departement_courant("07"):
        annuler(fusion=fusion, par=agent, le=MAINTENANT)
    lus, _ = suivre(suivi, depuis, jusqu_a=2, taille=200)
    defaites = {fait["personne"] for fait in lus if fait["type"] == "FusionDefaite"}
    assert defaites == {str(gardee.pk), str(absorbee.pk)}


def test_un_partenaire_ne_suit_que_les_personnes_de_sa_structure_jusqu_a_leur_sortie(suivi):
    # given
    sienne, autre, partie = une_fiche(nom="SIENNE"), une_fiche(nom="AUTRE"), une_fiche(nom="PARTIE")
    with departement_courant("07"):
        structure = une_structure("Association fictive", "ASSOCIATION")
        partenaire = un_programme(Role.PARTENAIRE, structure=structure)
        confier(sienne, structure)
        confier(partie, structure, clos_le=MAINTENANT, motif_cloture="essai")
    for personne in (autre, partie, sienne):
        for type_ in ("OrientationDecidee", "ParcoursClos"):
            with en_07():
                un_fait(personne.pk, type_)
        with en_07():
            Personne.objects.filter(pk=personne.pk).update(sexe="1")
            Foyer.objects.filter(pk=personne.foyer_id).update(enfants_a_charge=3)

    # when
    lus, _ = suivre(partenaire, jusqu_a=5)

    # then
    assert [(fait["personne"], fait["type"]) for fait in lus[:1]] == [(str(partie.pk), "ParcoursClos")]
    dits = {(fait["type"], fait["personne"] or fait["foyer"]) for fait in lus[1:]}
    siens = {("OrientationDecidee", str(sienne.pk)), ("ParcoursClos", str(sienne.pk))}
    assert dits == siens | {("ChampModifie", str(sienne.pk)), ("ChampModifie", str(sienne.foyer_id))}


def test_ce_qui_change_dans_un_autre_departement_n_est_jamais_dit(suivi):
    un_departement("08", "Ardennes")
    with departement_courant("08"):
        signer(origine=Origine.CAF, le=MAINTENANT)
        ailleurs = une_personne("AILLEURS", commune=une_commune("08001", "Imaginaire", "08000"))
        un_fait(ailleurs.pk)
        Personne.objects.filter(pk=ailleurs.pk).update(sexe="1")
    with en_07():
        un_fait(une_personne(mobile=None).pk, "ParcoursClos")
    lus, _ = suivre(suivi, jusqu_a=1, taille=200)
    assert "ParcoursClos" in [fait["type"] for fait in lus]
    assert str(ailleurs.pk) not in str(lus)


def test_on_peut_partir_de_maintenant(suivi):
    with en_07():
        un_fait(une_personne(mobile=None).pk, "ParcoursClos")
    suivre(suivi, jusqu_a=1, taille=200)
    depart = suivi.get("changements", depuis="maintenant").json()
    assert (depart["changements"], depart["encore"]) == ([], False)
    with en_07():
        un_fait(une_personne(mobile=None).pk, "ParcoursOuvert")
    lus, _ = suivre(suivi, depart["curseur"], jusqu_a=1, taille=200)
    assert [fait["type"] for fait in lus if fait["type"] in FAITS] == ["ParcoursOuvert"]


@pytest.mark.parametrize("depuis", ["abc", "0", "é", "A" * 32 + "=", "_" * 32])
def test_un_curseur_qui_n_est_pas_de_nous_est_refuse(suivi, depuis):
    assert refus(suivi.get("changements", depuis=depuis)) == (400, "repere_illisible")


def des_faits(classe=Event):
    for fille in classe.__subclasses__():
        yield fille
        yield from des_faits(fille)


def test_chaque_fait_raconte_d_une_personne_est_dit_aux_programmes_ou_sa_raison_est_ici():
    """A new fact of the chronology is told too, or its place is in this test."""
    internes = {"SixSemainesOuvertes", "PersonneConvoquee", "EnvoiAnnule", "EnvoiRelance", "CourrierConsulte"}
    internes |= {"SmsRecu"}  # for whoever follows the person
    entre_departements = {"DossierTransmis", "DossierAccueilli", "ReponseRecue"}
    meme_moment = {"SuiviRepris"}  # ParcoursRepris says it
    assert set(RACONTES) - set(FAITS) == internes | entre_departements | meme_moment | set(DEJA_DITS)
    assert set(FAITS) <= {fait.__name__ for fait in des_faits() if not inspect.isabstract(fait)}
    assert set(SORTIES) <= set(FAITS)
