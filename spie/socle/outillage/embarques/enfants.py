"""Child processes that never outlive their parent, however it dies."""

import ctypes
import os
import pwd
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def compte() -> str | None:
    """PostgreSQL refuses to run as root: name the account that it runs as then, None for an ordinary user."""
    if os.geteuid() != 0:
        return None
    noms = {ligne.pw_name for ligne in pwd.getpwall()}
    return "postgres" if "postgres" in noms else "nobody"


def donner(chemin: Path, a: str | None) -> None:
    """Give a folder to the account of PostgreSQL."""
    if a:
        identite = pwd.getpwnam(a)
        os.chown(chemin, identite.pw_uid, identite.pw_gid)


def lancer(
    commande: list,
    *,
    journal: Path,
    signal_de_fin: int,
    en: str | None = None,
    **options,
) -> subprocess.Popen:
    """Start a child that the kernel itself will signal if this process disappears, ``kill -9`` included."""

    def lier():
        # A Ctrl-C in the terminal goes to the parent, which stops its children in order.
        os.setsid()
        _libc.prctl(PR_SET_PDEATHSIG, signal_de_fin)

    identite = pwd.getpwnam(en) if en else None
    droits: dict[str, Any] = {"user": identite.pw_uid, "group": identite.pw_gid, "extra_groups": []} if identite else {}
    with journal.open("ab") as sortie:
        return subprocess.Popen(
            [str(partie) for partie in commande],
            stdout=sortie,
            stderr=sortie,
            preexec_fn=lier,
            **droits,
            **options,
        )


def arreter(enfant: subprocess.Popen, signal_: int = signal.SIGTERM, *, delai: float = 15) -> None:
    """Ask a child to stop, wait, then insist; its own children, if it left any, go with it."""
    if enfant.poll() is None:
        enfant.send_signal(signal_)
    try:
        enfant.wait(delai)
    except subprocess.TimeoutExpired:
        enfant.kill()
        enfant.wait()
    with suppress(ProcessLookupError):
        os.killpg(enfant.pid, signal.SIGKILL)


def finir(pid: int, *, delai: float = 15) -> None:
    """Stop a process left over from another start, which is not our child: ask, wait, insist."""
    for signal_ in (signal.SIGINT, signal.SIGKILL):
        try:
            os.kill(pid, signal_)
        except ProcessLookupError:
            return
        fin = time.monotonic() + delai
        while time.monotonic() < fin and Path(f"/proc/{pid}").exists():
            time.sleep(0.05)
