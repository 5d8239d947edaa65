"""What people live through in the world of ``tests.monde``: corrections, a departure, files from elsewhere."""

from datetime import timedelta

from parcours.services import mutation
from spie.socle.comptes.roles import Role
from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import Adresse, Consultation, MajorationIsolement, Personne, Pli
from spie.socle.personnes.services.contact import ajouter_contact, terminer_contact, verifier_contact
from spie.socle.personnes.services.foyer import changer_adresse, quitter_foyer, version_adresse
from spie.socle.personnes.services.identite import noter_echanges
from spie.socle.personnes.services.opposition import s_opposer
from spie.socle.territoires.isolation import annonce, code_courant, set_departement
from tests.factories import un_agent, un_departement, un_parcours, une_personne

VOISIN = "26"


def un_registre(monde: dict) -> dict:
    """The first person is known in full; another has a household of their own, a third has left."""
    un_departement(VOISIN, "Drôme")
    commun = {"par": monde["agents"][Role.ACCUEIL], "le": monde["a"]}
    signer(origine=Origine.AGENT, **commun)
    objets = _connue_en_detail(monde, commun) | _separee(monde, commun) | _partie(monde, commun)
    return objets | _arrivees(monde, commun)


def _connue_en_detail(monde: dict, commun: dict) -> dict:
    personne, marque, jour = monde["personne"], monde["marque"], monde["a"].date()
    avant = monde["a"] - timedelta(days=3)
    Consultation.objects.create(personne=personne, agent=monde["agents"][Role.REFERENT], le=avant)
    MajorationIsolement.objects.create(foyer=personne.foyer, du=jour - timedelta(days=90), source="flux")
    proche = {"titulaire": "PROCHE", "precision": f"sa sœur {marque}", "est_partage": True}
    telephone = {"nature": "TELEPHONE", "est_mobile": True}
    contact = ajouter_contact(personne=personne, valeur="+33639980001", **telephone, **proche, **commun)
    verifier_contact(contact=contact, **commun)
    ancien = ajouter_contact(personne=personne, nature="COURRIEL", valeur=f"{marque.lower()}@example.org", **commun)
    terminer_contact(contact=ancien, motif="message revenu", **commun)
    s_opposer(personne=personne, canal="VOIX", dite_le=jour, **commun)
    parle = {"langues": ["fra", "ara"], "besoin_interprete": True, "langue_interprete": "ara"}
    personne.refresh_from_db()
    noter_echanges(personne=personne, version=personne.version_echanges, canal_prefere="SMS", **parle, **commun)
    return {"contact": contact}


def _separee(monde: dict, commun: dict) -> dict:
    """Left the household of the second person; domiciled by an organisation since."""
    jour = monde["a"].date()
    foyer = Personne.objects.get(pk=monde["suivis"][1].personne_id).foyer
    separee = une_personne(
        f"FACTICE {monde['marque']}", "Séparée", foyer=foyer, role=Personne.Role.CONJOINT, mobile=None
    )
    separee = quitter_foyer(personne=separee, depuis=jour, motif="séparation", **commun)
    domiciliee = {"nature": Adresse.Nature.DOMICILIATION, "organisme": f"CCAS {monde['marque']} (fictif)"}
    lignes = {"complement": "", "voie": "2 rue Imaginaire", "lieu_dit": "", "code_postal": "07200", "ville": "Aubenas"}
    changer_adresse(
        personne=separee, version=version_adresse(separee.foyer), du=jour, sans_domicile_fixe=True,
        attestation_au=jour + timedelta(days=300), **domiciliee, **lignes, **commun,
    )  # fmt: skip
    return {"personne_separee": separee}


def _partie(monde: dict, commun: dict) -> dict:
    partie = une_personne(f"FACTICE {monde['marque']}", "Partie")
    un_parcours(personne=partie)
    mutation.quitter(
        personne=partie, jour=monde["a"].date(), motif="DEMENAGEMENT", destination=VOISIN, commune="Imaginaire",
        transmettre=True, **commun,
    )  # fmt: skip
    partie.refresh_from_db()
    return {"personne_partie": partie}


def _arrivees(monde: dict, commun: dict) -> dict:
    """Files handed over by a neighbour: someone new, someone who looks like one of ours, and two already treated."""
    noms = {nom: f"FACTICE{rang} {monde['marque']}" for rang, nom in enumerate(("pli", "pli_accepte", "pli_refuse"))}
    plis = {nom: _remis(monde, nom=qui, prenom="Sacha") for nom, qui in noms.items()}
    semblable = Personne.objects.get(pk=monde["personne_confiee"].pk)
    plis["pli_semblable"] = _remis(monde, nom=semblable.nom, prenom=semblable.prenom)
    mutation.accueillir(pli=plis["pli_accepte"], personne=None, **commun)
    mutation.refuser(pli=plis["pli_refuse"], motif=f"N’habite pas ici ({monde['marque']}).", **commun)
    return plis


def _remis(monde: dict, **champs) -> Pli:
    """A letter in our box. Who writes it speaks for the neighbour, then is silent."""
    ici, connus = code_courant(), list(Pli.objects.values_list("pk", flat=True))
    with annonce(VOISIN):
        agent, personne = un_agent(), une_personne(**champs)
        mutation.quitter(
            personne=personne, jour=monde["a"].date(), motif="DEMENAGEMENT", destination=ici,
            transmettre=True, par=agent, le=monde["a"],
        )  # fmt: skip
    set_departement(ici)
    return Pli.objects.exclude(pk__in=connus).get()
