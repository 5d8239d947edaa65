"""Whatever stands in the address of a list, the answer is a list: nonsense is ignored, never an error."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from spie.socle.comptes.roles import Role
from spie.socle.interface.liste import ListPage
from spie.socle.interface.liste.curseur import Curseur
from spie.urls import urlpatterns
from tests.visite.catalogue import CATALOGUE, chemin

LISTES = {
    "personnes:liste": "PersonnesListe",
    "parcours:sessions": "SessionsListe",
    "orientation:file": "FileOrientation",
    "orientation:file_active": "FileActive",
    "envois:liste": "EnvoisListe",
    "imports:listes": "ListesListe",
    "flux:issues": "IssuesListe",
    "flux:identiques": "IdentiquesListe",
}
INSENSE = ["'; DROP TABLE x; --", "9" * 5000, "-1", "%", "\ud7ff", "[]"]
ADMINISTRATION = ["comptes_agent", "personnes_personne", "parcours_sessionioc", "envois_envoi"]


def du_produit(classe=ListPage):
    for fille in classe.__subclasses__():
        if not fille.__module__.startswith("tests."):
            yield fille
        yield from du_produit(fille)


def la_liste(nom):
    (liste,) = (liste for liste in du_produit() if liste.__name__ == LISTES[nom])
    return liste, [f"{sens}{c.key}" for c in liste.__new__(liste).columns if c.sort for sens in ("", "-")]


def test_chaque_liste_du_produit_est_dans_cet_essai():
    assert urlpatterns  # the views are imported
    assert {liste.__name__ for liste in du_produit()} == set(LISTES.values())


@pytest.mark.parametrize("nom", LISTES)
def test_un_parametre_insense_est_ignore(entrer, deux_mondes, nom):
    adresse = chemin(nom, CATALOGUE[nom], deux_mondes["07"])
    pilote, (liste, _) = entrer(Role.PILOTE), la_liste(nom)
    attendu = pilote.get(adresse).context["liste"].tranche.objets
    for parametre in [*(filtre.key for filtre in liste.filters), "page", "tri", "format", "inconnu"]:
        for valeur in INSENSE:
            reponse = pilote.get(f"{adresse}?{urlencode({parametre: valeur})}")
            assert reponse.status_code == 200, (parametre, valeur)
            assert reponse.context["liste"].tranche.objets == attendu, (parametre, valeur)


@pytest.mark.parametrize("nom", LISTES)
def test_un_curseur_d_une_autre_liste_ramene_au_debut(entrer, deux_mondes, nom):
    """Ours and well encrypted, but made for other columns: too many, too few, or of another type."""
    adresse = chemin(nom, CATALOGUE[nom], deux_mondes["07"])
    pilote, (_, tris) = entrer(Role.PILOTE), la_liste(nom)
    for tri in tris[:2]:
        attendu = pilote.get(adresse, {"tri": tri}).context["liste"].tranche.objets
        for cles in [(), ("a", "b", "c"), (1, 2)]:
            for place in (tri, f"AutreListe {tri} nom pk"):
                reponse = pilote.get(adresse, {"tri": tri, "page": Curseur(place, cles).ecrire()})
                assert reponse.status_code == 200, (tri, cles)
                assert reponse.context["liste"].tranche.objets == attendu, (tri, cles)


@pytest.mark.parametrize("nom", LISTES)
def test_chaque_tri_et_chaque_filtre_qui_a_un_sens_repond_et_s_exporte(entrer, deux_mondes, nom):
    adresse = chemin(nom, CATALOGUE[nom], deux_mondes["07"])
    pilote, (_, tris) = entrer(Role.PILOTE), la_liste(nom)
    for tri in tris:
        assert pilote.get(adresse, {"tri": tri}).status_code == 200, tri
    champs = pilote.get(adresse).context["liste"].champs
    for champ in champs:
        for valeur in ["1", *dict(champ.options)][:5]:
            assert pilote.get(adresse, {champ.filtre.key: valeur}).status_code == 200, (champ, valeur)
    export = pilote.get(adresse, {"format": "csv", "page": "x", "tri": "y"})
    assert export.status_code == 200
    assert b"".join(export.streaming_content).count(b"\r\n") > 0


@pytest.mark.parametrize("table", ADMINISTRATION)
def test_l_administration_supporte_une_adresse_insensee(entrer, table):
    client, adresse = entrer(Role.ADMINISTRATEUR), reverse(f"admin:{table}_changelist")
    for parametre in ["q", "p", "o", "e", "all", "_facets", "etat__exact", "role__exact", "inconnu", "_to_field"]:
        for valeur in INSENSE:
            statut = client.get(f"{adresse}?{urlencode({parametre: valeur})}").status_code
            assert statut in (200, 302, 400), (parametre, valeur)


@pytest.mark.parametrize(
    "adresse",
    [
        *("/personnes/?etat=%00", "/ioc/?pole=a%00", "/envois/?page=%00", "/admin/comptes/agent/?q=%00"),
        *("/admin/territoires/commune/%00/change/", "/personnes/%00/"),
    ],
)
def test_un_octet_nul_est_refuse_a_la_porte(entrer, adresse):
    assert entrer(Role.ADMINISTRATEUR).get(adresse).status_code == 400


@pytest.mark.parametrize("avant", ["n'importe quoi", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026"])
def test_une_date_insensee_dans_la_chronologie_est_ignoree(entrer, deux_mondes, avant):
    fiche = reverse("accueil:fiche", args=[deux_mondes["07"]["personne"].pk])
    assert entrer(Role.PILOTE).get(fiche, {"avant": avant, "genre": "inconnu"}).status_code == 200


def test_des_filtres_insenses_de_la_cohorte_sont_ignores(entrer, deux_mondes):
    adresse = reverse("parcours:convoquer", args=[deux_mondes["07"]["session"].pk])
    for valeur in INSENSE:
        reponse = entrer(Role.PILOTE).get(f"{adresse}?{urlencode({'territoire': valeur, 'commune': valeur})}")
        assert reponse.status_code == 200, valeur


FORMULAIRES = {
    **dict.fromkeys(["parcours:creer_session", "parcours:confirmer_convocations"]),
    **dict.fromkeys(
        [
            "personnes:recherche",
            "comptes:affectation",
            "comptes:connexion",
            "flux:liste",
            "imports:listes",
            "envois:imprimer",
        ]
    ),
    "parcours:modifier_session": "session",
    "parcours:annuler_session": "session_passee",
    "parcours:qualifier_absence": "absence",
    "parcours:emargement": "session_complete",
    "orientation:decider": "orientation",
    "imports:colonnes": "liste_colonnes",
    "imports:cocher": "liste",
}
CHAMPS = ("q", "session", "parcours", "envoi", "affectation", "referent", "modalite", "territoire", "commune", "jour",
          "heure", "animateurs", "retenu", "motif", "username", "next", "fichier")  # fmt: skip


@pytest.mark.parametrize("nom", FORMULAIRES)
def test_un_formulaire_insense_est_refuse_sans_erreur(entrer, deux_mondes, nom):
    objet = FORMULAIRES[nom]
    adresse = reverse(nom, args=[deux_mondes["07"][objet].pk] if objet else [])
    for valeur in ["\0", "'; DROP TABLE x; --", "9" * 500]:
        reponse = entrer(Role.PILOTE).post(adresse, dict.fromkeys(CHAMPS, valeur))
        assert reponse.status_code in (200, 302, 404, 422), valeur
        assert nom in ("personnes:recherche", "parcours:emargement") or reponse.status_code != 200, valeur
