"""What to do, one line each: for whom, why, before when, and the button that does it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from parcours.models import SessionIOC
from spie.accueil.regard import SEMAINE, Regard
from spie.socle.calendrier.parametres import valeur
from spie.socle.comptes.roles import Role
from spie.socle.flux.models import LotFlux
from spie.socle.interface.dates import date_courte, jour_court

# How many lines of each kind: the list behind has the others.
PAR_SORTE = 6
MONTREES = 12


@dataclass(frozen=True)
class Tache:
    """``avant_le``: None when nothing dates it, only good sense."""

    icone: str
    qui: str
    quoi: str
    raison: str
    href: str
    action: str
    avant_le: date | None = None


def emargements(r: Regard) -> Iterator[Tache]:
    """The sheets to fill; a referent sees those that they run and those of their territory."""
    sessions = SessionIOC.objects.autour_de(r.affectation) if r.pole else SessionIOC.objects
    for s in sessions.a_emarger(a=r.maintenant).pour_la_page().order_by("debut_le", "id")[:PAR_SORTE]:
        personnes = f"{s.attendues} personne{'s' if s.attendues > 1 else ''} à pointer"
        yield Tache(
            "clipboard-check", f"IOC à {s.commune.nom}", "Présences à enregistrer",
            f"{date_courte(s.debut_le)} : {personnes}",
            reverse("parcours:emargement", args=[s.pk]), "Émarger", timezone.localdate(s.debut_le),
        )  # fmt: skip


def contrats(r: Regard) -> Iterator[Tache]:
    suivis = r.suivis().filter(contrat_avant_le__isnull=False).select_related("personne")
    for p in suivis.order_by("contrat_avant_le", "id")[:PAR_SORTE]:
        yield Tache(
            "file-certificate", str(p.personne), "Contrat d’engagement à signer",
            f"orientation décidée le {jour_court(p.confie_le)}",
            reverse("accueil:fiche", args=[p.personne_id]), "Ouvrir", p.contrat_avant_le,
        )  # fmt: skip


def orientations(r: Regard) -> Iterator[Tache]:
    for o in r.orientations().select_related("parcours__personne").par_urgence()[:PAR_SORTE]:
        notifie = o.parcours.droit_notifie_le
        yield Tache(
            "compass", str(o.parcours.personne), "Référent(e) à proposer",
            f"{(o.echeance_locale - notifie).days} jours après la notification du droit, le {jour_court(notifie)}",
            r.lien_vers(reverse("orientation:decider", args=[o.pk])), "Orienter", o.echeance_locale,
        )  # fmt: skip


def reunions_a_remplir(r: Regard) -> Iterator[Tache]:
    """Sessions with free seats, before the notice that people must have."""
    preavis = valeur("ioc.preavis_convocation", au=r.jour)
    for s in SessionIOC.objects.avec_des_places(a=r.maintenant)[:PAR_SORTE]:
        libres = s.capacite - s.prises
        yield Tache(
            "send", f"IOC à {s.commune.nom}", f"{libres} place{'s' if libres > 1 else ''} à remplir",
            f"le {date_courte(s.debut_le)} : les convocations partent {preavis} jours avant",
            reverse("parcours:convoquer", args=[s.pk]), "Convoquer",
            timezone.localdate(s.debut_le) - timedelta(days=preavis),
        )  # fmt: skip


def _groupe(nombre: int, icone: str, mots: str, quoi: str, raison: str, href: str, action: str) -> Iterator[Tache]:
    """One line for many people treated together."""
    if nombre:
        un, plusieurs = mots.split("|")
        yield Tache(icone, f"{nombre} {plusieurs if nombre > 1 else un}", quoi, raison, href, action)


def absences(r: Regard) -> Iterator[Tache]:
    return _groupe(
        r.absences, "user-question", "personne absente|personnes absentes", "Absences à qualifier",
        "dites si le motif est retenu", reverse("parcours:absences"), "Qualifier",
    )  # fmt: skip


def reconvocations(r: Regard) -> Iterator[Tache]:
    return _groupe(
        r.a_reconvoquer, "refresh", "personne|personnes", "Seconde convocation",
        "absentes ou excusées, sans nouvelle date", reverse("parcours:a_reconvoquer"), "Reconvoquer",
    )  # fmt: skip


def courriers(r: Regard) -> Iterator[Tache]:
    return _groupe(
        r.courriers, "printer", "lettre|lettres", "À imprimer", "en un seul PDF",
        reverse("envois:a_imprimer"), "Imprimer",
    )  # fmt: skip


def echecs(r: Regard) -> Iterator[Tache]:
    return _groupe(
        r.echecs, "alert-triangle", "message|messages", "En échec", "la personne n’est pas prévenue",
        r.lien("envois:liste", etat="ECHEC"), "Voir",
    )  # fmt: skip


def reponses(r: Regard) -> Iterator[Tache]:
    return _groupe(
        r.reponses, "message", "réponse|réponses", "À lire", "une personne a répondu à un SMS",
        reverse("envois:recus"), "Lire",
    )  # fmt: skip


def fichier_du_mois(r: Regard) -> Iterator[Tache]:
    """The monthly file: due once a month, and nothing else brings the people to orient."""
    dernier = LotFlux.objects.dernier_charge()
    le = timezone.localdate(dernier.depose_le) if dernier else None
    if le and le.replace(day=1) == r.jour.replace(day=1):
        return
    raison = f"le dernier a été chargé le {jour_court(le)}" if le else "aucun pour le moment"
    yield Tache("file-import", "Fichier de la CAF", "À charger ce mois-ci", raison, reverse("flux:liste"), "Charger")


# One line per role: where its tasks come from.
SOURCES: dict[str, tuple[Callable[[Regard], Iterator[Tache]], ...]] = {
    Role.ACCUEIL: (emargements, reunions_a_remplir, absences, reconvocations, reponses, courriers, echecs),
    Role.REFERENT: (emargements, contrats),
    Role.ENCADRANT: (emargements, orientations, absences),
    Role.PILOTE: (orientations, fichier_du_mois, reponses, echecs),
    Role.CONTROLE: (),
    Role.EMPLOI: (),
    Role.PARTENAIRE: (contrats,),
    Role.ADMINISTRATEUR: (fichier_du_mois, echecs, courriers),
}


@dataclass(frozen=True)
class Groupe:
    titre: str
    taches: list[Tache]


def taches(r: Regard) -> list[Groupe]:
    """The tasks of this role, late first; never more than fit on the screen."""
    toutes = [tache for source in SOURCES[r.affectation.role] for tache in source(r)]
    datees = sorted((t for t in toutes if t.avant_le), key=lambda t: t.avant_le)
    sans_date = [t for t in toutes if not t.avant_le]
    montrees = [*datees[: MONTREES - len(sans_date)], *sans_date]
    groupes = {titre: [t for t in montrees if _groupe_de(t, r.jour) == titre] for titre in TITRES}
    return [Groupe(titre, siennes) for titre, siennes in groupes.items() if siennes]


TITRES = ("En retard", "Aujourd’hui", "Sous 7 jours", "Dès que possible", "Plus tard")


def _groupe_de(tache: Tache, jour: date) -> str:
    if tache.avant_le is None:
        return "Dès que possible"
    if tache.avant_le < jour:
        return "En retard"
    if tache.avant_le == jour:
        return "Aujourd’hui"
    return "Sous 7 jours" if tache.avant_le <= jour + timedelta(days=SEMAINE) else "Plus tard"
