"""The data folder: may we work there, and are we alone there? When not, one line says why and what to do."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spie.socle.outillage.embarques import enfants

# A unix socket has a short path: sockaddr_un gives it 108 bytes, the last one is null.
CHEMIN_MAX = 107
SOCKETS = ("pg/.s.PGSQL.5432", "redis/redis.sock")
ESPACE_MIN = 400 * 2**20
AILLEURS = "Choisissez un autre dossier : SPIE_DONNEES=/un/dossier make demo"


class DemarrageImpossible(Exception):
    """The machine does not allow it: a French sentence for the person at the terminal, never a trace."""


def preparer(racine: Path) -> None:
    """Make the folder, and check what PostgreSQL would refuse later with many words.

    Raises ``DemarrageImpossible``: not writable, someone else's, path too long, disk full.
    """
    if max(len(os.fsencode(racine / socket)) for socket in SOCKETS) > CHEMIN_MAX:
        raise DemarrageImpossible(f"le chemin {racine} est trop long pour une socket. {AILLEURS}")
    try:
        racine.mkdir(parents=True, exist_ok=True, mode=0o755)
        (racine / "essai").touch()
        (racine / "essai").unlink()
    except OSError as erreur:
        raise DemarrageImpossible(f"impossible d'écrire dans {racine} ({erreur.strerror}). {AILLEURS}") from erreur
    _verifier_proprietaire(racine)
    _verifier_entree(racine)
    if not (racine / "pg").exists() and (libre := shutil.disk_usage(racine).free) < ESPACE_MIN:
        raise DemarrageImpossible(
            f"il reste {libre // 2**20} Mo dans {racine}, il en faut {ESPACE_MIN // 2**20}. {AILLEURS}"
        )


def _verifier_proprietaire(racine: Path) -> None:
    # In a shared folder such as /var/tmp, anyone could have made it first, to read what we write.
    if racine.stat().st_uid != os.geteuid():
        raise DemarrageImpossible(f"le dossier {racine} appartient à un autre compte. {AILLEURS}")


def _verifier_entree(racine: Path) -> None:
    """Under root, PostgreSQL runs as another account: it must be able to walk down to the folder."""
    if compte := enfants.compte():
        for dossier in (racine, *racine.absolute().parents):
            if not dossier.stat().st_mode & 0o001:
                raise DemarrageImpossible(f"le compte « {compte} » ne peut pas entrer dans {dossier}. {AILLEURS}")


@contextmanager
def seul(racine: Path) -> Iterator[None]:
    """Hold the folder for the time of a ``with``. The kernel lets go for us, even after ``kill -9``."""
    preparer(racine)
    with (racine / "verrou").open("a+") as verrou:
        try:
            fcntl.flock(verrou, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as erreur:
            raise DemarrageImpossible(
                f"une démonstration tourne déjà ici (processus {_occupant(verrou)}) : arrêtez-la d'abord (Ctrl-C)."
            ) from erreur
        verrou.truncate(0)
        verrou.write(str(os.getpid()))
        verrou.flush()
        yield


def _occupant(verrou) -> str:
    verrou.seek(0)
    return verrou.read() or "inconnu"
