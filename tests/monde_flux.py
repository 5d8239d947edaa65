"""The files of the paying bodies in the small world: one in each state, and what they left behind."""

from datetime import timedelta

from spie.socle.comptes.roles import Role
from spie.socle.flux.models import (
    AbsenceFlux,
    EvenementFlux,
    FoyerRejete,
    IssueFoyer,
    LotFlux,
    ReceptionFoyer,
    ReceptionPersonne,
)

CHANGEMENTS = {"foyer": {"etat": ["4", "2"]}, "personnes": [{"prenom": "SPECIMEN", "quoi": {"role": ["ENF", "AUT"]}}]}


def des_flux(monde: dict) -> dict:
    """Needs the people and the agents of the world."""
    lots = _lots(monde)
    _suites(monde, lots["lot_charge"], lots["lot_attente"])
    return lots | {"lot": lots["lot_charge"], "nature_issue": "MODIFIE", "nature_disparu": "DISPARU"}


def _lots(monde: dict) -> dict:
    a, par = monde["a"], monde["agents"][Role.PILOTE]
    fichier = {"chemin": "absent.xml", "taille": 1000, "depose_le": a, "depose_par": par, "battement_le": a}
    fichier |= {"organisme": "CAF", "nature": "M", "reference_le": a.date()}
    en_route = {"total": 6300, "debut_le": a - timedelta(seconds=20), "phase_le": a - timedelta(seconds=15)}
    lus = en_route | {"octets_lus": 1000, "lus": 6300}
    attente = {"attente": {"disparues": 900, "connues": 6300, "seuil": 10}}
    decision = {"decide_le": a, "decide_par": par}
    champs = {
        "depose": ("DEPOSE", {}),
        "lecture": ("LECTURE", en_route | {"octets_lus": 400, "lus": 2500, "organisme": "MSA"}),
        "attente": ("ATTENTE", lus | attente),
        "refuse": ("REFUSE", {"erreurs": [{"ligne": 36, "message": f"La balise NIR manque ({monde['marque']})."}]}),
        "ecarte": ("REFUSE", lus | attente | decision | {"fin_le": a}),
        "chargement": ("CHARGEMENT", lus | {"ecrits": 1200, "crees": 1100, "inchanges": 100}),
        "charge": ("CHARGE", lus | {"ecrits": 6300, "crees": 6298, "rejetes": 2, "entrees": 310, "fin_le": a}),
    }
    return {
        f"lot_{nom}": LotFlux.objects.create(
            **fichier
            | {"nom_fichier": f"RSABEM_{monde['marque']}_{nom}.xml", "sha256": f"{nom:x<64}", "etat": etat}
            | plus
        )
        for nom, (etat, plus) in champs.items()
    }


def _suites(monde: dict, lot: LotFlux, attente: LotFlux) -> None:
    personne, dossier, jour = monde["personne"], monde["dossier"], monde["a"].date()
    for rang in (12, 4021):
        FoyerRejete.objects.create(
            lot=lot, rang=rang, ligne=rang * 30, numero_demande="0000000001",
            motif=f"Une valeur de ce foyer est trop longue ou impossible ({monde['marque']}).",
        )  # fmt: skip
    communs = {"lot": lot, "rang": 7, "dossier_id": dossier.pk, "personne_id": personne.pk}
    for nature in IssueFoyer.Nature:
        IssueFoyer.objects.create(
            nature=nature, numero_demande=dossier.numero_demande, changements=CHANGEMENTS, **communs
        )  # fmt: skip
    AbsenceFlux.objects.create(dossier=dossier, personne=personne, depuis_le=jour)
    EvenementFlux.objects.create(dossier=dossier, code="ADR", le=jour)
    _receptions(attente, dossier)


def _receptions(lot: LotFlux, dossier) -> None:
    """What was read of the file that waits."""
    vides = ("organisme_numero", "motif", "situation", "complement", "voie", "lieu_dit", "code_postal", "ville")
    vides += ("commune_insee", "motif_sortie", "mute_vers", "venu_de")
    ReceptionFoyer.objects.create(
        lot_id=lot.pk, rang=1, ligne=30, organisme="CAF", matricule="9000001", matricule_recu="900000100000000",
        numero_demande=dossier.numero_demande, etat="2", ouvre_suivi=True, enfants_a_charge=0,
        sans_domicile_fixe=False, a_une_adresse=False, **dict.fromkeys(vides, ""),
    )  # fmt: skip
    ReceptionPersonne.objects.create(
        lot_id=lot.pk, rang=1, poids=7, role="DEM", sexe="2", nom="SPECIMEN", nom_naissance="", prenom="ANA",
        autres_prenoms="", date_naissance=lot.reference_le, commune_naissance="", nom_norme="SPECIMEN ANA",
        prenom_norme="ANA SPECIMEN", prenom_seul="ANA", soumise=True,
    )  # fmt: skip
