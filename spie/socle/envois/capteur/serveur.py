"""A small HTTP server that takes SMS, mails and letters as the providers do, keeps them, and can misbehave on order.

POST /sms, /courriel, /courrier  take a message; the same path with GET ?tag= says whether a reference is known.
GET /messages?departement=07     gives what came, newest first.
POST /pannes                     {"canal": "sms", "faire": "429|500|refuser|couper|bafouiller|tarder", "fois": 3};
                                 ``couper`` takes the message, then hangs up without an answer;
                                 ``bafouiller`` takes it and answers nonsense; ``tarder`` takes it and answers later.
"""

import json
import threading
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

CANAUX = ("sms", "courriel", "courrier")
# Seconds before a late answer.
RETARD = 0.02


class Memoire:
    """What came, in order; kept in a file so that a restart forgets nothing."""

    def __init__(self, fichier: Path):
        self.fichier, self.verrou = fichier, threading.Lock()
        self.messages: list[dict] = []
        self.pannes: dict[str, list[str]] = defaultdict(list)
        if fichier.exists():
            self.messages = [json.loads(ligne) for ligne in fichier.read_text().splitlines()]

    def prendre(self, canal: str, message: dict) -> int:
        with self.verrou:
            message |= {"canal": canal, "id": len(self.messages) + 1, "recu_le": time.time()}
            self.messages.append(message)
            with self.fichier.open("a") as sortie:
                sortie.write(json.dumps(message) + "\n")
            return message["id"]

    def connu(self, canal: str, reference: str) -> dict | None:
        return next((m for m in self.messages if m["canal"] == canal and m.get("tag") == reference), None)

    def panne(self, canal: str) -> str:
        with self.verrou:
            return self.pannes[canal].pop(0) if self.pannes[canal] else ""


class Guichet(BaseHTTPRequestHandler):
    memoire: Memoire
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        chemin = self.path.strip("/")
        charge = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if chemin == "pannes":
            self.memoire.pannes[charge["canal"]] += [charge["faire"]] * charge.get("fois", 1)
            return self.repondre(200, {})
        if chemin not in CANAUX:
            return self.repondre(404, {})
        return self.recevoir(chemin, charge)

    def recevoir(self, canal: str, charge: dict):
        panne = self.memoire.panne(canal)
        if panne == "429":
            return self.repondre(429, {"message": "trop vite"}, {"Retry-After": "1"})
        if panne == "500":
            return self.repondre(500, {"message": "en panne"})
        if panne == "refuser":
            return self.repondre(400, {"message": "numéro impossible"})
        numero = self.memoire.prendre(canal, charge)
        if panne == "couper":
            self.close_connection = True
            return self.connection.close()
        if panne == "tarder":
            time.sleep(RETARD)
        if panne == "bafouiller":
            return self.repondre(200, "?")
        return self.repondre(200, {"id": numero, "ids": [numero]})

    def do_GET(self):
        adresse = urlsplit(self.path)
        chemin, demande = adresse.path.strip("/"), parse_qs(adresse.query)
        if chemin in CANAUX:
            connu = self.memoire.connu(chemin, demande.get("tag", [""])[0])
            return self.repondre(200, {"id": connu["id"]}) if connu else self.repondre(404, {})
        if chemin == "messages":
            prefixe = demande.get("departement", [""])[0] + ":"
            return self.repondre(200, [m for m in reversed(self.memoire.messages) if m["tag"].startswith(prefixe)])
        return self.repondre(404, {})

    def repondre(self, statut: int, corps, entetes: dict | None = None) -> None:
        octets = json.dumps(corps).encode()
        self.send_response(statut)
        for nom, valeur in {
            "Content-Type": "application/json",
            "Content-Length": str(len(octets)),
            **(entetes or {}),
        }.items():
            self.send_header(nom, valeur)
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *args):
        """Say nothing: what comes may be personal."""


def serveur(port: int, dossier: Path) -> ThreadingHTTPServer:
    """Make the server; the caller runs it. It listens on the loopback only."""
    dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
    guichet = type("GuichetOuvert", (Guichet,), {"memoire": Memoire(dossier / "messages.jsonl")})
    return ThreadingHTTPServer(("127.0.0.1", port), guichet)
