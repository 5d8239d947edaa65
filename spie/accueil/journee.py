"""What each role has to do today: figures, each of which opens the list behind it, and alerts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from orientation.models import Alerte
from parcours.models import Parcours
from spie.accueil.population import de_la_modalite, du_droit
from spie.accueil.regard import SEMAINE, Regard
from spie.socle.comptes.roles import Permission, Role
from spie.socle.personnes.models import Personne, Pli


@dataclass(frozen=True)
class Compteur:
    """A figure. ``ton`` speaks only when there is something: zero is good news.

    ``libelle``: one form, or the singular and the plural: « lettre|lettres ».
    """

    nombre: int
    libelle: str
    href: str
    urgence: str = ""

    @property
    def mots(self) -> str:
        formes = self.libelle.split("|")
        return formes[-1] if self.nombre > 1 else formes[0]

    @property
    def ton(self) -> str:
        return self.urgence if self.nombre else ""


def contrats_en_retard(r: Regard) -> Compteur:
    nombre = r.suivis().contrat_en_retard(au=r.jour).count()
    return Compteur(
        nombre,
        "contrat en retard|contrats en retard",
        r.lien("orientation:file_active", retard="1", **r.du_pole),
        "danger",
    )


def contrats_de_la_semaine(r: Regard) -> Compteur:
    nombre = r.suivis().contrat_sous(au=r.jour, jours=SEMAINE).count()
    lien = r.lien("orientation:file_active", semaine="1", **r.du_pole)
    return Compteur(nombre, "contrat à signer sous 7 jours|contrats à signer sous 7 jours", lien, "attention")


def nouvelles(r: Regard) -> Compteur:
    nombre = r.suivis().confies_depuis(r.il_y_a_une_semaine).count()
    return Compteur(
        nombre, "nouvelle personne|nouvelles personnes", r.lien("orientation:file_active", nouvelles="1", **r.du_pole)
    )


def file_active(r: Regard) -> Compteur:
    return Compteur(r.suivis().count(), "personne suivie|personnes suivies", r.lien("orientation:file_active"))


def orientations_depassees(r: Regard) -> Compteur:
    lien = r.lien("orientation:file", bande="DEPASSE", **r.du_pole)
    return Compteur(r.bandes["DEPASSE"], "orientation dépassée|orientations dépassées", lien, "danger")


def orientations_sous_7_jours(r: Regard) -> Compteur:
    lien = r.lien("orientation:file", bande="7", **r.du_pole)
    return Compteur(r.bandes["sept"], "à décider sous 7 jours", lien, "attention")


def orientations_sous_21_jours(r: Regard) -> Compteur:
    lien = r.lien("orientation:file", bande="21", **r.du_pole)
    return Compteur(r.bandes["vingt_et_un"], "à décider entre 7 et 21 jours", lien)


def a_emarger(r: Regard) -> Compteur:
    nombre = r.sessions().a_emarger(a=r.maintenant).count()
    lien = r.lien("parcours:sessions", quand="a_emarger", **r.du_pole)
    return Compteur(nombre, "réunion à émarger|réunions à émarger", lien, "attention")


def absences(r: Regard) -> Compteur:
    return Compteur(
        r.absences,
        "absence à qualifier|absences à qualifier",
        reverse("parcours:absences"),
    )


def a_reconvoquer(r: Regard) -> Compteur:
    return Compteur(
        r.a_reconvoquer, "personne à reconvoquer|personnes à reconvoquer", reverse("parcours:a_reconvoquer")
    )


def sans_date(r: Regard) -> Compteur:
    """They wait for a convocation: the sessions to come are where to convene them."""
    nombre = Parcours.objects.a_convoquer().count()
    return Compteur(
        nombre, "personne sans date d’IOC|personnes sans date d’IOC", r.lien("parcours:sessions", quand="a_venir")
    )


def courriers(r: Regard) -> Compteur:
    return Compteur(r.courriers, "lettre à imprimer|lettres à imprimer", reverse("envois:a_imprimer"))


def echecs(r: Regard) -> Compteur:
    return Compteur(r.echecs, "message en échec|messages en échec", r.lien("envois:liste", etat="ECHEC"), "danger")


def _droits(r: Regard, etat: str, mots: str) -> Compteur:
    nombre = du_droit(Personne.objects.adultes(), etat).count()
    return Compteur(nombre, mots, r.lien("personnes:liste", etat=etat))


def droits_suspendus(r: Regard) -> Compteur:
    return _droits(r, "3", "personne au droit suspendu|personnes au droit suspendu")


def versements_suspendus(r: Regard) -> Compteur:
    return _droits(r, "4", "personne au versement suspendu|personnes au versement suspendu")


def _modalite(r: Regard, code: str) -> Compteur:
    modalite = Parcours.Modalite(code)
    nombre = de_la_modalite(Personne.objects.adultes(), modalite).count()
    return Compteur(nombre, f"en modalité {modalite.label}", r.lien("personnes:liste", modalite=code))


def professionnelles(r: Regard) -> Compteur:
    return _modalite(r, "PROFESSIONNELLE")


def socioprofessionnelles(r: Regard) -> Compteur:
    return _modalite(r, "SOCIOPROFESSIONNELLE")


# One line per role: what it looks at, in this order.
FIGURES: dict[str, tuple[Callable[[Regard], Compteur], ...]] = {
    Role.ACCUEIL: (a_emarger, sans_date, a_reconvoquer, absences, courriers, echecs),
    Role.REFERENT: (contrats_en_retard, contrats_de_la_semaine, nouvelles, a_emarger),
    Role.ENCADRANT: (
        orientations_depassees,
        orientations_sous_7_jours,
        orientations_sous_21_jours,
        contrats_en_retard,
        a_emarger,
    ),
    Role.PILOTE: (orientations_depassees, orientations_sous_7_jours, contrats_en_retard, a_emarger, echecs),
    Role.CONTROLE: (droits_suspendus, versements_suspendus),
    Role.EMPLOI: (professionnelles, socioprofessionnelles),
    Role.PARTENAIRE: (contrats_en_retard, contrats_de_la_semaine, nouvelles, file_active),
    Role.ADMINISTRATEUR: (echecs, courriers),
}


def compteurs(regard: Regard) -> list[Compteur]:
    """The figures of this role; each opens a list that shows exactly what it counts."""
    return [figure(regard) for figure in FIGURES[regard.affectation.role]]


@dataclass(frozen=True)
class GroupeAlertes:
    """One kind of alert: how many people, and where they are. The tasks name the most urgent ones.

    ``lien``: the words of the link, when it is not the queue of orientation.
    """

    nature: str
    nombre: int
    href: str
    ton: str
    lien: str = ""


# The most serious first.
TONS = {Alerte.Nature.BASCULE: "danger", Alerte.Nature.BIENTOT: "attention"}


def dossiers_recus(r: Regard) -> list[GroupeAlertes]:
    """Files that another département handed over: rare, hence said only when there are some."""
    if not r.affectation.permet(Permission.TRANSMETTRE_DOSSIER):
        return []
    nombre = Pli.objects.dossiers().a_traiter().count()
    groupe = GroupeAlertes(
        nature="Un autre département transmet des dossiers",
        nombre=nombre,
        href=reverse("mutations:recus"),
        ton="attention",
        lien="Accepter ou refuser",
    )
    return [groupe] if nombre else []


def alertes(r: Regard) -> list[GroupeAlertes]:
    """What the daily check has to tell this role, on its territory. Only the decision ends an alert."""
    if not r.affectation.permet(Permission.DECIDER_ORIENTATION):
        return []
    pour_lui = Alerte.objects.pour(r.affectation.role)
    if r.pole:
        pour_lui = pour_lui.du_territoire(r.pole)
    nombres = dict(pour_lui.order_by().values_list("nature").annotate(Count("pk")))
    return [
        GroupeAlertes(
            nature=nature.label,
            nombre=nombres[nature],
            href=r.lien("orientation:file", alerte=str(nature), **r.du_pole),
            ton=ton,
        )
        for nature, ton in TONS.items()
        if nombres.get(nature)
    ]
