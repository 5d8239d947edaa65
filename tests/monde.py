"""A small département where everything exists, in each of its states: for the walls that look everywhere.

``un_monde(a=maintenant)`` fills the département announced, and gives its objects by name: ``monde["session_passee"]``.
Everything written bears ``marque``, so that a page of another département that shows it is caught.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from orientation.models import Orientation
from orientation.services import surveillance
from orientation.services.decision import decider
from parcours.models import Animation, Parcours
from parcours.services.convocation import convoquer
from spie.socle.calendrier.models import ParametreLegal, ParametreLocal, VoiesDeRecours, VoiesDeRecoursLocales
from spie.socle.comptes.models import Affectation, Structure
from spie.socle.comptes.roles import Role
from spie.socle.envois import relais
from spie.socle.envois import services as envois
from spie.socle.envois.capteur.serveur import Memoire
from spie.socle.envois.models import AccuseReception, Envoi, EnvoiTentative, Execution, MessageRecu, Prestataire
from spie.socle.historique.services import emit_all
from spie.socle.personnes.events import EntreeDroitsDevoirs
from spie.socle.personnes.models import EtatDossier, Personne, SoumissionDroitsDevoirs
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import code_courant, departement_courant
from spie.socle.territoires.models import Rattachement, Territoire
from tests.factories import (
    un_agent,
    un_compte_de_service,
    un_departement,
    un_dossier,
    un_territoire,
    une_cle,
    une_commune,
    une_convocation,
    une_personne,
    une_session,
    une_structure,
)
from tests.monde_flux import des_flux
from tests.monde_listes import des_listes
from tests.monde_registre import un_registre

PRENOMS = ("Lina", "Noé", "Ines", "Sacha", "Marie-Antoinette-Joséphine", "Éloïse", "Ali", "Zoé", "Tom", "Ana", "Luc")


def un_monde(*, a: datetime, marque: str = "SPECIMEN") -> dict:
    """Fill the département announced, as it is at the moment ``a``."""
    monde = {"a": a, "marque": marque, "un": 1, "numero": 1, "app": "comptes"}
    monde |= {"lettre_decision": "C15", "lettre_convocation": "C02"}
    monde |= _cadre(marque)
    monde |= _agents(monde)
    monde |= _personnes(monde)
    monde |= _reunions(monde)
    monde |= _orientations(monde)
    monde |= _messages(monde)
    monde |= des_flux(monde)
    monde |= un_registre(monde)
    monde |= des_listes(monde)
    return monde


def monde_de(code: str, marque: str) -> dict:
    """A whole département of its own, as it is today."""
    un_departement(code, marque.title())
    with departement_courant(code):
        return un_monde(a=timezone.now(), marque=marque)


def courriel(role: Role, code: str) -> str:
    return f"{role.lower()}@{code}.example.org"


def _cadre(marque: str) -> dict:
    insee = f"{code_courant()}019"
    commune = une_commune(insee, nom=f"Saint-{marque.title()}-sous-Exemple", code_postal=f"{code_courant()}200")
    dtas = un_territoire(nom=f"DTAS {marque}", communes=[commune])
    Territoire.objects.create(nature=Territoire.Nature.CMS, nom=f"CMS {marque}", parent=dtas)
    cms = une_structure(f"CMS {marque} (fictif)", territoire=dtas, telephone="04 65 71 00 07", commune=commune)
    mission = une_structure(f"Mission locale {marque}", Structure.Nature.MISSION_LOCALE)
    local = ParametreLocal.objects.create(
        code="ioc.preavis_convocation", valeur=14, motif=f"Délibération {marque}", valide_du=date(2020, 1, 1)
    )
    return {
        "commune": commune,
        "territoire": dtas,
        "rattachement": Rattachement.objects.get(commune=commune),
        "structure": cms,
        "structure_partenaire": mission,
        "parametre": local,
        "parametre_legal": ParametreLegal.objects.first(),
        "voies": VoiesDeRecours.objects.first(),
        "voies_locales": VoiesDeRecoursLocales.objects.create(
            rapo_adresse=f"Service {marque}, 1 place Imaginaire",
            tribunal_nom="tribunal administratif fictif",
            tribunal_adresse="2 place Imaginaire",
            source=f"Délibération {marque}",
            valide_du=date(2020, 1, 1),
        ),
    }


def _agents(monde: dict) -> dict:
    """One account per role; the referent also works elsewhere in the département."""
    places = {Role.PARTENAIRE: monde["structure_partenaire"]}
    agents = {}
    for role in Role:
        lieu = places.get(role, monde["structure"])
        agents[role] = un_agent(role, nom=monde["marque"], structure=lieu, courriel=courriel(role, code_courant()))
    principales = {role: agent.affectations.get() for role, agent in agents.items()}
    Affectation.objects.create(agent=agents[Role.REFERENT], structure=monde["structure_partenaire"], role=Role.EMPLOI)
    programme = un_compte_de_service(structure=monde["structure"], nom=monde["marque"])
    return {
        "jeton": une_cle(programme, libelle=f"Logiciel {monde['marque']}", le=monde["a"])[0],
        "agents": agents,
        "agent": agents[Role.REFERENT],
        "affectations": principales,
        "affectation": principales[Role.REFERENT],
    }


def _personnes(monde: dict) -> dict:
    """Eleven adults: one with a very long name, one that cannot be reached, one who lives with someone."""
    jour, marque = monde["a"].date(), monde["marque"]
    personnes = [_personne(monde, rang, prenom) for rang, prenom in enumerate(PRENOMS)]
    conjoint = une_personne(marque, "Conjointe", foyer=personnes[0].foyer, role=Personne.Role.CONJOINT, mobile=None)
    dossier = un_dossier(personnes[0].foyer, etat_depuis=jour)
    un_dossier(personnes[1].foyer, etat="9", organisme="MSA")
    EtatDossier.objects.create(dossier=dossier, etat="2", depuis_le=jour, flux_du=jour)
    personnes[0].poser_nir("290050701900153")
    personnes[0].save()
    entrees = [_entree(personne, jour - timedelta(days=3 + 6 * rang)) for rang, personne in enumerate(personnes)]
    emit_all(entrees, par=None)
    SoumissionDroitsDevoirs.objects.create(personne=personnes[0], droit_notifie_le=jour, info_recue_le=jour)
    parcours = [Parcours.objects.get(personne=personne) for personne in personnes]
    return {
        "personne": personnes[0],
        "conjoint": conjoint,
        "personne_introuvable": personnes[3],
        "dossier": dossier,
        "suivis": parcours,
        "suivi": parcours[2],
        "personne_confiee": personnes[8],
    }


def _personne(monde: dict, rang: int, prenom: str) -> Personne:
    nom = f"{monde['marque']}-DE-LA-TRES-LONGUE-FAMILLE-IMAGINAIRE" if rang == 4 else f"{monde['marque']}{rang}"
    if rang == 3:
        personne = une_personne(nom, prenom, mobile=None, commune=monde["commune"])
        personne.foyer.adresses.all().delete()
        return personne
    return une_personne(nom, prenom, mobile=f"+3363998{rang:04d}", commune=monde["commune"])


def _entree(personne: Personne, notifie: date) -> EntreeDroitsDevoirs:
    recue = datetime.combine(notifie + timedelta(days=2), datetime.min.time()).astimezone()
    return EntreeDroitsDevoirs(
        personne_id=personne.pk, droit_notifie_le=notifie, info_recue_le=recue.date(), survenu_le=recue
    )


def _reunions(monde: dict) -> dict:
    """To come (with people told), complete (and moved), begun, recorded, cancelled."""
    par, suivis, a = monde["agents"][Role.ACCUEIL], monde["suivis"], monde["a"]
    commun = {"territoire": monde["territoire"], "commune": monde["commune"], "lieu": f"Maison {monde['marque']}"}
    jours = {"session": 12, "session_complete": 20, "session_commencee": -0.1, "session_passee": -9}
    sessions = {nom: une_session(debut_le=a + timedelta(days=j), **commun) for nom, j in jours.items()}
    sessions["session_annulee"] = une_session(
        debut_le=a + timedelta(days=5), etat="ANNULEE", motif_annulation="Salle fermée", **commun
    )
    Animation.objects.create(session=sessions["session"], affectation=monde["affectation"])
    convoquer(session=sessions["session"], parcours_ids=[p.pk for p in suivis[2:5]], par=par, le=a)
    sessions["session_complete"].capacite, sessions["session_complete"].visio = 1, "https://visio.example.org/salle"
    sessions["session_complete"].deplacee_le = a
    sessions["session_complete"].save()
    une_convocation(session=sessions["session_complete"], parcours=suivis[5], par=par)
    for p in suivis[6:8]:
        une_convocation(session=sessions["session_commencee"], parcours=p, par=par)
    constat = {"session": sessions["session_passee"], "par": par, "constatee_le": a, "constatee_par": par}
    une_convocation(parcours=suivis[8], etat="PRESENTE", identite_vue=True, **constat)
    absence = une_convocation(parcours=suivis[9], etat="ABSENTE_A_QUALIFIER", **constat)
    une_convocation(parcours=suivis[10], etat="ABSENTE_JUSTIFIEE", motif_absence="Deuil", **constat)
    codes = {nom.replace("session", "code"): session.code for nom, session in sessions.items()}
    return sessions | codes | {"absence": absence, "animation": Animation.objects.get()}


def _orientations(monde: dict) -> dict:
    """Two entrusted paths, one of them late for its contract; the others wait, the oldest are out of time."""
    suivis, a, par = monde["suivis"], monde["a"], monde["agents"][Role.ENCADRANT]
    places = {0: monde["affectation"], 8: monde["affectations"][Role.PARTENAIRE]}
    for rang, referent in places.items():
        decider(
            orientation=Orientation.objects.get(parcours=suivis[rang]),
            modalite="SOCIALE",
            referent=referent,
            motif=f"Vous avez besoin d'un logement.\n{monde['marque']}",
            par=par,
            le=a,
        )
    Parcours.objects.filter(pk=suivis[0].pk).update(contrat_avant_le=a.date() - timedelta(days=3))
    surveillance.surveiller(au=a.date(), le=a)
    attente = Orientation.objects.a_decider().par_urgence()
    return {
        "orientation": attente.last(),
        "orientation_basculee": attente.first(),
        "orientation_decidee": Orientation.objects.get(parcours=suivis[0]),
    }


ETATS_DES_SMS = {
    "ECHEC": {"erreur": "Refusé par le prestataire (400) : numéro impossible"},
    "EXPIRE": {},
    "INCERTAIN": {"erreur": "Pas de réponse (ReadTimeout)."},
    "EN_COURS": {"bail_jeton": uuid7()},
    "ANNULE": {"erreur": "réunion annulée"},
    "LIVRE": {},
}


def _messages(monde: dict) -> dict:
    """One SMS per state, a mail, a letter painted, another not yet."""
    a, marque = monde["a"], monde["marque"]
    commun = {"personne": monde["personne"], "objet": monde["session"], "gabarit": "essai", "le": a}
    noms = {}
    for version, (etat, champs) in enumerate(ETATS_DES_SMS.items(), 1):
        texte = {"numero": "+33639980000", "texte": f"Bonjour {marque}", "version": version}
        sms = envois.deposer_sms(cle=f"essai:{etat}", **texte, **commun)
        Envoi.objects.filter(pk=sms.pk).update(etat=etat, tentative=1, **champs)
        EnvoiTentative.objects.create(envoi=sms, rang=1, debut=a, issue=champs.get("erreur", ""))
        noms[f"envoi_{etat.lower()}"] = sms
    noms["courriel"] = envois.deposer_courriel(
        cle="essai:courriel", adresse="a@example.org", sujet="Essai", texte=marque, objet=monde["session"],
        gabarit="essai", le=a,
    )  # fmt: skip
    lettres = list(Envoi.objects.filter(canal="COURRIER").order_by("depose_le", "id"))
    relais.peindre(lettres[0])
    noms |= _prestataire(noms["envoi_livre"], a, marque)
    Execution.objects.create(tache="parcours.rappeler", creneau=a, resultat={"marque": marque})
    return noms | {"lettre": lettres[0], "lettre_pas_prete": lettres[1], "envoi": noms["envoi_echec"]}


def _prestataire(envoi: Envoi, a: datetime, marque: str) -> dict:
    """A contract that is over, what it said of the message that arrived, and what the person answered."""
    ancien = Prestataire(genre="OVH", expediteur="Exemple", adresse="https://ovh.example.org/1.0", en_service=False)
    cles = ("application_key", "application_secret", "consumer_key", "service", "jeton")
    ancien.sceller(dict.fromkeys(cles, "secret-fictif"))
    ancien.save()
    accuse = AccuseReception.objects.create(
        prestataire=ancien, reference="900000001", statut="ptt 4", issue="LIVRE", horodatage=a, recu_le=a, envoi=envoi
    )
    recu = MessageRecu(accuse=accuse, personne=envoi.personne, recu_le=a)
    recu.sceller(f"Je viens avec {marque}")
    recu.save()
    return {"recu": recu, "prestataire": ancien, "ovh": "ovh", "secret": "un-autre-secret"}


def un_message_de_chaque(memoire: Memoire, code: str, mot: str) -> None:
    """An SMS, a mail and a letter, as the catcher keeps them, received by someone of the département ``code``."""
    destinataire, lettre = {"email": "a@example.org"}, {"adresse": f"{mot}\n1 rue Imaginaire", "pdf": "JVBERi0="}
    memoire.prendre("sms", {"receivers": ["+33639980000"], "message": f"Bonjour {mot}", "tag": f"{code}:a"})
    memoire.prendre("courriel", {"to": [destinataire], "subject": mot, "textContent": mot, "tag": f"{code}:b"})
    memoire.prendre("courrier", lettre | {"objet": f"Convocation {mot}", "tag": f"{code}:c"})
