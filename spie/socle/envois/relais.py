"""Carry the outbox to the providers: claim, commit the attempt, call outside any transaction, record under the lease.

A crash at any line loses nothing: an attempt without an answer becomes a question to the provider.
"""

import hashlib
import random
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from spie.socle.courriers import rendu
from spie.socle.envois.canaux import Accepte, Canal, Incertain, Refuse
from spie.socle.envois.models import Envoi, EnvoiTentative, PieceEnvoi
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant, departement_courant

BAIL = "120 seconds"
# Seconds before each next try; every sixth one gives up until someone relaunches the message.
ATTENTES = (0, 30, 120, 300, 900, 3600)

# The claim: one short transaction; SKIP LOCKED lets several relays share the box.
PRENDRE = """
WITH pris AS (
    SELECT id, etat, expire_le FROM envois_envoi
    WHERE departement_id = %(dep)s AND canal = %(canal)s AND etat IN ('A_ENVOYER', 'EN_COURS', 'INCERTAIN')
      AND prochain_essai <= now()
    ORDER BY prochain_essai LIMIT %(nombre)s FOR UPDATE SKIP LOCKED),
maj AS (
    UPDATE envois_envoi e SET
        etat = CASE WHEN pris.etat = 'A_ENVOYER' AND pris.expire_le <= now() THEN 'EXPIRE' ELSE 'EN_COURS' END,
        bail_jeton = CASE WHEN pris.etat = 'A_ENVOYER' AND pris.expire_le <= now() THEN NULL ELSE %(jeton)s::uuid END,
        prochain_essai = now() + %(bail)s::interval,
        tentative = e.tentative + 1
    FROM pris WHERE e.departement_id = %(dep)s AND e.id = pris.id
    RETURNING e.id, e.etat, e.tentative, pris.etat AS avant)
SELECT id, tentative, avant FROM maj WHERE etat = 'EN_COURS'
"""


@dataclass(frozen=True)
class Pris:
    """One claimed message. ``douteux``: an earlier attempt has no answer, ask before sending."""

    id: UUID
    rang: int
    douteux: bool
    jeton: UUID


def vider(*, departement: str, canal: Canal, lot: int = 20, tours: int = 50) -> int:
    """Empty one channel of one outbox. Gives how many messages were handled."""
    traites = 0
    for _ in range(tours):
        with departement_courant(departement):
            pris = prendre(canal=canal.genre, nombre=lot)
        for message in pris:
            traiter(message, departement=departement, canal=canal)
        traites += len(pris)
        if len(pris) < lot:
            break
    return traites


def prendre(*, canal: str, nombre: int) -> list[Pris]:
    """Claim the messages that are due; their attempts are written before anyone is called."""
    jeton = uuid7()
    valeurs = {"dep": code_courant(), "canal": canal, "nombre": nombre, "jeton": jeton, "bail": BAIL}
    with connection.cursor() as cursor:
        cursor.execute(PRENDRE, valeurs)
        pris = [Pris(id_, rang, avant != Envoi.Etat.A_ENVOYER, jeton) for id_, rang, avant in cursor.fetchall()]
    EnvoiTentative.objects.bulk_create([EnvoiTentative(envoi_id=p.id, rang=p.rang, debut=Now()) for p in pris])
    return pris


def traiter(message: Pris, *, departement: str, canal: Canal) -> None:
    """Send one claimed message, or learn what became of it. No transaction is open during the call."""
    with departement_courant(departement):
        envoi = Envoi.objects.get(pk=message.id)
        charge = {"destinataire": envoi.destinataire, "contenu": envoi.contenu}
        pdf = peindre(envoi) if canal.genre == Envoi.Canal.COURRIER else b""
    issue = canal.retrouver(reference=reference(envoi)) if message.douteux else Refuse("Jamais parti.")
    if isinstance(issue, Refuse):
        issue = canal.envoyer(reference=reference(envoi), pdf=pdf, **charge)
    with departement_courant(departement):
        conclure(message, issue)


def reference(envoi: Envoi) -> str:
    """What the provider knows the message by: the same at every try."""
    return f"{envoi.departement_id}:{envoi.cle}"


def peindre(envoi: Envoi) -> bytes:
    """Give the PDF of a letter, painted the first time and kept as it is."""
    piece = PieceEnvoi.objects.filter(envoi=envoi).first()
    if piece:
        return piece.pdf
    pdf = rendu.pdf_de(envoi.contenu["html"])
    piece = PieceEnvoi(envoi=envoi, sha256=hashlib.sha256(pdf).hexdigest(), peinte_le=Now())
    piece.sceller(pdf)
    piece.save(force_insert=True)
    return pdf


def conclure(message: Pris, issue: Accepte | Refuse | Incertain) -> bool:
    """Record the answer, only if our lease still holds. Gives whether it did."""
    tenu = Envoi.objects.filter(pk=message.id, bail_jeton=message.jeton).update(
        bail_jeton=None, **_suite(message, issue)
    )
    motif = issue.motif if not isinstance(issue, Accepte) else "Remis au prestataire."
    EnvoiTentative.objects.filter(envoi_id=message.id, rang=message.rang).update(
        fin=Now(), issue=motif[:300] if tenu else "Réponse arrivée trop tard : un autre envoi l'a remplacée."
    )
    return bool(tenu)


def _suite(message: Pris, issue: Accepte | Refuse | Incertain) -> dict:
    if isinstance(issue, Accepte):
        return {"etat": Envoi.Etat.REMIS, "ref_fournisseur": issue.reference, "remis_le": Now(), "erreur": ""}
    epuise = message.rang % len(ATTENTES) == 0
    attente = ATTENTES[message.rang % len(ATTENTES)] * random.uniform(0.8, 1.2)
    if isinstance(issue, Incertain):
        # Never given up as failed: it may have left.
        return {"etat": Envoi.Etat.INCERTAIN, "erreur": issue.motif[:300]} | _dans(max(attente, 5))
    if issue.definitif or epuise:
        return {"etat": Envoi.Etat.ECHEC, "erreur": issue.motif[:300]}
    return {"etat": Envoi.Etat.A_ENVOYER, "erreur": issue.motif[:300]} | _dans(max(attente, issue.apres))


def _dans(secondes: float) -> dict:
    return {"prochain_essai": Now() + timedelta(seconds=secondes)}


def peindre_en_attente(*, departement: str, lot: int = 20) -> int:
    """Without a printer, letters wait for the batch: paint those that are not yet. Gives their number."""
    with departement_courant(departement):
        a_peindre = Envoi.objects.filter(canal=Envoi.Canal.COURRIER, etat=Envoi.Etat.A_ENVOYER, pieces=None)
        envois = list(a_peindre.select_for_update(skip_locked=True, of=("self",)).order_by("depose_le")[:lot])
        for envoi in envois:
            peindre(envoi)
    return len(envois)
