"""Carry the outbox to the providers: claim, commit the attempt, call outside any transaction, record under the lease.

A crash at any line loses nothing: an attempt without an answer becomes a question to the provider.
"""

import hashlib
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models import F
from django.db.models.functions import Now

from spie.socle.courriers import rendu
from spie.socle.envois.canaux import Accepte, Fournisseur, Incertain, Refuse
from spie.socle.envois.models import Envoi, EnvoiTentative, PieceEnvoi
from spie.socle.envois.regles import Regles
from spie.socle.envois.services.accuse import rattraper
from spie.socle.envois.services.suppleance import suppleer
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant, departement_courant

journal = logging.getLogger(__name__)

# Seconds. No call begins in the second half of a lease: the longest one (ask, then send) ends before it does.
BAIL = 120
# Seconds before each next try; every sixth one gives up until someone relaunches the message.
ATTENTES = (0, 30, 120, 300, 900, 3600)

IMPREPARABLE = "Ce message n'a pas pu être préparé : prévenez l'équipe informatique."

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
        prochain_essai = now() + make_interval(secs => %(bail)s),
        tentative = e.tentative + 1
    FROM pris WHERE e.departement_id = %(dep)s AND e.id = pris.id
    RETURNING e.id, e.etat, e.tentative, e.urgent, pris.etat AS avant,
        coalesce(pris.expire_le <= now(), false) AS perime)
SELECT id, tentative, avant, perime, urgent FROM maj WHERE etat = 'EN_COURS'
"""


@dataclass(frozen=True)
class Pris:
    """One claimed message. ``douteux``: an earlier attempt has no answer, ask first. ``perime``: send no more.

    ``retenu``: not at this hour, one may only ask.
    """

    id: UUID
    rang: int
    douteux: bool
    perime: bool
    jeton: UUID
    retenu: bool = False


def vider(*, departement: str, canal: Fournisseur, lot: int = 20, tours: int = 50) -> int:
    """Empty one channel of one outbox. Gives how many messages were handled."""
    traites = 0
    for _ in range(tours):
        debut = time.monotonic()
        with departement_courant(departement):
            pris = prendre(canal=canal.genre, nombre=lot)
        faits = _traiter_a_temps(pris, jusqu_a=debut + BAIL / 2, departement=departement, canal=canal)
        traites += faits
        if faits < lot:
            break
    return traites


def _traiter_a_temps(pris: Sequence["Pris"], *, jusqu_a: float, departement: str, canal: Fournisseur) -> int:
    """Handle these messages, and give back those that a slow provider leaves no time for. Gives how many were handled.

    Calling once the lease is over would send what another relay is sending.
    """
    for fait, message in enumerate(pris):
        if time.monotonic() >= jusqu_a:
            with departement_courant(departement):
                rendre(pris[fait:])
            return fait
        traiter(message, departement=departement, canal=canal)
    return len(pris)


def prendre(*, canal: str, nombre: int) -> list[Pris]:
    """Claim the messages that are due; their attempts are written before anyone is called."""
    fermes = reporter(canal=canal)
    jeton = uuid7()
    valeurs: dict[str, Any] = {"dep": code_courant(), "canal": canal, "nombre": nombre, "jeton": jeton, "bail": BAIL}
    with connection.cursor() as cursor:
        cursor.execute(PRENDRE, valeurs)
        lignes = cursor.fetchall()
    pris = [
        Pris(id_, rang, avant != Envoi.Etat.A_ENVOYER, perime, jeton, urgent in fermes)
        for id_, rang, avant, perime, urgent in lignes
    ]
    EnvoiTentative.objects.bulk_create([EnvoiTentative(envoi_id=p.id, rang=p.rang, debut=Now()) for p in pris])
    return pris


def reporter(*, canal: str) -> set[bool]:
    """Put off what came due at an hour when nobody writes: a retry of the evening leaves in the morning.

    Gives which messages are held now: the ordinary ones (False), the urgent ones (True).
    """
    if canal != Envoi.Canal.SMS:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (maintenant,) = cursor.fetchone()
    regles, fermes = Regles.lire(au=maintenant), set()
    for urgent in (False, True):
        ouverture = regles.depart(maintenant, urgent=urgent)
        if ouverture > maintenant:
            dus = Envoi.objects.filter(canal=canal, etat=Envoi.Etat.A_ENVOYER, urgent=urgent)
            dus.filter(prochain_essai__lte=maintenant).update(prochain_essai=ouverture, pas_avant=ouverture)
            fermes.add(urgent)
    return fermes


def rendre(pris: Sequence[Pris]) -> None:
    """Put back messages that were claimed and never called about, as they were: that was no attempt."""
    for message in pris:
        avant = Envoi.Etat.INCERTAIN if message.douteux else Envoi.Etat.A_ENVOYER
        a_moi = Envoi.objects.filter(pk=message.id, bail_jeton=message.jeton)
        if a_moi.update(etat=avant, bail_jeton=None, prochain_essai=Now(), tentative=F("tentative") - 1):
            EnvoiTentative.objects.filter(envoi_id=message.id, rang=message.rang).delete()


def traiter(message: Pris, *, departement: str, canal: Fournisseur) -> None:
    """Send one claimed message, or learn what became of it. No transaction is open during the call."""
    issue: Accepte | Refuse | Incertain
    try:
        with departement_courant(departement):
            envoi = Envoi.objects.get(pk=message.id)
            charge: dict[str, Any] = {"destinataire": envoi.destinataire, "contenu": envoi.contenu}
            charge["pdf"] = peindre(envoi) if canal.genre == Envoi.Canal.COURRIER else b""
    except DatabaseError:
        raise
    except Exception:
        # One message that cannot be prepared must not stop the whole box: it becomes a dead letter, which is seen.
        journal.exception("Le message %s n'a pas pu être préparé.", message.id)
        issue = Refuse(IMPREPARABLE, definitif=True)
    else:
        issue = _appeler(message, canal, reference(envoi), charge)
    with departement_courant(departement):
        conclure(message, issue)


def _appeler(message: Pris, canal: Fournisseur, reference_: str, charge: dict) -> Accepte | Refuse | Incertain:
    """Ask first when there is a doubt. What is no longer worth sending is only asked about."""
    issue = canal.retrouver(reference=reference_) if message.douteux else Refuse("Jamais parti.")
    if isinstance(issue, Refuse) and not (message.perime or message.retenu):
        issue = canal.envoyer(reference=reference_, **charge)
    return issue


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
    if tenu:
        _prolonger(message)
    return bool(tenu)


def _prolonger(message: Pris) -> None:
    """What follows an answer: a number that cannot be reached is not the end, and a receipt may have come first."""
    envoi = Envoi.objects.annotate(maintenant=Now()).get(pk=message.id)
    if envoi.etat == Envoi.Etat.ECHEC:
        suppleer(envoi=envoi, le=envoi.maintenant)
    elif envoi.etat == Envoi.Etat.REMIS and envoi.canal == Envoi.Canal.SMS:
        rattraper(envoi=envoi, le=envoi.maintenant)


def _suite(message: Pris, issue: Accepte | Refuse | Incertain) -> dict:
    if isinstance(issue, Accepte):
        return {"etat": Envoi.Etat.REMIS, "ref_fournisseur": issue.reference, "remis_le": Now(), "erreur": ""}
    if message.perime and isinstance(issue, Refuse):
        return {"etat": Envoi.Etat.EXPIRE, "erreur": issue.motif[:300]}
    if message.retenu and isinstance(issue, Refuse):
        return {"etat": Envoi.Etat.A_ENVOYER, "erreur": issue.motif[:300]}
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
    """Without a printer, letters wait for the batch: paint those that are not yet. Gives how many were painted."""
    with departement_courant(departement):
        a_peindre = Envoi.objects.filter(canal=Envoi.Canal.COURRIER, etat=Envoi.Etat.A_ENVOYER, pieces=None)
        ids = list(a_peindre.order_by("depose_le", "id").values_list("pk", flat=True)[:lot])
    return sum(_peindre_en_attente(id_, departement=departement) for id_ in ids)


def _peindre_en_attente(id_: UUID, *, departement: str) -> bool:
    """Paint one letter, unless another relay has it. One that cannot be painted is a dead letter, not a wall."""
    try:
        with departement_courant(departement):
            envoi = Envoi.objects.select_for_update(skip_locked=True).filter(pk=id_, etat=Envoi.Etat.A_ENVOYER).first()
            if envoi:
                peindre(envoi)
    except DatabaseError:
        raise
    except Exception:
        journal.exception("Le courrier %s n'a pas pu être mis en page.", id_)
        with departement_courant(departement):
            Envoi.objects.filter(pk=id_, etat=Envoi.Etat.A_ENVOYER).update(etat=Envoi.Etat.ECHEC, erreur=IMPREPARABLE)
        return False
    return envoi is not None
