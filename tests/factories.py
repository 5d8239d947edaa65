"""Test data, one plain function per thing. Each gives the commonest case; say only what matters."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from orientation.models import Orientation
from parcours.models import Convocation, Parcours, SessionIOC
from spie.socle.calendrier.models import ParametreLocal
from spie.socle.comptes import jetons
from spie.socle.comptes.models import Affectation, Agent, Structure
from spie.socle.comptes.roles import Portee, Role
from spie.socle.personnes.models import Adresse, Contact, DossierRSA, Foyer, Personne
from spie.socle.territoires.isolation import code_courant
from spie.socle.territoires.models import Commune, Departement, Rattachement, Territoire

PARIS = ZoneInfo("Europe/Paris")
# Tests live on this morning, unless they say otherwise.
MAINTENANT = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)
AUJOURDHUI = MAINTENANT.date()
_numero = count(1)
_mobile = count(1)
A_ELLE = "un numéro à elle"


def un_departement(code="07", nom="Ardèche"):
    champs = {"nom": nom, "hote": f"{code}.testserver"}
    return Departement.objects.get_or_create(code=code, defaults=champs)[0]


def une_commune(insee="07019", nom="Aubenas", code_postal="07200"):
    champs = {"nom": nom, "code_postal": code_postal, "code_departement": insee[:2]}
    return Commune.objects.get_or_create(insee=insee, defaults=champs)[0]


def un_territoire(nom="DTAS Sud-Ouest", nature=Territoire.Nature.DTAS, communes=()):
    territoire = Territoire.objects.get_or_create(nom=nom, nature=nature)[0]
    for commune in communes:
        Rattachement.objects.get_or_create(commune=commune, territoire=territoire)
    return territoire


def une_structure(nom="CMS d'Aubenas (fictif)", nature=Structure.Nature.DEPARTEMENT, **champs):
    return Structure.objects.get_or_create(nom=nom, defaults={"nature": nature, **champs})[0]


def un_agent(role=Role.REFERENT, *, structure=None, prenom="Ana", nom="FACTICE", etp=1, **champs):
    """An agent with one affectation; the affectation is ``agent.affectations.get()``."""
    courriel = champs.pop("courriel", f"agent{next(_numero)}@example.org")
    agent = Agent.objects.create_user(
        courriel=courriel, mot_de_passe="demonstration-spie", prenom=prenom, nom=nom, **champs
    )
    Affectation.objects.create(agent=agent, structure=structure or une_structure(), role=role, etp=etp)
    return agent


def un_compte_de_service(role=Role.PILOTE, *, structure=None, nom="FACTICE", **champs):
    """The affectation of a program, to which keys are given."""
    courriel = champs.pop("courriel", f"logiciel{next(_numero)}@example.org")
    compte = {"prenom": "Logiciel", "nom": nom, "de_service": True, "gere_par": code_courant()}
    agent = Agent.objects.create_user(courriel=courriel, **compte | champs)
    return Affectation.objects.create(agent=agent, structure=structure or une_structure(), role=role)


def une_cle(affectation, *, portees=tuple(Portee), libelle="Logiciel fictif", expire_le=None, le=MAINTENANT):
    """The ``Jeton`` and the key in clear."""
    fin = expire_le or le.date() + timedelta(days=90)
    return jetons.creer(affectation=affectation, libelle=libelle, portees=portees, expire_le=fin, par=None, le=le)


def une_personne(nom="SPECIMEN", prenom="Lina", *, mobile=A_ELLE, commune=None, **champs):
    """An adult with an address and a mobile telephone of their own; ``mobile=None`` for someone who has none."""
    foyer = champs.pop("foyer", None) or Foyer.objects.create()
    personne = Personne(
        **{
            "foyer": foyer,
            "role": "DEM",
            "sexe": "2",
            "nom": nom,
            "prenom": prenom,
            "date_naissance": date(1990, 5, 17),
        }
        | champs
    )
    personne.normer()
    personne.save()
    commune = commune or une_commune()
    if not foyer.adresses.exists():
        Adresse.objects.create(
            foyer=foyer,
            voie=f"{next(_numero)} rue Imaginaire",
            code_postal=commune.code_postal,
            ville=commune.nom,
            commune_insee=commune.insee,
            source="test",
            du=date(2020, 1, 1),
        )
    if mobile:
        _un_mobile(personne, mobile)
    return personne


def _un_mobile(personne, valeur):
    valeur = f"+3363998{5000 + next(_mobile) % 5000}" if valeur == A_ELLE else valeur
    Contact.objects.create(
        personne=personne, nature="TELEPHONE", valeur=valeur, est_mobile=True, source="test", du=date(2020, 1, 1)
    )


def un_dossier(foyer, *, etat="2", **champs):
    numero = next(_numero)
    return DossierRSA.objects.create(
        **{
            "foyer": foyer,
            "organisme": "CAF",
            "matricule": f"9{numero:06d}",
            "matricule_recu": f"9{numero:06d}00000000",
            "numero_demande": f"{numero:011d}",
            "etat": etat,
            "etat_depuis": date(2026, 1, 1),
            "vu_le": date(2026, 11, 1),
        }
        | champs
    )


def un_parcours(*, personne=None, droit_notifie_le=date(2026, 11, 2), info_recue_le=date(2026, 11, 5), **champs):
    return Parcours.objects.create(
        personne=personne or une_personne(),
        droit_notifie_le=droit_notifie_le,
        info_recue_le=info_recue_le,
        ouvert_le=MAINTENANT,
        **champs,
    )


def une_session(*, dans=timedelta(days=20), **champs):
    """A session in twenty days, unless ``dans`` says otherwise (negative: already begun)."""
    commune = champs.pop("commune", None) or une_commune()
    return SessionIOC.objects.create(
        **{
            "territoire": champs.pop("territoire", None) or un_territoire(communes=[commune]),
            "lieu": "Maison du Département (fictive)",
            "adresse": "1 place Imaginaire",
            "commune": commune,
            "debut_le": MAINTENANT + dans,
            "pieces": "votre pièce d'identité et un justificatif de domicile",
            "telephone": "04 65 71 00 07",
        }
        | champs
    )


def a_toute_heure():
    """This département sends its SMS at night and on Sundays: for what runs by the real clock."""
    reglages = {"envois.sms_debut": 0, "envois.sms_fin": 24, "envois.sms_dimanches_feries": 1}
    for code, valeur in reglages.items():
        ParametreLocal.objects.create(code=code, valeur=valeur, motif="Essai", valide_du=date(2020, 1, 1))


def une_convocation(*, session=None, parcours=None, par=None, **champs):
    return Convocation.objects.create(
        session=session or une_session(),
        parcours=parcours or un_parcours(),
        convoquee_le=MAINTENANT,
        convoquee_par=par or un_agent(Role.ACCUEIL),
        **champs,
    )


def une_orientation(*, parcours=None, echeance_locale=None, echeance_legale=None, **champs):
    """To be decided in three weeks, unless said otherwise."""
    return Orientation.objects.create(
        parcours=parcours or un_parcours(),
        echeance_locale=echeance_locale or AUJOURDHUI + timedelta(days=20),
        echeance_legale=echeance_legale or AUJOURDHUI + timedelta(days=23),
        **champs,
    )
