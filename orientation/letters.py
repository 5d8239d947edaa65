"""What the person receives about the decision: the letter C06 and one SMS."""

from datetime import datetime

from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone

from orientation.models import Orientation
from parcours.letters import civilite
from spie.socle.calendrier.parametres import valeur
from spie.socle.calendrier.recours import voies_de_recours
from spie.socle.comptes.models import Affectation, Agent, Structure
from spie.socle.courriers.courrier import Courrier, Destinataire, Expediteur
from spie.socle.courriers.lien import adresse_publique
from spie.socle.courriers.modeles.notification_orientation import EN_CLAIR, EN_DROIT, NotificationOrientation
from spie.socle.personnes.models import Adresse
from spie.socle.territoires.models import Departement, Rattachement

# GSM-7 only, like the others: one « ô » would make it two SMS.
SMS = "Département : votre référent(e) est nommé(e). Vous recevez une lettre. Votre référent(e) va vous appeler."


def notification(
    *, orientation: Orientation, contrat_avant_le, destinataire: Destinataire, par: Agent, le: datetime
) -> Courrier:
    """C06, from a decision that is taken or about to be. Raises ``VoiesDeRecoursInconnues``."""
    jour, personne = timezone.localdate(le), orientation.parcours.personne
    departement = Departement.objects.get(code=orientation.departement_id)
    referent, expediteur = orientation.referent, _expediteur(orientation, departement)
    voies, modalite = voies_de_recours(au=jour), orientation.modalite.lower()
    return NotificationOrientation(
        civilite_nom=f"{civilite(personne) or personne.prenom} {personne.nom}",
        modalite_en_clair=EN_CLAIR[modalite],
        modalite_officielle=EN_DROIT[modalite],
        organisme=referent.structure.nom,
        organisme_adresse=referent.structure.adresse,
        referent_nom=str(referent.agent),
        referent_telephone=_telephone(referent) or expediteur.telephone,
        referent_courriel=referent.agent.courriel,
        date_decision=jour,
        decide_par=str(par),
        qualite="par délégation du président du conseil départemental",
        contrat_avant_le=contrat_avant_le,
        tribunal_nom=voies.tribunal_nom,
        tribunal_adresse=voies.tribunal_adresse,
        rapo_adresse=voies.rapo_adresse,
        motifs_fait=tuple(ligne.strip() for ligne in orientation.motif.splitlines() if ligne.strip()),
        reference=f"{orientation.departement_id}-{orientation.parcours_id.hex[-8:].upper()}",
        date=jour,
        delai_contrat=f"{valeur('contrat.delai_signature', au=jour)} mois",
        delai_rapo=f"{valeur('rapo.delai', au=jour)} mois",
        delai_silence=f"{valeur('rapo.delai', au=jour)} mois",
        delai_tribunal=f"{valeur('tribunal.delai', au=jour)} mois",
        proposition_calculee=False,
        lien_qr=adresse_publique(departement.hote, reverse("orientation:aide")),
    ).courrier(destinataire=destinataire, expediteur=expediteur)


def _telephone(referent: Affectation) -> str:
    return referent.agent.telephone or referent.structure.telephone


def _expediteur(orientation: Orientation, departement: Departement) -> Expediteur:
    """The service of the département nearest to the person; the referent's own when none is known."""
    adresse = Adresse.objects.en_cours().filter(foyer_id=orientation.parcours.personne.foyer_id)
    territoires = Rattachement.objects.filter(commune_id__in=adresse.values("commune_insee")).values("territoire_id")
    proche = Case(When(territoire__in=territoires, then=0), default=1)
    du_departement = Structure.objects.filter(nature=Structure.Nature.DEPARTEMENT).select_related("commune")
    structure = du_departement.order_by(proche, "id").first() or orientation.referent.structure
    ville = structure.commune.nom if structure.commune else departement.nom
    code_postal = structure.commune.code_postal if structure.commune else ""
    return Expediteur(
        departement=f"Conseil départemental ({departement.nom})",
        service=structure.nom,
        adresse=tuple(ligne for ligne in (structure.adresse, f"{code_postal} {ville}".strip()) if ligne),
        # Somebody answers: who cannot read the letter has nothing else.
        telephone=structure.telephone
        or orientation.referent.structure.telephone
        or orientation.referent.agent.telephone,
        courriel=structure.courriel,
        ville=ville,
        contact_donnees=structure.courriel or "l’adresse du service, en haut de cette lettre",
    )
