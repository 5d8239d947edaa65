"""Put a message in the outbox, in the transaction of what it announces."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models, transaction

from spie.socle.comptes.models import Agent
from spie.socle.courriers.courrier import Courrier, html
from spie.socle.envois import coup_de_coude
from spie.socle.envois.events import EnvoiAnnule
from spie.socle.envois.models import Envoi
from spie.socle.envois.regles import Regles
from spie.socle.envois.segmentation import ajuster, segments
from spie.socle.historique.services import emit, emit_all
from spie.socle.personnes.models import Personne
from spie.socle.territoires.isolation import code_courant


def deposer_sms(
    *,
    cle: str,
    personne: Personne,
    numero: str,
    texte: str,
    objet: models.Model,
    gabarit: str,
    le: datetime,
    expire_le: datetime | None = None,
    prevu_le: datetime | None = None,
    urgence: str = "",
    concerne_le: datetime | None = None,
    regles: Regles | None = None,
    version: int = 1,
    par: Agent | None = None,
) -> Envoi:
    """Deposit an SMS; at night and on Sundays it waits for the next opening of the département.

    The same ``cle`` twice is one message: the first one stays as it is. ``expire_le``: after it, the message is worth
    nothing and does not leave. ``urgence``, ``concerne_le``: the kind that may be urgent, and when what it speaks of
    takes place. ``regles``: those of the day, when a whole batch shares them.
    """
    regles = regles or Regles.lire(au=le)
    urgent = regles.est_urgent(urgence, concerne_le=concerne_le, le=le)
    depart = regles.depart(prevu_le or le, urgent=urgent)
    envoi = _envoi("SMS", cle, personne, objet, gabarit, le, expire_le=expire_le, prevu_le=depart, version=version)
    envoi.urgent, envoi.pas_avant = urgent, depart if depart > (prevu_le or le) else None
    texte = ajuster(texte)
    envoi.segments = segments(texte)
    envoi.sceller(destinataire=numero, contenu={"texte": texte})
    return _deposer_une_fois(envoi, regles, par=par)


def deposer_courriel(
    *,
    cle: str,
    adresse: str,
    sujet: str,
    texte: str,
    objet: models.Model,
    gabarit: str,
    le: datetime,
    personne: Personne | None = None,
    expire_le: datetime | None = None,
    regles: Regles | None = None,
    version: int = 1,
    par: Agent | None = None,
) -> Envoi:
    """Deposit a mail for a person, an agent or a partner. ``sujet`` holds no personal data."""
    envoi = _envoi("COURRIEL", cle, personne, objet, gabarit, le, expire_le=expire_le, version=version)
    envoi.sceller(destinataire=adresse, contenu={"sujet": sujet, "texte": texte})
    return _deposer_une_fois(envoi, regles or Regles.lire(au=le), par=par) if personne else _deposer(envoi)


def deposer_courrier(
    *,
    cle: str,
    personne: Personne,
    courrier: Courrier,
    objet: models.Model,
    le: datetime,
    version: int = 1,
    par: Agent | None = None,
) -> Envoi:
    """Deposit a letter: its page is frozen now, and painted by a worker."""
    gabarit = f"{courrier.code} v{courrier.version}"
    envoi = _envoi("COURRIER", cle, personne, objet, gabarit, le, version=version)
    contenu = {"html": html(courrier), "objet": courrier.objet, "reference": courrier.reference}
    envoi.sceller(destinataire="\n".join(courrier.destinataire.lignes), contenu=contenu)
    return _deposer(envoi)


def _envoi(canal, cle, personne, objet, gabarit, le, *, expire_le=None, prevu_le=None, version=1) -> Envoi:
    return Envoi(
        canal=canal,
        cle=cle,
        personne=personne,
        objet_id=objet.pk,
        objet_version=version,
        gabarit=gabarit,
        depose_le=le,
        prochain_essai=prevu_le or le,
        expire_le=expire_le,
    )


def _deposer_une_fois(envoi: Envoi, regles: Regles, *, par: Agent | None) -> Envoi:
    """Deposit, unless the person has just been told the same kind of thing about the same thing: kept, withdrawn.

    A new date or another subject is something new: it leaves.
    A ceiling holds SMS back too: the letter says the same.
    """
    recents = Envoi.objects.semblables(envoi).filter(depose_le__gt=envoi.depose_le - regles.intervalle)
    if recents.exclude(cle=envoi.cle).exists():
        heures = regles.intervalle // timedelta(hours=1)
        motif = f"le même message est déjà prévu ou parti depuis moins de {heures} heures"
        return _garder_retire(envoi, motif, par=par)
    if envoi.segments and not regles.budget.prendre(envoi.segments, urgent=envoi.urgent):
        return _garder_retire(envoi, f"le plafond de {regles.plafond} SMS par mois est atteint", par=par)
    return _deposer(envoi)


def _garder_retire(envoi: Envoi, motif: str, *, par: Agent | None) -> Envoi:
    """Write a message that does not leave: it is seen, with its reason."""
    envoi.etat, envoi.erreur = Envoi.Etat.ANNULE, motif
    depose = _ecrire(envoi)
    if depose.pk == envoi.pk:
        emit(_annule(envoi, motif, envoi.depose_le), par=par)
    return depose


def _deposer(envoi: Envoi) -> Envoi:
    """Write the row, unless its key is already there; nudge the relay once the decision is committed."""
    depose = _ecrire(envoi)
    coup_de_coude.donner_au_commit(code_courant(), envoi.canal)
    return depose


def _ecrire(envoi: Envoi) -> Envoi:
    with transaction.atomic():
        Envoi.objects.bulk_create([envoi], ignore_conflicts=True)
        return Envoi.objects.get(cle=envoi.cle)


def cles_deposees(cles: Iterable[str]) -> set[str]:
    """Among these keys, those that are already in the outbox."""
    return set(Envoi.objects.filter(cle__in=list(cles)).values_list("cle", flat=True))


def des_objets(objets: Iterable[models.Model]) -> dict:
    """The messages of each object, newest first, in one query."""
    par_objet = defaultdict(list)
    for envoi in Envoi.objects.filter(objet_id__in=[o.pk for o in objets]).order_by("-depose_le", "-id"):
        par_objet[envoi.objet_id].append(envoi)
    return dict(par_objet)


@transaction.atomic
def annuler(*, objet: models.Model, motif: str, le: datetime, par: Agent | None) -> int:
    """Withdraw the messages of ``objet`` that have not left. Gives their number.

    One being sent, or about which we don't know, can't be held back: the news that follows will correct it.
    But it is not tried again, because it expires now.
    """
    vivants = list(Envoi.objects.vivants().select_for_update(of=("self",)).filter(objet_id=objet.pk))
    retires = [envoi for envoi in vivants if envoi.etat == Envoi.Etat.A_ENVOYER]
    Envoi.objects.filter(pk__in=[e.pk for e in vivants]).update(expire_le=le)
    Envoi.objects.filter(pk__in=[e.pk for e in retires]).update(etat=Envoi.Etat.ANNULE, erreur=motif[:300])
    emit_all([_annule(envoi, motif, le) for envoi in retires], par=par)
    return len(retires)


def _annule(envoi: Envoi, motif: str, le: datetime) -> EnvoiAnnule:
    return EnvoiAnnule(envoi_id=envoi.pk, personne_id=envoi.personne_id, motif=motif, survenu_le=le)
