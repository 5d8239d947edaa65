"""An identifier of another département, slipped into a form: refused by the form, and nothing is written anywhere.

What the database answers when a form lets it through is in ``test_cloisons_base``.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from tests.architecture.empreintes import empreinte


def session(ici, **changes) -> dict:
    """A session that the form would take."""
    valide = {"territoire": ici["territoire"], "commune": ici["commune"].pk, "jour": "2099-12-15", "heure": "09:30"}
    return {
        **valide,
        **{"duree": "120", "capacite": "12", "lieu": "Salle FACTICE", "adresse": "1 place Imaginaire"},
        **{"pieces": "votre pièce d’identité", "telephone": "04 65 71 00 07"},
        **changes,
    }


def decision(ici, **changes) -> dict:
    return {"modalite": "SOCIALE", "motif": "Vous avez besoin d'un logement.", "confirmer": "1", **changes}


# Name of the address, its object from here, and what is posted: from here (i) and from elsewhere (a).
ESSAIS = {
    "lettre à imprimer": ("envois:imprimer", None, lambda i, a: {"envoi": [i["lettre"], a["lettre"]]}),
    "pôle d’une réunion": ("parcours:creer_session", None, lambda i, a: session(i, territoire=a["territoire"])),
    "commune d’une réunion": ("parcours:creer_session", None, lambda i, a: session(i, commune=a["commune"])),
    "animation d’une réunion": ("parcours:creer_session", None, lambda i, a: session(i, animateurs=a["affectation"])),
    "pôle d’une réunion modifiée": (
        "parcours:modifier_session",
        "session",
        lambda i, a: session(i, territoire=a["territoire"]),
    ),
    "personne convoquée": (
        "parcours:confirmer_convocations",
        None,
        lambda i, a: {"session": i["session"], "parcours": [i["suivi"], a["suivi"]]},
    ),
    "réunion de la convocation": (
        "parcours:confirmer_convocations",
        None,
        lambda i, a: {"session": a["session"], "parcours": [i["suivi"]]},
    ),
    "ligne d’émargement": (
        "parcours:emargement",
        "session_commencee",
        lambda i, a: {f"{a['absence'].pk.hex}-presence": "P", f"{a['absence'].pk.hex}-lu": "A00"},
    ),
    "référent de la décision": (
        "orientation:decider",
        "orientation",
        lambda i, a: decision(i, referent=a["affectation"]),
    ),
    "affectation": ("comptes:affectation", None, lambda i, a: {"affectation": a["affectations"][Role.PILOTE]}),
}
ADMINISTRATION = {
    "pôle d’une structure": (
        "admin:comptes_structure_add",
        lambda i, a: {"nature": "CCAS", "nom": "Intruse", "territoire": a["territoire"]},
    ),
    "commune d’une structure": (
        "admin:comptes_structure_add",
        lambda i, a: {"nature": "CCAS", "nom": "Intruse", "commune": a["commune"]},
    ),
    "structure d’une affectation": (
        "admin:comptes_affectation_add",
        lambda i, a: {"agent": i["agent"], "structure": a["structure"], "role": "PILOTE", "etp": "1", "active": "on"},
    ),
    "agent d’une affectation": (
        "admin:comptes_affectation_add",
        lambda i, a: {"agent": a["agent"], "structure": i["structure"], "role": "PILOTE", "etp": "1", "active": "on"},
    ),
    "compte d’une clé d’accès": (
        "admin:comptes_jeton_add",
        lambda i, a: {
            "affectation": a["jeton"].affectation_id,
            "libelle": "Intrus",
            "portees": "rapprocher",
            "expire_le": (i["a"] + timedelta(days=9)).date(),
        },  # fmt: skip
    ),
    "territoire d’un territoire": (
        "admin:territoires_territoire_add",
        lambda i, a: {"nature": "CMS", "nom": "Intrus", "parent": a["territoire"]},
    ),
    "territoire d’une commune": (
        "admin:territoires_rattachement_add",
        lambda i, a: {"commune": i["commune"], "territoire": a["territoire"]},
    ),
    "commune d’un territoire": (
        "admin:territoires_rattachement_add",
        lambda i, a: {"commune": a["commune"], "territoire": i["territoire"]},
    ),
}


def cles(champs: dict) -> dict:
    """What a browser would send: the identifiers of the objects."""
    return {
        nom: [getattr(v, "pk", v) for v in valeur] if isinstance(valeur, list) else getattr(valeur, "pk", valeur)
        for nom, valeur in champs.items()
    }


def de_partout() -> dict:
    return empreinte("07") | {f"08 {nom}": mot for nom, mot in empreinte("08").items()}


@pytest.mark.parametrize("essai", ESSAIS)
def test_un_identifiant_d_ailleurs_est_refuse_par_le_formulaire(entrer, deux_mondes, essai):
    # given
    nom, objet, champs = ESSAIS[essai]
    ici, ailleurs = deux_mondes["07"], deux_mondes["08"]
    client, avant = entrer(Role.PILOTE), de_partout()

    # when
    adresse = reverse(nom, args=[ici[objet].pk] if objet else [])
    reponse = client.post(adresse, cles(champs(ici, ailleurs)))

    # then
    assert reponse.status_code in (404, 422)
    assert de_partout() == avant


@pytest.mark.parametrize("essai", ADMINISTRATION)
def test_un_identifiant_d_ailleurs_est_refuse_par_l_administration(entrer, deux_mondes, essai):
    nom, champs = ADMINISTRATION[essai]
    client, avant = entrer(Role.ADMINISTRATEUR), de_partout()
    reponse = client.post(reverse(nom), cles(champs(deux_mondes["07"], deux_mondes["08"])))
    assert reponse.status_code == 200
    assert reponse.context["errors"]
    assert de_partout() == avant


def test_les_memes_formulaires_avec_des_identifiants_d_ici_passent(entrer, copie_des_mondes, base_des_mondes, client):
    """Otherwise the tests above could refuse for another reason."""
    ici = base_des_mondes[1]["07"]
    client.defaults["HTTP_HOST"] = "07.testserver"
    client.force_login(ici["agents"][Role.PILOTE])
    for essai, (nom, objet, champs) in ESSAIS.items():
        if essai == "ligne d’émargement":
            continue  # a sheet is sent whole: see test_emargement
        adresse = reverse(nom, args=[ici[objet].pk] if objet else [])
        statut = client.post(adresse, cles(champs(ici, ici))).status_code
        assert statut in ((200, 302) if nom in ("envois:imprimer",) else (302,)), nom
