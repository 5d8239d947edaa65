"""OVH and Brevo on the loopback: they speak the documented protocols, check what comes, and misbehave on order."""

import hashlib
import json
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

OVH = {"application_key": "ak-fictif", "application_secret": "as-fictif", "consumer_key": "ck-fictif"}
SERVICE = "sms-xx00000-1"
BREVO = {"api_key": "cle-fictive"}
EXPEDITEUR = "Ardeche07"
FIXE = "+33465"
# Their clock is not ours.
DECALAGE = 4000


class Registre:
    """What came, and the faults ordered: 429, 500, credits, or ``couper`` (taken, then no answer)."""

    def __init__(self):
        self.recus: list[dict] = []
        self.refuses: list[str] = []
        self.pannes: dict[str, list[str]] = defaultdict(list)
        self.avant_de_repondre = lambda message: None

    def panne(self, chez: str) -> str:
        return self.pannes[chez].pop(0) if self.pannes[chez] else ""

    def prendre(self, chez: str, message: dict) -> int:
        numero = 900_000_001 + len(self.recus)
        self.recus.append(message | {"chez": chez, "id": numero})
        self.avant_de_repondre(self.recus[-1])
        return numero


class Guichet(BaseHTTPRequestHandler):
    registre: Registre
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        octets = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == f"/1.0/sms/{SERVICE}/jobs":
            return self.ovh(octets)
        if self.path == "/v3/transactionalSMS/send":
            return self.brevo(json.loads(octets))
        return self.repondre(404, {})

    def do_GET(self):
        adresse = urlsplit(self.path)
        question = {nom: valeurs[0] for nom, valeurs in parse_qs(adresse.query).items()}
        if adresse.path == "/1.0/auth/time":
            return self.repondre(200, int(time.time()) + DECALAGE)
        if adresse.path == f"/1.0/sms/{SERVICE}/outgoing":
            if not self.bien_signe(b""):
                return self.repondre(400, {"message": "Invalid signature"})
            return self.repondre(200, [m["id"] for m in self.registre.recus if m.get("tag") == question["tag"]])
        if adresse.path == "/v3/transactionalSMS/statistics/events":
            vus = [m for m in self.registre.recus if m.get("tag") == question["tags"]]
            return self.repondre(200, {"events": [{"messageId": m["id"], "event": "sent"} for m in vus]})
        return self.repondre(404, {})

    def bien_signe(self, octets: bytes) -> bool:
        quand = self.headers["X-Ovh-Timestamp"]
        url = f"http://{self.headers['Host']}{self.path}"
        texte = "+".join([OVH["application_secret"], OVH["consumer_key"], self.command, url, octets.decode(), quand])
        attendue = "$1$" + hashlib.sha1(texte.encode()).hexdigest()
        a_l_heure = abs(int(quand) - time.time() - DECALAGE) < 30
        return a_l_heure and self.headers["X-Ovh-Signature"] == attendue

    def ovh(self, octets: bytes):
        message = json.loads(octets)
        if not self.bien_signe(octets) or self.headers["X-Ovh-Application"] != OVH["application_key"]:
            return self.refuser(400, "Invalid signature")
        if message["sender"] != EXPEDITEUR:
            return self.refuser(400, "Invalid sender")
        if self.en_panne("ovh"):
            return None
        (numero,) = message["receivers"]
        if numero.startswith(FIXE):
            return self.repondre(200, {"ids": [], "invalidReceivers": [numero], "validReceivers": []})
        return self.prendre(
            "ovh", message, lambda id_: {"ids": [id_], "invalidReceivers": [], "validReceivers": [numero]}
        )

    def brevo(self, message: dict):
        if self.headers["api-key"] != BREVO["api_key"]:
            return self.refuser(401, "Key not found")
        if self.en_panne("brevo"):
            return None
        if not message["recipient"].isdigit() or message["recipient"].startswith(FIXE[1:]):
            return self.refuser(400, "Invalid telephone number")
        return self.prendre("brevo", message, lambda id_: {"reference": "fictive", "messageId": id_, "smsCount": 1})

    def prendre(self, chez, message, dire):
        coupe = self.registre.pannes[chez][:1] == ["couper"] and self.registre.panne(chez)
        numero = self.registre.prendre(chez, message)
        if coupe:
            self.close_connection = True
            return self.connection.close()
        return self.repondre(201, dire(numero))

    def en_panne(self, chez: str) -> bool:
        if self.registre.pannes[chez][:1] in ([], ["couper"]):
            return False
        statut = int(self.registre.panne(chez))
        self.repondre(statut, {"message": "en panne"}, {"Retry-After": "7"} if statut == 429 else {})
        return True

    def refuser(self, statut: int, message: str):
        self.registre.refuses.append(message)
        return self.repondre(statut, {"message": message})

    def repondre(self, statut: int, corps, entetes: dict | None = None):
        octets = json.dumps(corps).encode()
        self.send_response(statut)
        for nom, valeur in ({"Content-Length": str(len(octets))} | (entetes or {})).items():
            self.send_header(nom, valeur)
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def ouverts():
    """Both providers on one free port. Gives their address and what they received."""
    registre = Registre()
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("GuichetOuvert", (Guichet,), {"registre": registre}))
    http.daemon_threads = True
    fil = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    fil.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}", registre
    finally:
        http.shutdown()
        http.server_close()
        fil.join()
