"""A small département that grows: the same pages are opened before and after."""

from datetime import timedelta

from parcours.services import mutation
from parcours.states import EtatConvocation
from spie.socle.comptes.models import Affectation
from spie.socle.envois import services as envois
from spie.socle.flux.models import LotFlux
from spie.socle.historique.models import Trace
from spie.socle.personnes.models import (
    Consultation,
    Contact,
    EtatDossier,
    Foyer,
    MajorationIsolement,
    Personne,
    Pli,
)
from spie.socle.personnes.services import fusion as fusions
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import (
    AUJOURDHUI,
    MAINTENANT,
    un_agent,
    un_departement,
    un_dossier,
    un_parcours,
    une_convocation,
    une_orientation,
    une_personne,
    une_session,
)
from tests.monde_listes import juger, une_liste


class Monde:
    """One of each thing, by the name that addresses give it; ``grandir`` adds rows around them and beside them."""

    def __init__(self, affectation: Affectation):
        self.affectation, self.nombre = affectation, 0
        self.session, self.agent = une_session(capacite=200), un_agent()
        self.passee = une_session(dans=-timedelta(days=3), capacite=200)
        self.personne = une_personne("CENTRALE", mobile=None)
        self.dossier = un_dossier(self.personne.foyer)
        self.parcours = self._confie(self.personne)
        attente = un_parcours()
        self.orientation = une_orientation(parcours=attente)
        self.convocation = self._absente(attente)
        self.envoi, self.lot = self._envoi(attente), self._lot()
        self.contact = self._contact("+33639980900", nature="TELEPHONE", est_mobile=True)
        Consultation.objects.create(personne=self.personne, agent=affectation.agent, le=MAINTENANT - timedelta(days=3))
        un_departement("08", "Ardennes")
        self.pli = self._pli(0)
        self.liste = une_liste("A_TRAITER", par=self.agent, a=MAINTENANT)
        self.objets = {
            "personne_id": self.personne,
            "autre_id": une_personne("CENTRALE", "Luna", mobile=None),
            "fusion_id": self._reunir(),
            "contact_id": self.contact,
            "pli_id": self.pli,
            "parcours_id": self.parcours,
            "orientation_id": self.orientation,
            "session_id": self.passee,
            "convocation_id": self.convocation,
            "envoi_id": self.envoi,
            "lot_id": self.lot,
            "import_id": self.liste,
            "ligne_id": self._lignes(0)[0],
        }

    def grandir(self, nombre: int) -> None:
        for rang in range(self.nombre, self.nombre + nombre):
            self._autour(rang)
            self._confie(une_personne(f"SPECIMEN{rang}", mobile=None))
            attente = un_parcours()
            une_orientation(parcours=attente)
            self._absente(attente)
            une_convocation(session=self.passee, parcours=un_parcours(), par=self.agent)
            une_convocation(session=self.session, parcours=un_parcours(), par=self.agent)
            une_session(dans=timedelta(days=rang + 1))
            un_agent(structure=self.affectation.structure, nom=f"FACTICE{rang}")
            self._envoi(attente)
            self._lot()
            self._pli(rang + 1)
            self._lignes(rang + 1)
            une_liste("APPLIQUE", par=self.agent, a=MAINTENANT, marque=str(rang))
        self.nombre += nombre

    def _autour(self, rang: int) -> None:
        """What piles up on one person's page."""
        une_personne(f"ENFANT{rang}", foyer=self.personne.foyer, role="ENF", mobile=None)
        une_personne("CENTRALE", f"Lina {chr(97 + rang)}", foyer=self.objets["autre_id"].foyer, role="ENF", mobile=None)
        self._reunir()
        self._contact(f"specimen{rang}@example.org", nature="COURRIEL", verifie_le=MAINTENANT, verifie_par=un_agent())
        self._partage_et_mouvements(rang)
        jour = AUJOURDHUI - timedelta(days=rang)
        EtatDossier.objects.create(dossier=self.dossier, etat="2", depuis_le=jour, flux_du=jour)
        Trace.objects.create(
            type="PersonneConvoquee", personne_id=self.personne.pk, donnees={"rang": rang}, survenu_le=MAINTENANT,
            acteur=un_agent(),
        )  # fmt: skip

    def _reunir(self):
        """Another file of the same person joins hers."""
        commun = {"choix": {}, "motif": "essai", "par": self.agent, "le": MAINTENANT}
        return fusions.reunir(gardee=self.personne, absorbee=une_personne("CENTRALE", mobile=None), **commun)

    def _partage_et_mouvements(self, rang: int) -> None:
        """Somebody shares a number and goes to another household; the field that changed is noted by PostgreSQL."""
        foyer = self.personne.foyer
        parti = une_personne(f"PARTI{rang}", foyer=foyer, role="AUT", mobile=self.contact.valeur)
        Personne.objects.filter(pk=parti.pk).update(foyer=Foyer.objects.create())
        Foyer.objects.filter(pk=foyer.pk).update(enfants_a_charge=rang + 1)
        MajorationIsolement.objects.create(
            foyer=foyer, du=AUJOURDHUI - timedelta(days=99), au=AUJOURDHUI, source="essai"
        )

    def _contact(self, valeur: str, **champs):
        return Contact.objects.create(personne=self.personne, valeur=valeur, source="essai", du=AUJOURDHUI, **champs)

    def _pli(self, rang: int):
        """A file from a neighbour, whose people are theirs."""
        connus = list(Pli.objects.values_list("pk", flat=True))
        with annonce("08"):
            mutation.quitter(
                personne=une_personne(f"VENUE{rang}"), jour=AUJOURDHUI, motif="DEMENAGEMENT", destination="07",
                transmettre=True, par=un_agent(), le=MAINTENANT,
            )  # fmt: skip
        set_departement("07")
        return Pli.objects.exclude(pk__in=connus).get()

    def _confie(self, personne):
        return un_parcours(
            personne=personne, modalite="SOCIALE", structure=self.affectation.structure, referent=self.affectation,
            confie_le=AUJOURDHUI, contrat_avant_le=AUJOURDHUI + timedelta(days=20),
        )  # fmt: skip

    def _absente(self, parcours):
        absente = {"etat": EtatConvocation.ABSENTE_A_QUALIFIER, "constatee_le": MAINTENANT, "constatee_par": self.agent}
        return une_convocation(session=self.passee, parcours=parcours, par=self.agent, **absente)

    def _envoi(self, parcours):
        return envois.deposer_sms(
            cle=f"essai:{parcours.pk}", personne=parcours.personne, numero="+33639980001", texte="Essai",
            objet=parcours, gabarit="essai", le=MAINTENANT, par=self.agent,
        )  # fmt: skip

    def _lignes(self, rang: int):
        """Of the same list: someone known to complete, someone alike, someone new, and a row to mend."""
        meme = {"nom": "CENTRALE", "prenom": self.personne.prenom}
        complete = meme | {"naissance": f"{self.personne.date_naissance}", "telephones": [f"04657101{rang:02d}"]}
        nouvelle = {"nom": "NOUVELLE", "prenom": f"Rose {chr(97 + rang)}", "naissance": "1990-01-01"}
        recues = [meme, complete, nouvelle, nouvelle | {"naissance": "31/02/1990"}]
        return juger(self.liste, recues, au=AUJOURDHUI, debut=2 + rang * len(recues))

    def _lot(self):
        return LotFlux.objects.create(
            nom_fichier="essai.xml", chemin="essai", sha256=f"{LotFlux.objects.count():064d}", taille=1,
            etat=LotFlux.Etat.CHARGE, depose_le=MAINTENANT, battement_le=MAINTENANT, depose_par=self.agent,
        )  # fmt: skip
