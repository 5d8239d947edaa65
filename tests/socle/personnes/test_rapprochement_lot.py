"""The matching of a whole batch: what it costs, what it may see, what it says of those who are followed elsewhere."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from parcours.models import Parcours
from spie.socle.calendrier.models import ParametreLocal
from spie.socle.comptes.roles import Role
from spie.socle.personnes.identite import matricule
from spie.socle.personnes.identite.nir import Nir
from spie.socle.personnes.models import Contact, DossierRSA, Foyer, Personne
from spie.socle.personnes.rapprochement import Ecart, LigneRecue, Verdict, doublons, rapprocher
from spie.socle.personnes.rapprochement.candidats import CANDIDATS, valeurs_de
from spie.socle.personnes.rapprochement.regles import FICHIER, Effet, du_departement, par_defaut
from spie.socle.territoires.isolation import annonce, departement_courant, set_departement
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_dossier,
    un_parcours,
    une_personne,
    une_structure,
)

NIR = Nir("2900507019901")
SOURCES = FICHIER.parent


def ligne(rang=1, **champs) -> LigneRecue:
    return LigneRecue(**{"rang": rang, "nom": "SPECIMEN", "prenom": "Lina", "naissance": date(1990, 5, 17)} | champs)


def test_mille_lignes_coutent_autant_de_requetes_par_tranche_qu_une_seule(ardeche, django_assert_num_queries):
    personne = une_personne()
    un_parcours(personne=personne)
    un_dossier(personne.foyer, matricule="9000001")
    lignes = [ligne(rang, telephones=("+33639980001",), matricule="9000001") for rang in range(1000)]
    with django_assert_num_queries(1 + 5):
        assert rapprocher([lignes[0]], au=AUJOURDHUI)[0].verdict == Verdict.MEME
    with django_assert_num_queries(1 + 2 * 5):
        decisions = rapprocher(lignes, au=AUJOURDHUI)
    assert [d.rang for d in decisions] == list(range(1000))
    assert {d.personne_id for d in decisions} == {personne.pk}


def test_rien_a_rapprocher_ne_coute_rien_de_plus(ardeche, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert rapprocher([], au=AUJOURDHUI) == []


def test_chaque_chemin_passe_par_un_index_malgre_les_murs(base_vivante):
    """A condition that row-level security holds back could use no index: all the département would be read."""
    # given enough people for an index to be worth it, and a planner that knows it
    un_departement()
    recue = ligne(nir=NIR, numero_demande="D1", matricule="9000001", telephones=("+33639980001",))
    with departement_courant("07"):
        peupler(1000)
    with connections["proprietaire"].cursor() as cursor:
        cursor.execute("ANALYZE")

    # when
    with departement_courant("07"), connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + CANDIDATS, valeurs_de([recue]))
        plan = [texte for (texte,) in cursor.fetchall()]

    # then
    assert [texte for texte in plan if "Seq Scan on personnes_" in texte] == []
    conditions = "\n".join(texte.replace("::text", "") for texte in plan if "Index Cond" in texte)
    cles = ("nir_empreinte", "numero_demande", "matricule", "valeur", "nom_norme", "prenom_norme", "date_naissance")
    assert [cle for cle in cles if not re.search(rf"{cle}\)? = r", conditions)] == [], conditions


def peupler(nombre: int) -> None:
    """Children, for they are the quickest to write, each in a household of theirs."""
    foyers = Foyer.objects.bulk_create(Foyer() for _ in range(nombre))
    personnes = [
        Personne(foyer=foyer, role="ENF", nom=f"SPECIMEN{rang}", prenom=f"Prenom{rang}", nir_empreinte=b"%d" % rang)
        for rang, foyer in enumerate(foyers)
    ]
    for rang, personne in enumerate(personnes):
        personne.date_naissance = date(1950, 1, 1) + timedelta(days=rang)
        personne.normer()
    Personne.objects.bulk_create(personnes)
    vu = {"etat": "2", "etat_depuis": AUJOURDHUI, "vu_le": AUJOURDHUI}
    DossierRSA.objects.bulk_create(
        DossierRSA(foyer=foyer, organisme="CAF", matricule=f"{rang:07d}", numero_demande=f"D{rang:010d}", **vu)
        for rang, foyer in enumerate(foyers)
    )
    Contact.objects.bulk_create(
        Contact(personne=personne, nature="TELEPHONE", valeur=f"+3363998{rang:04d}", source="test", du=AUJOURDHUI)
        for rang, personne in enumerate(personnes)
    )


def test_personne_d_un_autre_departement_n_est_rapprochee(ardeche):
    un_departement("08", "Ardennes")
    with annonce("08"):
        ailleurs = une_personne()
        ailleurs.poser_nir(NIR.racine)
        ailleurs.save()
    set_departement("07")
    assert rapprocher([ligne(nir=NIR)], au=AUJOURDHUI)[0].verdict == Verdict.NOUVELLE


def test_une_personne_au_parcours_clos_est_trouvee_et_le_dit(ardeche):
    personne = une_personne()
    un_parcours(personne=personne, clos_le=MAINTENANT, motif_cloture="déménagement")
    (decision,) = rapprocher([ligne()], au=AUJOURDHUI)
    assert decision.personne_id == personne.pk
    attendu = "parcours clos le 24/11/2026 (déménagement) : reprendre cette personne le rouvrira."
    assert attendu in decision.avertissements
    assert decision.candidate.situation.clos_le == AUJOURDHUI


def test_le_parcours_en_cours_compte_plus_que_l_ancien(ardeche):
    personne = une_personne()
    un_parcours(personne=personne, clos_le=MAINTENANT, motif_cloture="déménagement")
    un_parcours(personne=personne)
    assert rapprocher([ligne()], au=AUJOURDHUI)[0].avertissements == ()


def test_une_personne_d_une_autre_structure_est_trouvee_et_le_dit(ardeche):
    structure = une_structure("Association Imaginaire", nature="ASSOCIATION")
    affectation = un_agent(Role.REFERENT, structure=structure, prenom="Ana", nom="FACTICE").affectations.get()
    un_parcours(
        personne=une_personne(),
        modalite=Parcours.Modalite.SOCIALE,
        structure=structure,
        referent=affectation,
        confie_le=AUJOURDHUI,
    )
    par_une_autre = rapprocher([ligne()], au=AUJOURDHUI, pour=une_structure().pk)[0]
    par_la_meme = rapprocher([ligne()], au=AUJOURDHUI, pour=structure.pk)[0]
    assert "suivie par une autre structure : Association Imaginaire (Ana FACTICE)." in par_une_autre.avertissements
    assert "suivie par Association Imaginaire (Ana FACTICE)." in par_la_meme.avertissements


def test_les_deux_identites_se_montrent_cote_a_cote(ardeche):
    # given
    personne = une_personne(nom="Spécimen", sexe="2", commune_naissance="Aubenas", mobile="+33639980001")
    personne.poser_nir(NIR.racine)
    personne.save()
    un_dossier(personne.foyer, matricule="9000001", numero_demande="D1")
    recue = ligne(
        nom_naissance="FACTICE", naissance=date(1990, 7, 15), nir=NIR, telephones=("+33639980002",), role="CJT"
    )

    # when
    champs = {champ.nom: champ for champ in rapprocher([recue], au=AUJOURDHUI)[0].candidate.comparaison}

    # then
    assert {nom: champ.ecart for nom, champ in champs.items()} == {
        "nom": Ecart.IDENTIQUE,
        "nom_naissance": Ecart.COMPLETE,
        "prenom": Ecart.IDENTIQUE,
        "naissance": Ecart.DIFFERENT,
        "commune_naissance": Ecart.ABSENT,
        "sexe": Ecart.ABSENT,
        "role": Ecart.DIFFERENT,
        "nir": Ecart.IDENTIQUE,
        "matricule": Ecart.ABSENT,
        "numero_demande": Ecart.ABSENT,
        "telephones": Ecart.DIFFERENT,
    }
    assert (champs["naissance"].recu, champs["naissance"].connu) == ("15/07/1990", "17/05/1990")
    assert (champs["role"].recu, champs["role"].connu) == ("conjoint(e)", "allocataire")
    assert champs["telephones"].recu == "06 39 98 00 02"
    assert champs["nir"].recu == NIR.masque


def test_rien_de_secret_ne_sort_dans_une_decision(ardeche):
    msa = matricule.lire(NIR.avec_cle).valeur
    personne = une_personne()
    personne.poser_nir(NIR.racine)
    personne.save()
    cle = msa.cle(departement="07")
    un_dossier(personne.foyer, organisme="MSA", matricule=cle, matricule_recu=msa.a_garder(departement="07"))
    (decision,) = rapprocher([ligne(nir=NIR, matricule=cle, role="DEM")], au=AUJOURDHUI)
    montre = [champ.recu + champ.connu for champ in decision.candidate.comparaison]
    assert NIR.racine not in f"{decision!r}{montre}"
    assert not [texte for texte in montre if cle in texte]
    assert not [secret for secret in ("SPECIMEN", "Lina", "1990") if secret in repr(decision) + repr(ligne(nir=NIR))]


def test_chaque_regle_citee_existe_et_chaque_regle_sert():
    regles = par_defaut(au=AUJOURDHUI)
    code = "\n".join((SOURCES / f"{nom}.py").read_text() for nom in ("criteres", "jugement", "arbitrage"))
    composes = ("demande.", "matricule.", "telephone.", "courriel.", "seuil.")
    assert [r for r in regles if r not in code and not r.startswith(composes)] == []
    assert all(regle.phrase for regle in regles.values())
    assert set(Effet) == {regle.effet for regle in regles.values()}


def test_un_departement_regle_la_force_d_une_regle_a_partir_d_un_jour(ardeche):
    une_personne(mobile="+33639980001")
    recue = ligne(telephones=("+33639980001",), naissance=None)
    assert rapprocher([recue], au=AUJOURDHUI)[0].verdict == Verdict.PROBABLE
    ParametreLocal.objects.create(
        code="rapprochement.telephone.meme_prenom", valeur=0, motif="essai", valide_du=AUJOURDHUI
    )
    assert rapprocher([recue], au=date(2026, 11, 23))[0].verdict == Verdict.PROBABLE
    assert rapprocher([recue], au=AUJOURDHUI)[0].verdict == Verdict.NOUVELLE


def test_un_departement_ne_peut_pas_rendre_favorable_ce_qui_contredit(ardeche):
    ParametreLocal.objects.create(
        code="rapprochement.nom.different", valeur=90, motif="essai", valide_du=date(2026, 1, 1)
    )
    ParametreLocal.objects.create(code="rapprochement.inconnue", valeur=1, motif="essai", valide_du=date(2026, 1, 1))
    regles = du_departement(au=AUJOURDHUI)
    assert (regles["nom.different"].poids, regles["nom.different"].effet) == (-90, Effet.OPPOSE)
    assert "inconnue" not in regles


def test_un_jumeau_connu_n_est_pas_pris_pour_un_doublon(ardeche):
    personne, jumeau = une_personne(mobile=None), une_personne(prenom="Lisa", mobile=None)
    personne.poser_nir(NIR.racine)
    personne.save()
    (decision,) = rapprocher([ligne(nir=NIR)], au=AUJOURDHUI)
    assert (decision.verdict, decision.personne_id) == (Verdict.MEME, personne.pk)
    assert not [dit for dit in decision.avertissements if jumeau.prenom in dit]


def test_une_regle_ne_vaut_pas_avant_son_jour():
    assert par_defaut(au=date(2024, 12, 31)) == {}


@pytest.mark.parametrize(
    ("seconde", "repetee"),
    [
        (ligne(2), True),
        (ligne(2, nom="specimen", prenom="LINA"), True),
        (ligne(2, nom="FACTICE", prenom="Awa", nir=NIR), True),
        (ligne(2, nir=Nir("2900507019902")), False),
        (ligne(2, naissance=None), False),
        (ligne(2, naissance=None, matricule="9000001", role="DEM"), True),
        (ligne(2, naissance=None, matricule="9000001", role="CJT"), False),
        (ligne(2, prenom="Awa", naissance=None, matricule="9000001", role="DEM"), False),
    ],
)
def test_une_personne_ecrite_deux_fois_dans_un_fichier_se_voit(seconde, repetee):
    premiere = ligne(1, nir=NIR, matricule="9000001", role="DEM")
    assert doublons([premiere, seconde]) == ({2: 1} if repetee else {})


def test_trois_lignes_de_la_meme_personne_renvoient_a_la_premiere():
    lignes = [ligne(1, nir=NIR), ligne(2), ligne(3, nom="", prenom="", naissance=None, nir=NIR)]
    assert doublons(lignes) == {2: 1, 3: 1}
