"""Information sessions around today: past ones with their attendance, one this morning, others to come."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from parcours.models import Convocation, Parcours, SessionIOC
from parcours.states import EtatConvocation
from spie.demonstration.cadre import Cadre
from spie.demonstration.identifiants import Identifiants

PARIS = ZoneInfo("Europe/Paris")
# Days from today, and hour: the one of this morning has begun and waits for its sheet.
DATES = ((-21, 9), (-14, 14), (-7, 9), (-2, 14), (0, 8), (9, 9), (16, 14), (23, 9))
# As many allocataires as one series of these dates is enough for.
PAR_SERIE = 6000


def poser(cadre: Cadre, hasard: Random, identifiants: Identifiants, au: date, *, personnes: int) -> int:
    """Create the sessions and convene people whose six weeks run. Gives the number of sessions."""
    moments = [moment for _ in range(max(1, personnes // PAR_SERIE)) for moment in DATES]
    attente = Parcours.objects.en_cours().filter(confie_le=None).order_by("-droit_notifie_le", "id")
    attente = list(attente[: 20 * len(moments)])
    hasard.shuffle(attente)
    sessions = [_session(cadre, au, *moment, rang) for rang, moment in enumerate(moments)]
    for session in sessions:
        session.id = identifiants.suivant()
    SessionIOC.objects.bulk_create(sessions)
    convocations = []
    for session, (jours, _) in zip(sessions, moments, strict=True):
        # Later ones are left with seats to fill by hand.
        nombre = 12 if jours <= 0 else 5 if jours == 9 else 0
        convoques, attente = attente[:nombre], attente[nombre:]
        convocations += [_convocation(session, p, cadre, hasard, jours) for p in convoques]
    for convocation in convocations:
        convocation.id = identifiants.suivant()
    Convocation.objects.bulk_create(convocations, batch_size=2000)
    return len(sessions)


def _jour(au: date, jours: int) -> date:
    """Never on a week-end, but today: before it for what is past, after it for what comes."""
    jour = au + timedelta(days=jours)
    while jours and jour.weekday() >= 5:
        jour += timedelta(days=1 if jours > 0 else -1)
    return jour


def _session(cadre: Cadre, au: date, jours: int, heure: int, rang: int) -> SessionIOC:
    territoire = cadre.territoires[-1 - rang % len(cadre.territoires)]
    commune = cadre.communes[territoire][0]
    return SessionIOC(
        territoire=territoire,
        lieu="Maison du Département (fictive)",
        adresse="1 place du Modèle",
        commune=commune,
        salle="Salle Exemple",
        acces="Bus ligne Exemple, arrêt Mairie. Entrée de plain-pied.",
        debut_le=datetime.combine(_jour(au, jours), time(heure), PARIS),
        pieces="votre pièce d'identité et un justificatif de domicile",
        telephone="04 65 71 00 07",
    )


def _convocation(session: SessionIOC, parcours: Parcours, cadre: Cadre, hasard: Random, jours: int) -> Convocation:
    convocation = Convocation(
        session=session,
        parcours=parcours,
        convoquee_le=session.debut_le - timedelta(days=15),
        convoquee_par=cadre.agents["accueil"],
    )
    # The last one is left to fill by hand.
    if jours < -2:
        vient = hasard.random() < 0.75
        convocation.etat = EtatConvocation.PRESENTE if vient else EtatConvocation.ABSENTE_A_QUALIFIER
        convocation.identite_vue = convocation.domicile_vu = vient
        convocation.constatee_le, convocation.constatee_par = session.debut_le, cadre.agents["accueil"]
    return convocation
