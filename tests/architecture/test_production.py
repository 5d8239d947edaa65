"""La production décrite : ce que docker-compose.yml et le Dockerfile promettent se lit dans les fichiers eux-mêmes."""

import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml

from spie.celery import app
from spie.settings import base
from spie.socle.outillage.pango import PAQUETS

RACINE = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((RACINE / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (RACINE / "Dockerfile").read_text()
EXEMPLE = dict(
    ligne.split("=", 1) for ligne in (RACINE / ".env.exemple").read_text().splitlines() if re.match(r"\w+=", ligne)
)
NOTRES = {nom for nom, service in SERVICES.items() if service["image"] == "spie:local"}
DURABLES = {nom for nom, service in SERVICES.items() if service["restart"] != "no"}
CLE = "c3BpZXNwaWVzcGllc3BpZXNwaWVzcGllc3BpZXNwaWU="


def valeurs(noeud):
    """Toutes les chaînes d'un morceau de YAML."""
    if isinstance(noeud, dict):
        noeud = list(noeud.values())
    if isinstance(noeud, list):
        return [valeur for partie in noeud for valeur in valeurs(partie)]
    return [noeud] if isinstance(noeud, str) else []


def commande_de_l_image() -> list[str]:
    return yaml.safe_load(re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.M)[1])


def reglages_de_production(**changes) -> subprocess.CompletedProcess:
    bons = {
        "DJANGO_SETTINGS_MODULE": "spie.settings.production",
        "DATABASE_URL": "postgresql://spie_appli:secret@postgres/spie",
        "DATABASE_URL_PROPRIETAIRE": "postgresql://spie_proprietaire:secret@postgres/spie",
        "REDIS_URL": "redis://redis:6379/0",
        "SECRET_KEY": "une-longue-suite-de-caracteres-tires-au-hasard-0123456789",
        "SPIE_CLE_NIR": CLE,
        "SPIE_HOTES": "07.spie.example",
    }
    # Browser tests allow it to themselves; a production never does, and Django checks it.
    autour = {nom: valeur for nom, valeur in os.environ.items() if nom != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    commande = [sys.executable, "manage.py", "check", "--deploy"]
    return subprocess.run(
        commande, cwd=RACINE, env=autour | bons | changes, capture_output=True, text=True, check=False
    )


def test_chaque_service_de_la_plateforme_est_la():
    assert sorted(NOTRES) == ["beat", "migrate", "reglages", "web", "worker"]
    assert set(SERVICES) == NOTRES | {"postgres", "redis"}


@pytest.mark.parametrize("nom", sorted(DURABLES))
def test_chaque_service_durable_dit_sa_sante(nom):
    assert SERVICES[nom]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


@pytest.mark.parametrize("nom", sorted(SERVICES))
def test_chaque_racine_est_en_lecture_seule(nom):
    assert SERVICES[nom]["read_only"] is True
    assert any(chemin in ("/tmp", "/data") for chemin in SERVICES[nom]["tmpfs"])


@pytest.mark.parametrize("nom", sorted(NOTRES))
def test_nos_conteneurs_n_ont_aucun_pouvoir(nom):
    assert SERVICES[nom]["cap_drop"] == ["ALL"]
    assert SERVICES[nom]["security_opt"] == ["no-new-privileges:true"]
    assert "user" not in SERVICES[nom]


def test_l_image_ne_tourne_pas_en_root():
    dernier_etage = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\S+)$", dernier_etage, re.M) == ["spie"]
    assert dernier_etage.index("USER spie") < dernier_etage.index("\nCMD ")


def test_l_image_a_ce_que_demandent_les_courriers():
    assert f"--no-install-recommends {PAQUETS}" in DOCKERFILE


@pytest.mark.parametrize("nom", sorted(NOTRES))
def test_la_commande_de_chaque_service_existe(nom):
    programme, *suite = SERVICES[nom].get("command") or commande_de_l_image()
    if programme == "python":
        assert (RACINE / suite[0]).exists()
        aide = [sys.executable, *suite, "--help"]
        assert subprocess.run(aide, cwd=RACINE, capture_output=True, check=False).returncode == 0
    else:
        assert entry_points(group="console_scripts", name=programme)


def test_le_serveur_web_sert_l_application():
    module, _, nom = commande_de_l_image()[-1].partition(":")
    assert f"\n{nom} = " in (RACINE / (module.replace(".", "/") + ".py")).read_text()


def test_le_worker_vide_toutes_les_files():
    commande = SERVICES["worker"]["command"]
    files = set(commande[commande.index("-Q") + 1].split(","))
    assert files == {base.CELERY_TASK_DEFAULT_QUEUE} | {r["queue"] for r in base.CELERY_TASK_ROUTES.values()}
    assert {commande[commande.index("-A") + 1], app.main} == {"spie"}


def test_chaque_variable_a_son_exemple():
    demandees = {nom for texte in valeurs(COMPOSE) for nom in re.findall(r"\$\{(\w+)", texte)}
    assert demandees == set(EXEMPLE)


def test_sans_env_le_fichier_se_lit_mais_ne_demarre_pas():
    """« docker compose config » passe sur une copie fraîche ; les secrets y valent ce que le démarrage refuse."""
    texte = (RACINE / "docker-compose.yml").read_text()
    secrets = [nom for nom, exemple in EXEMPLE.items() if exemple == "a-remplacer"]
    assert ":?" not in texte
    for nom in set(secrets) - {"POSTGRES_PASSWORD"}:
        assert set(re.findall(rf"\$\{{{nom}:-([^}}]*)}}", texte)) == {"a-remplacer"}, nom
    # The image of PostgreSQL refuses an empty password by itself.
    assert "${POSTGRES_PASSWORD:-}" in texte
    assert "postgres" not in SERVICES["reglages"]["depends_on"]
    assert SERVICES["postgres"]["depends_on"]["reglages"] == {"condition": "service_completed_successfully"}


def test_les_valeurs_de_l_exemple_ne_demarrent_pas():
    secrets = ("SECRET_KEY", "SPIE_CLE_NIR")
    refus = reglages_de_production(**{nom: EXEMPLE[nom] for nom in secrets})
    assert refus.returncode != 0
    assert "Valeurs d'exemple à remplacer : SECRET_KEY, SPIE_CLE_NIR" in refus.stderr


@pytest.mark.parametrize("cle", ["trop-courte", "pas du base64 !"])
def test_une_cle_de_chiffrement_mal_faite_ne_demarre_pas(cle):
    refus = reglages_de_production(SPIE_CLE_NIR=cle)
    assert refus.returncode != 0
    assert "SPIE_CLE_NIR doit être 32 octets" in refus.stderr


def test_de_bons_reglages_demarrent():
    assert reglages_de_production().returncode == 0, reglages_de_production().stderr


def test_seule_la_migration_connait_le_mot_de_passe_du_proprietaire():
    sachant = {nom for nom, service in SERVICES.items() if "SPIE_MDP_PROPRIETAIRE" in str(service)}
    assert sachant == {"postgres", "migrate", "reglages"}
