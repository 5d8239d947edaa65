"""Draw the households one after the other: the same seed gives the same people."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.types.json import Jsonb

from spie.demonstration import details, noms, proportions
from spie.demonstration.cadre import Cadre
from spie.demonstration.identifiants import Identifiants
from spie.demonstration.tables import Tables
from spie.socle.calendrier.delais import apres_jours, apres_mois
from spie.socle.personnes.nir import chiffrer, empreinte, fin
from spie.socle.personnes.normalisation import norme

PARIS = ZoneInfo("Europe/Paris")
SIX_SEMAINES = 42
A_SON_COMPTE = "Vous travaillez à votre compte."
MOTIF = "Vous avez parlé de vos projets à la réunion d'information."


@dataclass
class Population:
    """``au``: the day on which everything is told."""

    departement: str
    cadre: Cadre
    tables: Tables
    hasard: Random
    identifiants: Identifiants
    au: date
    tours: dict
    nombre: int = 0
    adultes: int = 0
    numeros: int = 0

    @cached_property
    def territoires(self) -> proportions.Poids:
        return proportions.Poids({t: proportions.TERRITOIRES.get(t.nom, 1) for t in self.cadre.territoires})

    def identifiant(self) -> UUID:
        return self.identifiants.suivant()

    def foyer(self) -> None:
        """Draw one household: its people, its file, its path."""
        self.nombre += 1
        territoire = self.territoires.tirer(self.hasard)
        (genre, enfants), nom = proportions.FOYERS.tirer(self.hasard), noms.nom(self.hasard)
        foyer, depuis = self.identifiant(), self._depuis()
        sans_domicile = self.hasard.random() < proportions.SANS_DOMICILE
        self.tables.ajouter(
            "personnes.Foyer", id=foyer, situation="ISO" if genre == "seul" else "MAR", enfants_a_charge=enfants,
            situation_depuis=depuis, sans_domicile_fixe=sans_domicile,
        )  # fmt: skip
        self._adresse(foyer, territoire, sans_domicile)
        self._dossier(foyer, depuis)
        if genre == "seul" and enfants and self.hasard.random() < proportions.MAJORATION:
            self._majoration(foyer, depuis)
        partage = self._adulte(foyer, "DEM", nom, depuis, territoire)
        if genre == "couple":
            partage = partage if self.hasard.random() < proportions.PARTAGE_DU_COUPLE else ""
            self._adulte(foyer, "CJT", nom, depuis, territoire, partage=partage)
        for _ in range(enfants):
            naissance = self.au - timedelta(days=self.hasard.randint(200, 6500))
            self._personne(foyer, "ENF", nom, self.hasard.choice("12"), naissance)

    def _depuis(self) -> date:
        debut, fin = proportions.ANCIENNETES.tirer(self.hasard)
        # The newest wait for their orientation; those just before them have a contract to sign.
        bornes = {0: (1, 60), 3: (49, 180)}.get(debut, (debut * 30, fin * 30))
        return self.au - timedelta(days=self.hasard.randint(*bornes))

    def _adresse(self, foyer: UUID, territoire, sans_domicile: bool) -> None:
        commune = self.hasard.choice(self.cadre.communes[territoire])
        self.tables.ajouter(
            "personnes.Adresse", id=self.identifiant(), foyer_id=foyer, source="CAF", du=date(2024, 1, 1),
            voie=f"{self.hasard.randint(1, 120)} {self.hasard.choice(noms.VOIES)}",
            code_postal=commune.code_postal, ville=commune.nom[:40], commune_insee=commune.insee,
            **details.adresse(self.hasard, commune, sans_domicile, self.au),
        )  # fmt: skip

    def _majoration(self, foyer: UUID, depuis: date) -> None:
        """Twelve months for a lone parent, still running or over."""
        fin = depuis + timedelta(days=365)
        self.tables.ajouter(
            "personnes.MajorationIsolement", id=self.identifiant(), foyer_id=foyer, source="CAF", du=depuis,
            au=fin if fin < self.au else None,
        )  # fmt: skip

    def _dossier(self, foyer: UUID, depuis: date) -> None:
        dossier, etat = self.identifiant(), proportions.ETATS.tirer(self.hasard)
        matricule, vu_le = f"9{self.nombre:06d}", self.au.replace(day=1)
        histoire = details.etats(self.hasard, etat, depuis, self.au)
        self.tables.ajouter(
            "personnes.DossierRSA", id=dossier, foyer_id=foyer, organisme=proportions.ORGANISMES.tirer(self.hasard),
            organisme_numero=f"{self.departement}1"[:3], matricule=matricule, matricule_recu=matricule.ljust(15, "0"),
            numero_demande=f"D{self.nombre:010d}", demande_le=depuis, etat=etat, vu_le=vu_le,
            etat_depuis=histoire[-1]["depuis_le"],
        )  # fmt: skip
        for rang, passe in enumerate(reversed(histoire)):
            flux_du = (vu_le - timedelta(days=31 * rang)).replace(day=1)
            self.tables.ajouter(
                "personnes.EtatDossier", id=self.identifiant(), dossier_id=dossier, flux_du=flux_du, **passe
            )

    def _adulte(self, foyer: UUID, role: str, nom: str, depuis: date, territoire, partage: str = "") -> str:
        """Draw one adult and their path. Gives their mobile: ``partage`` is the one that both of a couple use."""
        bornes = proportions.AGES.tirer(self.hasard)
        naissance = self.au - timedelta(days=self.hasard.randint(bornes[0] * 366, bornes[1] * 365 + 300))
        sexe = self.hasard.choice("12")
        personne = self._personne(foyer, role, nom, sexe, naissance, sdd_depuis=depuis)
        mobile = self._contacts(personne, partage, depuis)
        recue = min(self.au, depuis + timedelta(days=self.hasard.randint(1, 6)))
        self.tables.ajouter(
            "personnes.SoumissionDroitsDevoirs", id=self.identifiant(), personne_id=personne,
            droit_notifie_le=depuis, info_recue_le=recue,
        )  # fmt: skip
        self._parcours(personne, depuis, recue, territoire)
        return mobile

    def _personne(self, foyer, role, nom, sexe, naissance, sdd_depuis=None) -> UUID:
        personne, prenom = self.identifiant(), noms.prenom(self.hasard, sexe)
        sceau = self._nir(personne, sexe, naissance) | self._portrait() if role != "ENF" else {}
        self.tables.ajouter(
            "personnes.Personne", id=personne, foyer_id=foyer, role=role, sexe=sexe, nom=nom, nom_naissance=nom,
            prenom=prenom, date_naissance=naissance, commune_naissance="VILLE IMAGINAIRE", sdd_depuis=sdd_depuis,
            nom_norme=norme(f"{nom} {prenom}"), prenom_norme=norme(f"{prenom} {nom}"), **sceau,
        )  # fmt: skip
        return personne

    def _portrait(self) -> dict:
        nationalite = proportions.NATIONALITES.tirer(self.hasard)
        canal = {"canal_prefere": details.canal_prefere(self.hasard)}
        return details.naissance(self.hasard, nationalite) | details.echanges(self.hasard, nationalite) | canal

    def _nir(self, personne: UUID, sexe: str, naissance: date) -> dict:
        """A number that no one can have: born in département 00. The cipher alone changes from one run to the next."""
        self.adultes += 1
        # Past a million, the first digits of people being registered (7 and 8, then 3 and 4).
        premier = int(sexe) + (0, 6, 2)[self.adultes // 1_000_000]
        nir = f"{premier}{naissance:%y%m}00{self.adultes % 1_000_000:06d}"
        commun = {"departement": self.departement}
        return {
            "nir_chiffre": chiffrer(nir, ligne=personne, **commun),
            "nir_empreinte": empreinte(nir, **commun),
            "nir_fin": fin(nir, **commun),
        }

    def _contacts(self, personne: UUID, partage: str, depuis: date) -> str:
        """Telephones, a mail, and sometimes a refusal. Gives the mobile, or an empty text."""
        agent, numero = self.cadre.agents["referent"].pk, partage
        if not numero and self.hasard.random() < proportions.MOBILE:
            numero = self._numero("+3363998")
        if numero:
            verifie = details.verification(self.hasard, self.au, agent)
            self._contact(personne, valeur=numero, est_mobile=True, est_partage=bool(partage), **verifie)
            if autre := details.autre_telephone(self.hasard):
                self._contact(personne, valeur=self._numero("+3363998" if autre["est_mobile"] else "+3346571"), **autre)
        if self.hasard.random() < proportions.COURRIEL:
            self._contact(personne, nature="COURRIEL", valeur=f"personne{self.identifiants.nombre}@example.org")
        if refuse := details.refus(self.hasard, depuis, agent):
            self.tables.ajouter("personnes.Opposition", id=self.identifiant(), personne_id=personne, **refuse)
        return numero

    def _numero(self, debut: str) -> str:
        """The next one of a range kept for fiction: nobody shares one before ten thousand."""
        self.numeros += 1
        return f"{debut}{self.numeros % 10_000:04d}"

    def _contact(self, personne: UUID, *, nature: str = "TELEPHONE", **champs) -> None:
        commun = {"personne_id": personne, "source": "CAF", "du": date(2024, 1, 1), "nature": nature}
        self.tables.ajouter("personnes.Contact", id=self.identifiant(), **commun, **champs)

    def _parcours(self, personne: UUID, depuis: date, recue: date, territoire) -> None:
        jours = (self.au - depuis).days
        attend = jours <= 48 or self._sur_cent(proportions.OUBLIES)
        if jours > 48 and (attend or self._sur_cent(proportions.REVENUS)):
            depuis = self.au - timedelta(days=self.hasard.randint(43, 90) if attend else self.hasard.randint(20, 80))
            recue = depuis + timedelta(days=3)
        parcours, le = self.identifiant(), _midi(recue)
        suite = {} if attend else self._referent(depuis, territoire)
        self.tables.ajouter(
            "parcours.Parcours", id=parcours, personne_id=personne, droit_notifie_le=depuis, info_recue_le=recue,
            ouvert_le=le, **suite,
        )  # fmt: skip
        self._trace("ParcoursOuvert", personne, le, {"parcours_id": str(parcours)})
        echeance = apres_jours(depuis, SIX_SEMAINES).isoformat()
        self._trace("SixSemainesOuvertes", personne, le, {"echeance_locale": echeance})
        self._orientation(parcours, personne, depuis, recue, suite, territoire)

    def _sur_cent(self, part: float) -> bool:
        return self.hasard.random() * 100 < part

    def _referent(self, depuis: date, territoire) -> dict:
        """Turn by turn in the team of the territory, so that loads stay near each other."""
        modalite = proportions.MODALITES.tirer(self.hasard)
        equipe = self.cadre.referents[modalite][territoire]
        rang = self.tours[modalite, territoire.pk] = self.tours.get((modalite, territoire.pk), -1) + 1
        referent = equipe[rang % len(equipe)]
        confie = min(self.au, depuis + timedelta(days=self.hasard.randint(14, 41)))
        return {
            "modalite": modalite,
            "structure_id": referent.structure_id,
            "referent_id": referent.pk,
            "confie_le": confie,
            # Older contracts are signed: following them comes with the contract itself.
            "contrat_avant_le": apres_mois(confie, 1) if (self.au - confie).days <= 40 else None,
        }

    def _orientation(self, parcours: UUID, personne: UUID, depuis: date, recue: date, suite: dict, territoire) -> None:
        legale = apres_jours(recue, SIX_SEMAINES)
        etat = "DECIDEE" if suite else "BASCULEE" if legale < self.au else "A_DECIDER"
        orientation = {"etat": etat, "echeance_locale": apres_jours(depuis, SIX_SEMAINES), "echeance_legale": legale}
        if suite:
            le = _midi(suite["confie_le"])
            orientation |= {cle: suite[cle] for cle in ("modalite", "structure_id", "referent_id")}
            orientation |= {
                "decidee_le": le,
                "decidee_par_id": self.cadre.agents["encadrant"].pk,
                "motif": self._motif(territoire),
            }
            donnees = {"modalite": suite["modalite"], "referent_id": str(suite["referent_id"])}
            self._trace("OrientationDecidee", personne, le, donnees)
        elif etat == "BASCULEE":
            orientation["basculee_le"] = _midi(legale + timedelta(days=1))
        self.tables.ajouter("orientation.Orientation", id=self.identifiant(), parcours_id=parcours, **orientation)

    def _motif(self, territoire) -> str:
        part = proportions.INDEPENDANTS.get(territoire.nom, proportions.INDEPENDANTS_AILLEURS)
        return f"{A_SON_COMPTE}\n{MOTIF}" if self._sur_cent(part) else MOTIF

    def _trace(self, type_: str, personne: UUID, le: datetime, donnees: dict) -> None:
        self.tables.ajouter(
            "historique.Trace", id=self.identifiant(), type=type_, personne_id=personne, survenu_le=le,
            donnees=Jsonb(donnees),
        )  # fmt: skip


def _midi(jour: date) -> datetime:
    return datetime.combine(jour, time(12), PARIS)
