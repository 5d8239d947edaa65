"""What stands before people come: the département, its territories, structures, agents and accounts."""

from dataclasses import dataclass
from datetime import date
from random import Random

from spie.demonstration import noms, proportions
from spie.demonstration.identifiants import Identifiants
from spie.socle.calendrier.models import ParametreLocal
from spie.socle.comptes.models import Affectation, Agent, Structure
from spie.socle.comptes.roles import Role
from spie.socle.outillage.comptes_demo import MOT_DE_PASSE
from spie.socle.territoires.models import Commune, Departement, Territoire
from spie.socle.territoires.referentiel import charger_communes, fichier_livre

NOMS = {"07": ("Ardèche", "#0b3d66"), "08": ("Ardennes", "#2f5d3a")}
COMPTES = {
    "accueil": Role.ACCUEIL,
    "referent": Role.REFERENT,
    "encadrant": Role.ENCADRANT,
    "pilote": Role.PILOTE,
    "controle": Role.CONTROLE,
    "emploi": Role.EMPLOI,
    "partenaire": Role.PARTENAIRE,
    "administrateur": Role.ADMINISTRATEUR,
}
# With the spouses, there are more people to follow than households.
ADULTES_PAR_FOYER = 1.05
NATURES = {"PROFESSIONNELLE": "FRANCE_TRAVAIL", "SOCIOPROFESSIONNELLE": "PRESTATAIRE", "SOCIALE": "DEPARTEMENT"}
LIBELLES = {
    "FRANCE_TRAVAIL": "Agence France Travail (fictive)",
    "PRESTATAIRE": "Association Exemple",
    "DEPARTEMENT": "CMS",
}


@dataclass
class Cadre:
    """``referents``: modality → territory → affectations, as many as the caseload needs."""

    communes: dict
    territoires: list
    referents: dict
    agents: dict


def poser_departement(code: str, hote: str) -> Departement:
    nom, couleur = NOMS.get(code, (f"Département {code}", "#0b3d66"))
    champs = {"nom": nom, "hote": hote, "couleur": couleur}
    return Departement.objects.update_or_create(code=code, defaults=champs)[0]


def poser(code: str, personnes: int, hasard: Random, identifiants: Identifiants) -> Cadre:
    """Create what a département needs before its people, in the transaction that is open."""
    charger_communes(fichier=fichier_livre(code))
    territoires = list(Territoire.objects.filter(nature="DTAS").order_by("nom"))
    communes = {
        t: list(Commune.objects.filter(insee__in=t.rattachements.values("commune_id")).order_by("insee"))
        for t in territoires
    }
    poids = {t: proportions.TERRITOIRES.get(t.nom, 1) for t in territoires}
    equipes = Equipes(code, hasard, identifiants)
    referents = {
        modalite: {
            t: equipes.recruter(t, NATURES[modalite], personnes * part / 100 * poids[t] / sum(poids.values()))
            for t in territoires
        }
        for modalite, part in proportions.MODALITES.items()
    }
    equipes.ecrire()
    _sms_a_toute_heure(identifiants)
    return Cadre(communes, territoires, referents, _comptes(code, referents, territoires, identifiants))


def _sms_a_toute_heure(identifiants: Identifiants) -> None:
    """Whoever tries the demonstration in the evening sees the SMS arrive: nobody real is woken up."""
    for parametre, valeur in {"envois.sms_debut": 0, "envois.sms_fin": 24, "envois.sms_dimanches_feries": 1}.items():
        ParametreLocal.objects.create(
            id=identifiants.suivant(),
            code=parametre,
            valeur=valeur,
            motif="Démonstration : les SMS partent aussitôt",
            valide_du=date(2025, 1, 1),
        )


class Equipes:
    """The structures and their referents, written together: there are a thousand for a hundred thousand people."""

    def __init__(self, code: str, hasard: Random, identifiants: Identifiants):
        self.code, self.hasard, self.identifiants = code, hasard, identifiants
        self.structures, self.agents, self.affectations = [], [], []

    def recruter(self, territoire: Territoire, nature: str, personnes: float) -> list[Affectation]:
        """One structure per territory and nature, with a referent per 88 people."""
        structure = Structure(
            id=self.identifiants.suivant(),
            nature=nature,
            nom=f"{LIBELLES[nature]} {territoire.nom.removeprefix('DTAS ')}",
            territoire=territoire,
            adresse="1 place du Modèle",
            commune_id=territoire.rattachements.order_by("commune_id").values_list("commune_id", flat=True).first(),
            telephone="04 65 71 00 07",
            courriel="contact@example.org",
        )
        self.structures.append(structure)
        return [self._referent(structure) for _ in range(max(1, round(personnes * ADULTES_PAR_FOYER / 88)))]

    def _referent(self, structure: Structure) -> Affectation:
        sexe = self.hasard.choice("12")
        agent = Agent(
            id=self.identifiants.suivant(),
            courriel=f"referent{len(self.agents)}@agents.{self.code}.example.org",
            prenom=noms.prenom(self.hasard, sexe),
            nom=noms.nom(self.hasard),
            telephone="04 65 71 00 08",
        )
        # Nobody logs in as them.
        agent.set_unusable_password()
        affectation = Affectation(id=self.identifiants.suivant(), agent=agent, structure=structure, role=Role.REFERENT)
        self.agents.append(agent)
        self.affectations.append(affectation)
        return affectation

    def ecrire(self) -> None:
        for lignes in (self.structures, self.agents, self.affectations):
            type(lignes[0]).objects.bulk_create(lignes, batch_size=2000)


def _comptes(code: str, referents: dict, territoires: list, identifiants: Identifiants) -> dict:
    """The accounts that the demonstration prints; the referent's has a real caseload."""
    social = referents["SOCIALE"]
    principal = social[territoires[-1]][0].structure
    agents = {}
    for nom, role in COMPTES.items():
        structure = (
            referents["SOCIOPROFESSIONNELLE"][territoires[-1]][0].structure if nom == "partenaire" else principal
        )
        qui = {"courriel": f"{nom}@{code}.example.org", "prenom": PRENOMS[nom], "nom": "EXEMPLE"}
        agent = Agent.objects.create_user(id=identifiants.suivant(), mot_de_passe=MOT_DE_PASSE, **qui)
        agents[nom] = agent
        cle = identifiants.suivant()
        affectation = Affectation.objects.create(id=cle, agent=agent, structure=structure, role=role)
        if nom == "referent":
            social[territoires[-1]].append(affectation)
    return agents


PRENOMS = {
    "accueil": "Camille",
    "referent": "Ana",
    "encadrant": "Dominique",
    "pilote": "Claude",
    "controle": "Sacha",
    "emploi": "Maxime",
    "partenaire": "Lou",
    "administrateur": "Andrea",
}
