"""C06 — notification of the orientation and of the referent: a decision, with its motives and its appeals."""

from dataclasses import asdict, dataclass
from datetime import date

from spie.socle.courriers.courrier import Courrier, Destinataire, Expediteur
from spie.socle.courriers.dates import jour_en_clair
from spie.socle.courriers.modeles.convocation_ioc import AIDE
from spie.socle.courriers.modeles.exemples import DESTINATAIRE, EXPEDITEUR

CODE, VERSION = "C06", "2026-1"
GABARIT = "courriers/notification_orientation/courrier.html"

# By code of « modalité »: what the person reads, then the words of the decision.
EN_CLAIR = {
    "professionnelle": (
        "Vous cherchez un travail ou une formation.",
        "Votre référent vous aide pour vos recherches.",
    ),
    "socioprofessionnelle": (
        "Vous avancez vers un travail.",
        "Votre référent vous aide aussi dans la vie de tous les jours.",
    ),
    "sociale": (
        "Vous avancez à votre rythme.",
        "On parle d’abord de votre santé, de votre logement, de votre famille.",
    ),
}
EN_DROIT = {
    "professionnelle": "accompagnement à vocation d’insertion professionnelle",
    "socioprofessionnelle": "accompagnement à vocation d’insertion socioprofessionnelle",
    "sociale": "accompagnement à vocation d’insertion sociale",
}
MOTIFS_DROIT = (
    "Vu les articles L. 262-27 à L. 262-29, L. 262-34 et D. 262-65-2 du code de l’action sociale et des familles ;",
    "vu les articles L. 5411-5-1, L. 5411-6 et D. 5411-14-1 du code du travail.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NotificationOrientation:
    """Variables of C06. Delays are written by the caller from the dated parameters: « 1 mois », « 2 mois ».

    ``motifs_fait``: sentences about this person, written or confirmed by the agent who decides (CRPA, L. 211-5).
    ``signature``: data address of a picture of the signature; left empty, the letter is signed by hand.
    ``proposition_calculee``: the machine proposed (CRPA, R. 311-3-1-1): the letter says so.
    """

    civilite_nom: str
    modalite_en_clair: tuple[str, ...]
    modalite_officielle: str
    organisme: str
    organisme_adresse: str = ""
    referent_nom: str
    referent_telephone: str
    date_decision: date
    decide_par: str
    qualite: str
    contrat_avant_le: date
    tribunal_nom: str
    tribunal_adresse: str
    rapo_adresse: str
    motifs_fait: tuple[str, ...]
    reference: str
    date: date
    delai_contrat: str
    delai_rapo: str
    delai_silence: str
    delai_tribunal: str
    proposition_calculee: bool
    referent_courriel: str = ""
    delegation: str = ""
    signature: str = ""
    lien_qr: str = ""
    motifs_droit: tuple[str, ...] = MOTIFS_DROIT
    aide: str = AIDE

    def courrier(self, *, destinataire: Destinataire, expediteur: Expediteur) -> Courrier:
        """Give the letter, ready for ``rendu.pdf``."""
        contexte = asdict(self) | {
            "date_decision": jour_en_clair(self.date_decision),
            "contrat_avant_le": jour_en_clair(self.contrat_avant_le),
            # Without a number, what is left of the help is where to go.
            "aide": self.aide.format(telephone=expediteur.telephone)
            if expediteur.telephone
            else self.aide.partition(". ")[2],
        }
        return Courrier(
            code=CODE,
            version=VERSION,
            gabarit=GABARIT,
            contexte=contexte,
            destinataire=destinataire,
            expediteur=expediteur,
            reference=self.reference,
            date=self.date,
            objet="Votre orientation et votre référent",
            lien_qr=self.lien_qr,
            noms_propres=(
                self.civilite_nom,
                self.referent_nom,
                self.organisme,
                self.organisme_adresse,
                expediteur.ville,
            ),
        )


def exemple() -> Courrier:
    """A fictional letter, complete, for previews and tests."""
    return NotificationOrientation(
        civilite_nom="Madame Specimen",
        modalite_en_clair=EN_CLAIR["socioprofessionnelle"],
        modalite_officielle=EN_DROIT["socioprofessionnelle"],
        organisme="Centre médico-social Exemple",
        organisme_adresse="5 avenue de la Gare, 00100 Ville-Exemple",
        referent_nom="Madame Inès Factice",
        referent_telephone="06 39 98 00 02",
        referent_courriel="ines.factice@example.org",
        date_decision=date(2027, 1, 14),
        decide_par="Monsieur Paul Imaginaire",
        qualite="directeur de l’insertion",
        delegation="Vu l’arrêté de délégation de signature du 4 janvier 2027.",
        contrat_avant_le=date(2027, 2, 15),
        tribunal_nom="tribunal administratif de Ville-Exemple",
        tribunal_adresse="1 place du Droit, 00100 Ville-Exemple",
        rapo_adresse="Hôtel du Département, 1 place Imaginaire, 00100 Ville-Exemple",
        motifs_fait=(
            "Vous cherchez un emploi et vous n’avez pas de moyen de transport.",
            "Vous souhaitez faire garder votre enfant avant de reprendre une activité.",
        ),
        reference="EX-2026-00417",
        date=date(2027, 1, 14),
        delai_contrat="1 mois",
        delai_rapo="2 mois",
        delai_silence="2 mois",
        delai_tribunal="2 mois",
        proposition_calculee=True,
        lien_qr="https://exemple.invalid/orientation/aide/",
    ).courrier(destinataire=DESTINATAIRE, expediteur=EXPEDITEUR)
