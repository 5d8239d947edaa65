"""Another département gets nothing: neither by an address, nor by a list, an export, a form, a host or a session."""

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.territoires.isolation import departement_courant
from tests.architecture.empreintes import empreinte
from tests.monde import un_message_de_chaque
from tests.processus import capteur
from tests.visite.catalogue import CATALOGUE, Page, adresses, chemin

__all__ = ["capteur"]

AILLEURS = "AILLEURS"
RECHERCHES = ["AILLEURS", "AILLEURS2 Ines", "06 39 98 00 02"]


def avec_un_objet(role):
    """The addresses open to this role that name an object, each with its entry of the catalogue."""
    for adresse in adresses():
        entree = CATALOGUE[adresse.nom]
        if role not in adresse.roles:
            continue
        if (entree.objet if isinstance(entree, Page) else entree.arguments) and adresse.nom not in SANS_DEPARTEMENT:
            yield adresse, entree


# What is the same for every département, or is not an object.
LETTRES = {"courriers:detail", "courriers:apercu"}  # texts that come with the program
SANS_DEPARTEMENT = (
    LETTRES
    | {"demo:lettre", "admin:app_list", "imports:modele"}
    | {
        f"admin:{table}_{suite}"
        for table in ("calendrier_parametrelegal", "calendrier_voiesderecours")
        for suite in ("change", "delete", "history")
    }
)


def lu(reponse) -> str:
    """All that the answer says, to its last line when it streams."""
    contenu = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    return contenu.decode("utf-8", "replace")


@pytest.mark.parametrize("role", Role.values)
def test_l_adresse_d_un_objet_d_ailleurs_ne_mene_a_rien(entrer, deux_mondes, role):
    # given
    client, avant = entrer(role), empreinte("08")

    # when
    reponses = {
        (methode, adresse.nom): getattr(client, methode)(chemin(adresse.nom, entree, deux_mondes["08"]))
        for adresse, entree in avec_un_objet(role)
        for methode in ("get", "post")
    }

    # then
    assert len(reponses) > 1
    assert {cle: r.status_code for cle, r in reponses.items() if not rien(r)} == {}
    assert empreinte("08") == avant


def rien(reponse) -> bool:
    """Not found, not allowed, without a key, or back to the index of the administration, and not a word of it."""
    refus = reponse.status_code in (401, 403, 404, 405) or reponse.get("Location", "").startswith(
        ("/admin/", "/connexion/")
    )
    return refus and AILLEURS not in lu(reponse)


def test_deux_objets_dont_un_seul_est_d_ici_ne_menent_a_rien(entrer, deux_mondes):
    ici, ailleurs = deux_mondes["07"], deux_mondes["08"]
    for session, suivi in ((ici["session"], ailleurs["suivi"]), (ailleurs["session"], ici["suivi"])):
        assert (
            entrer(Role.PILOTE).get(reverse("parcours:apercu_lettre", args=[session.pk, suivi.pk])).status_code == 404
        )


@pytest.mark.parametrize("liste", ["/personnes/", "/ioc/", "/orientation/", "/file-active/", "/envois/"])
def test_aucun_export_ne_dit_un_mot_d_ailleurs(entrer, liste):
    """The pages themselves are read for the same word in ``tests/visite/test_catalogue.py``."""
    export = lu(entrer(Role.PILOTE).get(liste, {"format": "csv"}))
    assert "SPECIMEN" in export
    assert AILLEURS not in export


@pytest.mark.parametrize("mots", RECHERCHES)
def test_aucune_recherche_ne_trouve_quelqu_un_d_ailleurs(entrer, deux_mondes, mots):
    trouvees = lu(entrer(Role.PILOTE).post(reverse("personnes:recherche"), {"q": mots}))
    assert str(deux_mondes["08"]["personne"].pk) not in trouvees
    assert "AILLEURS2 Ines" not in trouvees.replace(f"« {mots} »", "")


@pytest.mark.parametrize("table", ["agent", "structure", "affectation"])
def test_la_recherche_de_l_administration_reste_ici(entrer, table):
    client = entrer(Role.ADMINISTRATEUR)
    liste = reverse(f"admin:comptes_{table}_changelist")
    trouves = client.get(liste + client.post(liste, {"q": AILLEURS})["Location"])
    assert trouves.context["cl"].result_count == 0


CHOIX = [
    ("comptes", "affectation", "structure"),
    ("comptes", "affectation", "agent"),
    ("comptes", "structure", "territoire"),
    ("comptes", "structure", "commune"),
    ("parcours", "parcours", "personne"),
]


@pytest.mark.parametrize(("app", "modele", "champ"), CHOIX)
def test_les_choix_proposes_par_l_administration_sont_d_ici(entrer, app, modele, champ):
    client, proposes = entrer(Role.ADMINISTRATEUR), []
    for mots in ("", "SPECIMEN", AILLEURS):
        choix = {"app_label": app, "model_name": modele, "field_name": champ, "term": mots}
        proposes += [c["text"] for c in client.get(reverse("admin:autocomplete"), choix).json()["results"]]
    assert proposes
    assert [texte for texte in proposes if AILLEURS in texte.upper()] == []


def test_un_export_lu_apres_qu_un_autre_departement_a_parle_reste_le_sien(entrer, deux_mondes):
    export = entrer(Role.PILOTE).get(reverse("personnes:liste"), {"format": "csv"})
    with departement_courant("08"):
        assert deux_mondes["08"]["personne"].foyer.personnes.exists()
    lignes = lu(export)
    assert "SPECIMEN2" in lignes
    assert AILLEURS not in lignes


@pytest.mark.parametrize(
    ("hote", "statut"),
    [("07.testserver", 302), ("07.testserver:8000", 302), ("99.testserver", 404), ("testserver", 404),
     ("07.testserver.malveillant.example", 400), ("malveillant.example", 400), ("", 400)],
)  # fmt: skip
def test_seul_un_hote_connu_a_un_departement(deux_mondes, client, hote, statut):
    assert client.get("/", HTTP_HOST=hote).status_code == statut


def test_aucun_en_tete_ne_change_de_departement(entrer, deux_mondes):
    for entete in ("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-Host"):
        page = entrer(Role.PILOTE).get("/personnes/", headers={entete: "08.testserver"})
        assert AILLEURS not in lu(page)
        assert "SPECIMEN2" in lu(page)


def test_une_session_d_ici_ne_sert_a_rien_sur_l_adresse_d_a_cote(entrer, deux_mondes):
    client = entrer(Role.PILOTE)
    client.defaults["HTTP_HOST"] = "08.testserver"
    assert {client.get(page).status_code for page in ("/", "/personnes/", "/envois/", "/imports/")} == {403}
    assert client.get(reverse("accueil:fiche", args=[deux_mondes["08"]["personne"].pk])).status_code == 403


def test_le_capteur_de_la_demonstration_ne_montre_que_les_messages_d_ici(entrer, capteur, settings):
    # given
    settings.CANAL_SMS_URL = f"{capteur.adresse}/sms"
    un_message_de_chaque(capteur.memoire, "07", "SPECIMEN")
    un_message_de_chaque(capteur.memoire, "08", AILLEURS)
    lettres = {m["tag"]: reverse("demo:lettre", args=[m["id"]]) for m in capteur.memoire.messages}

    # when
    client = entrer(Role.PILOTE)
    page = lu(client.get(reverse("demo:messages")))

    # then
    assert "Convocation SPECIMEN" in page
    assert AILLEURS not in page
    assert [client.get(lettres[cle]).status_code for cle in ("07:c", "08:c")] == [200, 404]
