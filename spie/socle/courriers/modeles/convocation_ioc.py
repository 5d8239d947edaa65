"""C02 — convocation to the collective information session. Consequences are written in the conditional only."""

from dataclasses import asdict, dataclass
from datetime import date, time, timedelta

from spie.socle.courriers.courrier import Courrier, Destinataire, Expediteur
from spie.socle.courriers.dates import duree_en_clair, heure_en_clair, jour_en_clair
from spie.socle.courriers.modeles.exemples import DESTINATAIRE, EXPEDITEUR

CODE, VERSION = "C02", "2026-1"
GABARIT = "courriers/convocation_ioc/courrier.html"
PIECES_FACILES = ("votre carte d’identité ou votre titre de séjour", "un papier avec votre adresse")
PIECES_OFFICIELLES = (
    "un justificatif d’identité : carte nationale d’identité, passeport ou titre de séjour ;",
    "un justificatif de domicile de moins de trois mois, une attestation d’hébergement ou une élection de domicile.",
)
MOTIFS_DROIT = (
    "Les droits et devoirs de l’article L. 262-28 du code de l’action sociale et des familles s’appliquent à vous. "
    "À ce titre, le président du conseil départemental décide de votre orientation (articles L. 262-29 et D. 262-65-2 "
    "du même code).",
)
AIDE = (
    "Appelez le {telephone}. Un centre médico-social du Département ou un espace France services peut aussi "
    "vous lire cette lettre et vous aider à répondre, avec un écrivain public ou un traducteur si besoin."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ConvocationIOC:
    """Variables of C02. Delays are written by the caller from the dated parameters: « 6 semaines », « 10 jours ».

    ``origine_information`` follows « Le Département a reçu l'information de votre situation »:
    « le lundi 7 décembre 2026 ».
    """

    civilite_nom: str
    jour: date
    heure: time
    duree: timedelta
    lieu_nom: str
    lieu_adresse: str
    telephone: str
    personne_a_appeler: str
    reference: str
    date: date
    delai_orientation: str
    delai_observations: str
    origine_information: str = ""
    lieu_acces: str = ""
    lien_qr: str = ""
    pieces_faciles: tuple[str, ...] = PIECES_FACILES
    pieces_officielles: tuple[str, ...] = PIECES_OFFICIELLES
    motifs_droit: tuple[str, ...] = MOTIFS_DROIT
    aide: str = AIDE

    def courrier(self, *, destinataire: Destinataire, expediteur: Expediteur) -> Courrier:
        """Give the letter, ready for ``rendu.pdf``."""
        contexte = asdict(self) | {
            "jour": jour_en_clair(self.jour),
            "heure": heure_en_clair(self.heure),
            "duree": duree_en_clair(self.duree),
            "aide": self.aide.format(telephone=self.telephone),
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
            objet=f"Convocation à une réunion le {contexte['jour']}",
            lien_qr=self.lien_qr,
            noms_propres=(
                self.civilite_nom,
                self.lieu_nom,
                self.lieu_adresse,
                self.personne_a_appeler,
                expediteur.ville,
            ),
        )


def exemple() -> Courrier:
    """A fictional letter, complete, for previews and tests."""
    return ConvocationIOC(
        civilite_nom="Madame Specimen",
        jour=date(2027, 1, 12),
        heure=time(9),
        duree=timedelta(hours=2),
        lieu_nom="Centre médico-social Exemple",
        lieu_adresse="5 avenue de la Gare, 00100 Ville-Exemple",
        lieu_acces="La salle est au premier étage. Il y a un ascenseur.",
        telephone="06 39 98 00 01",
        personne_a_appeler="Madame Factice",
        reference="EX-2026-00417",
        date=date(2026, 12, 14),
        delai_orientation="6 semaines",
        delai_observations="10 jours",
        origine_information="le lundi 7 décembre 2026",
        lien_qr="https://exemple.invalid/ioc/3f9a2c71be/",
    ).courrier(destinataire=DESTINATAIRE, expediteur=EXPEDITEUR)
