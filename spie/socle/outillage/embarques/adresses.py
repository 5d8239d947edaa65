"""Where the embedded services live: said by the folder alone, so that nobody has to ask a running process."""

import hashlib
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

DEPOT = Path(__file__).resolve().parents[4]


@dataclass(frozen=True)
class Adresses:
    """Sockets only: nothing of the demo listens on the network."""

    dossier: Path
    database_url: str
    database_url_proprietaire: str
    database_url_superutilisateur: str
    redis_url: str
    celery_url: str


def paquet(nom: str) -> Path:
    """Find the folder of an installed package without importing it: some make folders in the user's home."""
    trouve = find_spec(nom)
    if trouve is None or trouve.origin is None:
        raise ModuleNotFoundError(f"{nom} n'est pas installé : lancez « make installer ».")
    return Path(trouve.origin).parent


def dossier() -> Path:
    """Give the data folder: ``SPIE_DONNEES``, or one per user and checkout, outside private homes."""
    if choisi := os.environ.get("SPIE_DONNEES"):
        return Path(choisi)
    marque = hashlib.sha1(str(DEPOT).encode(), usedforsecurity=False).hexdigest()[:8]
    return Path(f"/var/tmp/spie-{os.getuid()}-{marque}")


def adresses(racine: Path | None = None, base: str = "spie") -> Adresses:
    """Give the addresses of the services of a data folder, without starting anything."""
    racine = racine or dossier()
    pg, redis = racine / "pg", racine / "redis" / "redis.sock"

    def url(role: str, nom: str) -> str:
        return f"postgresql://{role}@/{nom}?host={pg}"

    return Adresses(
        dossier=racine,
        database_url=url("spie_appli", base),
        database_url_proprietaire=url("spie_proprietaire", base),
        database_url_superutilisateur=url("postgres", "postgres"),
        redis_url=f"unix://{redis}",
        celery_url=f"redis+socket://{redis}",
    )


def base_django(url: str) -> dict:
    """Turn a PostgreSQL URL, over TCP or a socket (``?host=/folder``), into an entry of DATABASES."""
    parties = urlsplit(url)
    options = dict(parse_qsl(parties.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parties.path.lstrip("/"),
        "USER": unquote(parties.username or ""),
        "PASSWORD": unquote(parties.password or ""),
        "HOST": options.pop("host", None) or parties.hostname or "",
        "PORT": str(parties.port or ""),
        "OPTIONS": options,
    }
