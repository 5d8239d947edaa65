"""One household of the file, value by value: what is read, what is kept as received, what is refused."""

import pytest
from lxml import etree

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.flux.lecture import blocs, lire_foyer
from spie.socle.flux.lecture.motifs import motif_de_sortie
from tests.socle.flux.gestes import ECHANTILLONS, OCTOBRE, retoucher


@pytest.fixture
def foyer(tmp_path):
    """``foyer(NOM="X")``: one household, with these values in the place of its own."""

    def lire(mois=None, **valeurs):
        chemin = ecrire(tmp_path / "f.xml", mois or Mois([1], enfants=0))
        return next(lire_foyer(b) for b in blocs(retoucher(chemin, 1, **valeurs)) if b.tag == "InfosFoyerRSA")

    return lire


@pytest.mark.parametrize(
    ("balise", "valeur", "phrase"),
    [
        ("DTNAI", "1990-13-45", "DTNAI « 1990-13-45 » : il faut une date (AAAA-MM-JJ) qui existe."),
        ("DTNAI", "12/04/1990", "DTNAI « 12/04/1990 » : il faut une date (AAAA-MM-JJ) qui existe."),
        ("DTNAI", "0190-04-12", "DTNAI « 0190-04-12 » : il faut une date (AAAA-MM-JJ) qui existe."),
        ("DTNAI", "", "DTNAI manque."),
        ("NOM", "", "NOM manque."),
        ("NOM", "X" * 29, "NOM : il faut 28 caractères au plus."),
        ("PRENOM", "X" * 33, "PRENOM : il faut 32 caractères au plus."),
        ("SEXE", "3", "SEXE : il faut 1 ou 2."),
        ("NIR", "290", "NIR : il faut 13 ou 15 caractères, chiffres et A ou B."),
        ("NIR", "29004070O4901", "NIR : il faut 13 ou 15 caractères, chiffres et A ou B."),
        ("FONORG", "CPAM", "FONORG : il faut CAF ou MSA."),
        ("MATRICULE", "90A", "MATRICULE : il faut un nombre de 15 chiffres au plus, pas que des zéros."),
        ("NUMDEMRSA", "123456789012", "NUMDEMRSA : il faut un code de 11 signes au plus."),
        ("NUMDEMRSA", "", "NUMDEMRSA manque."),
        ("ETATDOSRSA", "", "ETATDOSRSA manque ou n'est pas un code de 2 signes."),
        ("ETATDOSRSA", "222", "ETATDOSRSA manque ou n'est pas un code de 2 signes."),
        ("TOPPERSDRODEVORSA", "O", "TOPPERSDRODEVORSA « O » : il faut 0 ou 1."),
        ("NUMCOM", "7019", "NUMCOM : il faut un code INSEE de commune."),
        ("CODEPOS", "0720", "CODEPOS : il faut un code postal."),
        ("NBENFAUTCHA", "deux", "NBENFAUTCHA « deux » : il faut un nombre."),
    ],
)
def test_une_valeur_impossible_est_dite_en_francais(foyer, balise, valeur, phrase):
    assert [message for _, message in foyer(**{balise: valeur}).erreurs] == [phrase]


@pytest.mark.parametrize("balise", ["NIR", "NOM", "PRENOM"])
def test_un_nom_ou_un_nir_n_est_jamais_repete_dans_un_message(foyer, balise):
    (message,) = (message for _, message in foyer(**{balise: "CONFIDENTIEL" * 4}).erreurs)
    assert "CONFIDENTIEL" not in message


@pytest.mark.parametrize(
    ("balise", "valeur", "colonne", "lue"),
    [
        ("NOM", " SPECIMEN ", "nom", "SPECIMEN"),
        ("NIR", "178112A06490233", "nir", "178112A06490233"),
        ("TOPPERSDRODEVORSA", "true", "droits_devoirs", True),
    ],
)
def test_une_valeur_de_personne_est_lue_telle_que_recue(foyer, balise, valeur, colonne, lue):
    assert foyer(**{balise: valeur}).personnes[0][colonne] == lue


def test_la_place_dans_le_foyer_est_celle_de_la_prestation_rsa(foyer):
    assert foyer(ROLEPERS="ENF").personnes[0]["role"] == "DEM"


def test_un_enfant_sans_nir_et_sans_droits_est_accepte(foyer):
    lu = foyer(Mois([1], enfants=1))
    assert not lu.erreurs
    assert [(p["role"], p["nir"], p["droits_devoirs"]) for p in lu.personnes[1:]] == [("ENF", "", False)]


def bloc_avec(etats: str) -> etree._Element:
    foyer = next(b for b in blocs(ECHANTILLONS / OCTOBRE) if b.tag == "InfosFoyerRSA")
    situation = foyer.find("PrestationRSA/SituationDossierRSA")
    situation.clear()
    situation.extend(etree.fromstring(f"<x>{etats}</x>"))
    return foyer


ETAT = "<EtatDossierRSA><ETATDOSRSA>{}</ETATDOSRSA></EtatDossierRSA>"
SUSPENDU = (
    "<SuspensionVersement><MOTISUSVERSRSA>{}</MOTISUSVERSRSA>"
    "<DDSUSVERSRSA>2026-10-01</DDSUSVERSRSA></SuspensionVersement>"
)
CLOS = "<FinDroit><MOTICLORSA>{}</MOTICLORSA><DTCLORSA>2026-09-30</DTCLORSA></FinDroit>"


@pytest.mark.parametrize(
    ("etats", "etat", "motif", "suivi"),
    [
        (ETAT.format(2), "2", "", True),
        (ETAT.format(0), "0", "", False),
        (ETAT.format(4) + SUSPENDU.format("06"), "4", "06", True),
        (ETAT.format(4) + SUSPENDU.format("04"), "4", "04", False),
        (ETAT.format(5) + CLOS.format("MUT"), "5", "MUT", False),
        # The reason is the one of the state, whatever other blocks stand there.
        (ETAT.format(5) + SUSPENDU.format("06") + CLOS.format("ECH"), "5", "ECH", False),
        (ETAT.format(2) + SUSPENDU.format("06"), "2", "", True),
        # Several states: 0, 1, 5, 3, 4, 2, 6.
        (ETAT.format(2) + ETAT.format(5) + CLOS.format("RFD"), "5", "RFD", False),
        (ETAT.format(4) + ETAT.format(3), "3", "", True),
        (ETAT.format("Z9"), "Z9", "", False),
    ],
)
def test_l_etat_du_droit_et_son_motif(etats, etat, motif, suivi):
    lu = lire_foyer(bloc_avec(etats))
    assert (lu.valeurs["etat"], lu.valeurs["motif"], lu.ouvre_suivi) == (etat, motif, suivi)


@pytest.mark.parametrize(
    ("etats", "phrase"),
    [
        (ETAT.format(2), ""),
        (ETAT.format(5) + CLOS.format("ECH"), "droit au RSA : clos (quatre mois sans droit)"),
        (ETAT.format(5) + CLOS.format("XX"), "droit au RSA : clos (code XX)"),
        (ETAT.format(5), "droit au RSA : clos"),
        (ETAT.format(1), "droit au RSA : refusé"),
        (ETAT.format("Z9"), "droit au RSA : code Z9"),
    ],
)
def test_la_fin_des_droits_et_devoirs_dit_sa_raison(etats, phrase):
    assert motif_de_sortie(lire_foyer(bloc_avec(etats))) == phrase
