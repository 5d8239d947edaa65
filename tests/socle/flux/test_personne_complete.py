"""What the flow does to a person known in full: what an agent holds, the lone parent, the NIR of the MSA, who signs."""

from datetime import date

import pytest

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.flux.models import IssueFoyer
from spie.socle.flux.phrases import phrases
from spie.socle.personnes.models import Changement, DossierRSA, MajorationIsolement, Personne
from spie.socle.personnes.services.identite import corriger_identite
from spie.socle.territoires.isolation import departement_courant
from tests.factories import MAINTENANT, un_agent
from tests.socle.flux.gestes import charger, issues, retoucher

OCT, NOV, DEC = date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)


@pytest.fixture
def fichier(tmp_path):
    """``fichier(NOV, NATPF="RSI")``: the month of one lone claimant, with these values in the place of its own."""

    def ecrire_le_mois(reference, rang=1, **valeurs):
        mois = Mois([1, 2], enfants=0, reference=reference)
        return retoucher(ecrire(tmp_path / f"{reference}-{len(valeurs)}.xml", mois), rang, **valeurs)

    return ecrire_le_mois


def la_personne() -> Personne:
    return Personne.objects.get(foyer__dossiers__numero_demande="F0000000001")


def corriger(**champs) -> None:
    personne = la_personne()
    corriger_identite(
        personne=personne, version=personne.version_identite, motif="pièce d'identité", par=un_agent(),
        le=MAINTENANT, **champs,
    )  # fmt: skip


def test_ce_qu_un_agent_a_corrige_ne_fait_ni_ecart_ni_ecriture_chaque_mois(en_07, fichier):
    # given: the first name and the birth date of the flow are both wrong, and an agent corrected them
    charger(fichier(OCT))
    with departement_courant("07"):
        corriger(prenom="Maëlle", date_naissance=date(1988, 2, 29))
    charger(fichier(NOV))
    with departement_courant("07"):
        avant = la_personne(), Changement.objects.count()

    # when: the flow says the same wrong values once more
    lot = charger(fichier(NOV, 2, NOMCOMNAI="AJOUX"), meme_plus_ancien=True)

    # then: nothing to tell of the first household, nothing rejected, nothing written about its people
    assert (lot.rejetes, issues(lot)) == (0, {"MODIFIE": 1})
    with departement_courant("07"):
        personne = la_personne()
        assert (personne.prenom, personne.date_naissance) == ("Maëlle", date(1988, 2, 29))
        assert personne.nom_norme.endswith(" MAELLE")
        assert (personne.version_identite, Changement.objects.count()) == (avant[0].version_identite, avant[1] + 1)


def test_ce_que_personne_n_a_corrige_continue_de_suivre_le_flux(en_07, fichier):
    charger(fichier(OCT))
    with departement_courant("07"):
        corriger(prenom="Maëlle")
    charger(fichier(NOV, NOMCOMNAI="AJOUX"))
    with departement_courant("07"):
        assert (la_personne().prenom, la_personne().commune_naissance) == ("Maëlle", "AJOUX")


def test_chaque_changement_venu_du_flux_dit_qu_il_en_vient(en_07, fichier):
    charger(fichier(OCT))
    charger(fichier(NOV, NOMCOMNAI="AJOUX", SITFAM="DIV"))
    with departement_courant("07"):
        changements = Changement.objects.de_la_personne(la_personne())
        assert set(changements.values_list("objet", "champ", "apres", "origine", "acteur")) == {
            ("personne", "commune_naissance", "AJOUX", "CAF", None),
            ("foyer", "situation", "DIV", "CAF", None),
        }


def test_la_majoration_pour_isolement_commence_se_prolonge_et_finit(en_07, fichier):
    def periodes():
        with departement_courant("07"):
            foyer = la_personne().foyer_id
            return list(
                MajorationIsolement.objects.filter(foyer=foyer).order_by("du").values_list("du", "au", "source")
            )

    # given, when, then: nothing, then the increase of October, told again, then over when December no longer tells it
    charger(fichier(OCT))
    assert periodes() == []
    charger(fichier(NOV, NATPF="RSI", DDNATDRO="2026-11-01"))
    assert periodes() == [(date(2026, 11, 1), None, "flux")]
    lot = charger(fichier(DEC, DDNATDRO="2026-12-01"))
    assert periodes() == [(date(2026, 11, 1), DEC, "flux")]
    with departement_courant("07"):
        modifie = IssueFoyer.objects.get(lot=lot, nature="MODIFIE")
        assert phrases(modifie.changements) == ["majoration pour isolement : « oui » devient « non »"]


def test_une_majoration_redite_n_ecrit_rien_et_une_autre_ferme_la_premiere(en_07, fichier):
    charger(fichier(OCT, NATPF="RSI", DDNATDRO="2026-03-01"))
    lot = charger(fichier(NOV, NATPF="RSI", DDNATDRO="2026-03-01"))
    assert issues(lot) == {}
    charger(fichier(DEC, NATPF="RSI", DDNATDRO="2026-12-01"))
    with departement_courant("07"):
        assert list(MajorationIsolement.objects.order_by("du").values_list("du", "au")) == [
            (date(2026, 3, 1), NOV),
            (date(2026, 12, 1), None),
        ]


def test_a_la_msa_un_numero_d_allocataire_qui_est_un_nir_n_est_jamais_garde_en_clair(en_07, tmp_path):
    # given: no NIR in its own place, and the NIR of the claimant as the number
    msa = ecrire(tmp_path / "msa.xml", Mois([1], organisme="MSA", enfants=0))
    retoucher(msa, 1, MATRICULE="290040701490100", NIR="")

    # when
    charger(msa)

    # then
    with departement_courant("07"):
        dossier, personne = DossierRSA.objects.get(), Personne.objects.get()
        assert personne.nir == "2900407014901"
        assert (personne.nir_empreinte, personne.nir_fin) != (None, None)
        assert dossier.matricule.startswith("NIR")
        assert dossier.matricule_recu == dossier.matricule


def test_un_nir_recu_plus_tard_se_retrouve_par_ses_derniers_chiffres(en_07, fichier):
    charger(fichier(OCT, NIR=""))
    with departement_courant("07"):
        assert la_personne().nir_fin is None
    charger(fichier(NOV))
    with departement_courant("07"):
        personne = la_personne()
        nir = personne.nir
        personne.poser_nir(nir)
        assert bytes(la_personne().nir_fin) == personne.nir_fin


def test_le_meme_numero_ecrit_avec_ou_sans_ses_zeros_est_un_seul_dossier(en_07, fichier):
    charger(fichier(OCT))
    with departement_courant("07"):
        dossier = la_personne().foyer.dossiers.get()
    lot = charger(fichier(NOV, MATRICULE=dossier.matricule.lstrip("0")))
    assert issues(lot) == {}
    with departement_courant("07"):
        assert la_personne().foyer.dossiers.get().matricule == dossier.matricule
        assert len(dossier.matricule_recu) == 15
