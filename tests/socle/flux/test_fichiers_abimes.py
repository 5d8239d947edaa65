"""Whatever is deposited by mistake or by malice: one sentence in French, nothing written, nobody hurt."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from spie.demonstration.flux_caf import Mois, ecrire
from spie.socle.flux import services
from spie.socle.flux.models import LotFlux, ReceptionFoyer
from spie.socle.personnes.models import Personne
from spie.socle.refus import Refus
from spie.socle.territoires.isolation import departement_courant
from tests.socle.flux.gestes import ECHANTILLONS, charger, deposer

RACINE = Path(__file__).parents[3]
BOMBE = b"""<?xml version="1.0" encoding="windows-1252"?>
<!DOCTYPE Racine [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
<Racine><IdentificationFlux><TYPEFLUX>&c;</TYPEFLUX></IdentificationFlux></Racine>"""
AUTRE = b"<?xml version='1.0'?><rss><channel><title>Des nouvelles</title></channel></rss>"
ENTETE = "<Racine><IdentificationFlux><TYPEFLUX>M</TYPEFLUX><DTREF>2026-10-31</DTREF></IdentificationFlux>"
SANS_FOYER = f"{ENTETE}<TransmissionFlux/></Racine>".encode()


@pytest.fixture
def rien_d_ecrit(en_07):
    """Whatever happens in the test, nothing is left behind: neither people, nor lot, nor file."""
    yield
    with departement_courant("07"):
        assert not Personne.objects.exists()
        assert not ReceptionFoyer.objects.exists()
        assert not LotFlux.objects.exclude(etat="REFUSE").exists()


@pytest.mark.parametrize(
    ("nom", "contenu", "phrase"),
    [
        ("vide", b"", "Ce fichier est vide."),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "Ce fichier est un PDF, pas le flux XML"),
        ("classeur", b"PK\x03\x04rien", "Ce fichier est un classeur ou une archive compressée"),
        ("archive", gzip.compress(b"<Racine/>"), "Ce fichier est une archive compressée"),
        ("texte", b"MATRICULE;ROLE PERSONNE\n", "Ce fichier n'est pas un fichier XML"),
        ("octets nuls", b"<Racine>\0\0\0</Racine>", "contient des octets nuls"),
        ("bombe", BOMBE, "refusé par sécurité"),
        ("autre XML", AUTRE, "n'est pas un flux des bénéficiaires du RSA"),
        ("sans foyer", SANS_FOYER, "ne contient aucun foyer"),
        ("coupé au début", b"<?xml version='1.0'?><Racine><Identif", "Le fichier est coupé avant sa fin"),
        ("faux XML", b"<Racine><IdentificationFlux></Racine>", "ce n'est pas du XML correct"),
        ("utf-8 faux", "<Racine><NOM>é</NOM></Racine>".encode("cp1252"), "L'encodage du fichier n'est pas celui"),
    ],
)
def test_un_depot_impossible_est_refuse_en_une_phrase(rien_d_ecrit, tmp_path, settings, nom, contenu, phrase):
    (tmp_path / "depot.xml").write_bytes(contenu)
    with pytest.raises(Refus, match=phrase):
        deposer(tmp_path / "depot.xml")
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.xml"))


def test_un_fichier_annonce_en_windows_1252_et_ecrit_en_utf_8_est_refuse(rien_d_ecrit, tmp_path):
    octobre = (ECHANTILLONS / "RSABEM_2026-10_5_foyers.xml").read_text(encoding="cp1252")
    (tmp_path / "octobre.xml").write_text(octobre, encoding="utf-8")
    with pytest.raises(Refus, match="s'annonce en WINDOWS-1252 mais il est écrit en UTF-8 : les accents seraient faux"):
        deposer(tmp_path / "octobre.xml")


def test_un_vrai_fichier_utf_8_est_accepte(en_07, tmp_path):
    octobre = (ECHANTILLONS / "RSABEM_2026-10_5_foyers.xml").read_text(encoding="cp1252")
    (tmp_path / "octobre.xml").write_text(octobre.replace("WINDOWS-1252", "UTF-8"), encoding="utf-8")
    assert charger(tmp_path / "octobre.xml").crees == 5
    with departement_courant("07"):
        assert Personne.objects.filter(prenom="CHLOÉ").exists()


def test_le_fichier_d_un_autre_departement_est_refuse_au_depot(rien_d_ecrit, tmp_path):
    with pytest.raises(Refus, match="Ce fichier est du département 008, pas du 07"):
        deposer(ecrire(tmp_path / "08.xml", Mois([1, 2], departement="08")))


def test_un_foyer_d_un_autre_departement_au_milieu_refuse_tout_le_fichier(rien_d_ecrit, tmp_path):
    fichier = ecrire(tmp_path / "f.xml", Mois(range(1, 6)))
    morceaux = fichier.read_text(encoding="cp1252").split("<InfosFoyerRSA>")
    morceaux[4] = morceaux[4].replace("<IDEPARTE>007", "<IDEPARTE>026")
    fichier.write_text("<InfosFoyerRSA>".join(morceaux), encoding="cp1252")
    lot = charger(fichier)
    assert (lot.etat, lot.erreurs[0]["message"]) == ("REFUSE", "Ce fichier est du département 026, pas du 07.")


def test_un_fichier_coupe_est_refuse_quand_on_arrive_a_la_coupure(rien_d_ecrit, tmp_path, monkeypatch):
    monkeypatch.setattr("spie.socle.flux.services.reception.TRANCHE", 10)
    fichier = ecrire(tmp_path / "f.xml", Mois(range(1, 200)))
    fichier.write_bytes(fichier.read_bytes()[: -(fichier.stat().st_size // 3)])
    lot = charger(fichier)
    assert lot.etat == "REFUSE"
    assert lot.lus > 10
    assert lot.erreurs[0]["message"].startswith("Le fichier est coupé avant sa fin")


def test_un_fichier_dont_aucun_foyer_n_est_lisible_est_refuse_avec_ses_lignes(rien_d_ecrit):
    lot = charger("RSABEM_invalide.xml")
    assert lot.etat == "REFUSE"
    assert {"ligne": 36, "message": "DTNAI « 1990-13-45 » : il faut une date (AAAA-MM-JJ) qui existe."} in lot.erreurs
    assert any("ETATDOSRSA manque" in erreur["message"] for erreur in lot.erreurs)


def test_une_entite_du_fichier_n_est_jamais_ouverte(rien_d_ecrit, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    texte = ecrire(tmp_path / "piege.xml", Mois([1])).read_text(encoding="cp1252")
    piege = f'{" " * 5000}<!DOCTYPE Racine [<!ENTITY x SYSTEM "file://{secret}">]><Racine>'
    (tmp_path / "piege.xml").write_text(
        texte.replace("<Racine>", piege).replace("<NOM>", "<NOM>&x;", 1), encoding="cp1252"
    )
    with pytest.raises(Refus, match="refusé par sécurité"):
        deposer(tmp_path / "piege.xml")


def test_un_fichier_plus_gros_que_le_plus_grand_departement_est_refuse(rien_d_ecrit, tmp_path, settings):
    settings.FLUX_TAILLE_MAXIMALE = 10_000
    with pytest.raises(services.FichierTropGros, match="ce n'est pas le flux d'un département"):
        deposer(ecrire(tmp_path / "gros.xml", Mois(range(1, 6))))


@pytest.mark.parametrize(
    ("debut", "motif"),
    [
        (
            f"{ENTETE}<Autre>",
            "<x/>",
        ),
        (f"{ENTETE}<InfosFoyerRSA><NOM>", "A"),
        ("<autre>", "<b>texte</b>"),
    ],
    ids=["un bloc inconnu", "un nom sans fin", "un autre XML"],
)
def test_trois_cents_megaoctets_qui_ne_sont_pas_un_flux_ne_remplissent_pas_la_memoire(
    rien_d_ecrit, environnement, tmp_path, debut, motif
):
    # given: a file of 300 MB that never gives a household
    gros, bloc = tmp_path / "gros.xml", motif.encode() * (1_000_000 // len(motif))
    with gros.open("wb") as sortie:
        sortie.write(debut.encode())
        for _ in range(300):
            sortie.write(bloc)

    # when: the command reads it in a process of its own, whose memory is bounded
    commande = [sys.executable, "-c", MESURE, str(gros)]
    fait = subprocess.run(commande, cwd=RACINE, env=environnement, capture_output=True, text=True, check=False)

    # then
    assert fait.returncode == 1
    assert "Traceback" not in fait.stderr
    assert "Ce fichier n'est pas un flux des bénéficiaires : aucun foyer n'y est lisible." in fait.stderr
    assert int(fait.stdout.split()[-1]) < 250


MESURE = """
import re, sys
from pathlib import Path
sys.argv = ["manage.py", "charger_caf", sys.argv[1], "--departement", "07"]
from django.core.management import execute_from_command_line
try:
    execute_from_command_line(sys.argv)
finally:
    # Not ru_maxrss: it would count what the process that started this one held.
    print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
