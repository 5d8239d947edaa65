"""What surrounds the tasks of the day: the sessions of the week, the newcomers, who carries how many people."""

from datetime import timedelta

from django.utils import timezone

from orientation.services.charge import Charge, charge_de, plus_fortes_charges
from parcours.models import Parcours, SessionIOC
from spie.accueil.regard import SEMAINE, Regard
from spie.socle.comptes.roles import Permission, Role
from spie.socle.personnes.models import Contact

SUIVENT = (Role.REFERENT, Role.PARTENAIRE)
MONTREES = 8
NOUVELLES = 5


def agenda(r: Regard) -> list[SessionIOC]:
    """The sessions from this morning to the end of the week that comes."""
    if not r.affectation.permet(Permission.VOIR_SESSIONS):
        return []
    debut = timezone.localtime(r.maintenant).replace(hour=0, minute=0, second=0, microsecond=0)
    sessions = SessionIOC.objects.autour_de(r.affectation) if r.pole else SessionIOC.objects
    return list(sessions.entre(debut, debut + timedelta(days=SEMAINE + 1)).pour_la_page()[:MONTREES])


def nouvelles(r: Regard) -> list[Parcours]:
    """The last people entrusted to who follows them, each with ``telephone``."""
    if r.affectation.role not in SUIVENT:
        return []
    recents = r.suivis().confies_depuis(r.il_y_a_une_semaine).select_related("personne")
    parcours = list(recents.order_by("-confie_le", "id")[:NOUVELLES])
    contacts = Contact.objects.en_cours().filter(personne__in=[p.personne_id for p in parcours], nature="TELEPHONE")
    telephones = {c.personne_id: c.valeur for c in contacts.order_by("est_mobile", "du")}
    for p in parcours:
        p.telephone = telephones.get(p.personne_id, "")
    return parcours


def ma_charge(r: Regard) -> Charge | None:
    return charge_de(r.affectation, au=r.jour) if r.affectation.role == Role.REFERENT else None


def charges_des_equipes(r: Regard) -> list[Charge]:
    """The heaviest caseloads of the territory first, for who entrusts people to them."""
    if not r.affectation.permet(Permission.DECIDER_ORIENTATION):
        return []
    return plus_fortes_charges(au=r.jour, nombre=MONTREES, territoire_id=r.pole)
