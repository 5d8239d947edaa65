"""The contact file of the CNAF: it reaches people we know, creates nobody, and never outranks what works."""

from pathlib import Path

import pytest
from django.urls import reverse

from spie.socle.imports import services
from spie.socle.personnes.models import Contact, Opposition, Personne
from spie.socle.personnes.services.opposition import s_opposer
from spie.socle.territoires.isolation import departement_courant
from tests.factories import AUJOURDHUI, MAINTENANT, un_dossier, une_personne
from tests.pages import mots

pytestmark = pytest.mark.usefixtures("maintenant")
ENTETES = (
    "MATRICULE;ROLE PERSONNE;TYPE PERSONNE;NIR;NUMERO DEMANDE RSA;DATE DEMANDE RSA;DATE DEBUT DROITS - DEVOIRS;"
    "NOM RESPONSABLE DOSSIER;PRENOM RESPONSABLE DOSSIER;NUMERO TELEPHONE DOSSIER;NUMERO TELEPHONE 2 DOSSIER;"
    "ADRESSE ELECTRONIQUE DOSSIER"
)
NIR_BRUNO = "178112A064902"
MOBILE, FIXE = "639981002", "465711002"


def bruno(premier=FIXE, second=MOBILE, courriel="bruno.exemple@example.org", nir=NIR_BRUNO) -> str:
    return f"9000002;DEMANDEUR;MONSIEUR;{nir};90000000207;05/03/2024;;EXEMPLE;BRUNO;{premier};{second};{courriel}"


def connu(**champs) -> Personne:
    """Bruno, known by his NIR, with a mobile that he answers."""
    with departement_courant("07"):
        personne = une_personne("EXEMPLE", "Bruno", sexe="1", date_naissance=None, **champs)
        personne.poser_nir(NIR_BRUNO)
        personne.save()
        return personne


def verifier(atelier, *lignes):
    octets = "\r\n".join([ENTETES, *lignes]).encode("latin-1")
    return atelier.verifier(octets=octets, nom="contacts.csv", source="CNAF", nature="CONTACTS")


def contacts(personne) -> list[tuple]:
    with departement_courant("07"):
        en_cours = Contact.objects.en_cours().filter(personne=personne).order_by("-est_mobile", "valeur")
        return list(en_cours.values_list("valeur", "est_mobile", "source"))


def test_le_mobile_est_trouve_dans_la_seconde_colonne_sans_son_zero(atelier):
    # given someone who has no way to be reached
    personne = connu(mobile=None)

    # when
    importe = verifier(atelier, bruno())
    assert atelier.statuts(importe) == ["A_COMPLETER"]
    atelier.importer(importe)

    # then the mobile is first, whatever its column
    assert contacts(personne) == [
        ("+33639981002", True, "cnaf"),
        ("+33465711002", False, "cnaf"),
        ("bruno.exemple@example.org", False, "cnaf"),
    ]


def test_une_ligne_fixe_ne_remplace_ni_ne_precede_le_mobile(atelier):
    personne = connu(mobile="+33639980001")
    atelier.importer(verifier(atelier, bruno(FIXE, "", "")))
    assert contacts(personne) == [("+33639980001", True, "test"), ("+33465711002", False, "cnaf")]
    with departement_courant("07"):
        texte = Contact.objects.en_cours().filter(personne=personne, est_mobile=True).order_by("du", "id").first()
        assert texte.valeur == "+33639980001"


def test_une_personne_inconnue_est_dite_et_jamais_creee(atelier, pilote):
    importe = verifier(atelier, bruno())
    assert atelier.statuts(importe) == ["INCONNUE"]
    assert "Personne inconnue : un fichier de contacts ne crée personne." in mots(pilote.page("detail", importe.pk))
    rejets = b"".join(pilote.page("rejets", importe.pk).streaming_content).decode()
    assert "EXEMPLE" in rejets
    assert NIR_BRUNO not in rejets
    with departement_courant("07"):
        assert not Personne.objects.exists()


def test_sans_nir_le_numero_et_la_place_dans_le_foyer_reconnaissent(atelier):
    with departement_courant("07"):
        personne = une_personne("EXEMPLE", "Bruno", sexe="1", mobile=None)
        un_dossier(personne.foyer, matricule="9000002", numero_demande="90000000207")
    importe = verifier(atelier, bruno(nir=""))
    assert atelier.ligne(importe, 2).personne_id == personne.pk
    assert atelier.statuts(importe) == ["A_COMPLETER"]


def test_seul_le_nom_se_demande_et_dire_non_ne_cree_personne(atelier):
    # given the same name, but no number in common
    with departement_courant("07"):
        une_personne("EXEMPLE", "Bruno", mobile="+33639981002", date_naissance=None)
    importe = verifier(atelier, bruno(nir=""))
    ligne = atelier.ligne(importe, 2)
    assert ligne.statut == "A_CONFIRMER"

    # when
    with departement_courant("07"):
        services.choisir(ligne=ligne, personne=None)

    # then
    assert atelier.statuts(importe) == ["INCONNUE"]


def test_un_fichier_de_contacts_ne_touche_ni_l_identite_ni_l_adresse(atelier):
    personne = connu(mobile=None)
    with departement_courant("07"):
        Personne.objects.filter(pk=personne.pk).update(sexe="")
    atelier.importer(verifier(atelier, bruno()))
    with departement_courant("07"):
        assert Personne.objects.get().sexe == ""


def test_ce_que_la_personne_refuse_n_est_pas_rajoute(atelier):
    # given: no mail, no SMS
    personne = connu(mobile=None)
    with departement_courant("07"):
        for canal in (Opposition.Canal.COURRIEL, Opposition.Canal.SMS):
            s_opposer(personne=personne, canal=canal, dite_le=AUJOURDHUI, par=atelier.pilote, le=MAINTENANT)

    # when
    importe = verifier(atelier, bruno("", MOBILE))
    remarques = " ".join(atelier.ligne(importe, 2).remarques)
    atelier.importer(importe)

    # then the telephone stays for calls, and it is said that no SMS leaves
    assert "la personne refuse ce moyen de la joindre" in remarques
    assert "refuse les SMS" in remarques
    assert contacts(personne) == [("+33639981002", True, "cnaf")]
    with departement_courant("07"):
        assert personne.oppositions.en_cours().count() == 2


def test_un_numero_qu_un_agent_a_termine_ne_revient_pas(atelier):
    personne = connu(mobile="+33639981002")
    with departement_courant("07"):
        personne.contacts.update(au=AUJOURDHUI)
    importe = verifier(atelier, bruno("", MOBILE, ""))
    assert atelier.statuts(importe) == ["A_JOUR"]
    assert "n'est plus valable" in " ".join(atelier.ligne(importe, 2).remarques)


def test_les_changements_disent_leur_origine(atelier, pilote):
    connu(mobile="+33639980001")
    importe = verifier(atelier, bruno())
    page = mots(pilote.page("detail", importe.pk))
    assert "CNAF ajoute : téléphone 06 39 98 10 02 (mobile)" in page
    assert "CNAF ajoute : téléphone 04 65 71 10 02 (sans SMS)" in page
    assert "test gardé : téléphone 06 39 98 00 01" in page


def test_le_meme_fichier_n_ecrit_rien_la_seconde_fois(atelier):
    connu(mobile=None)
    atelier.importer(verifier(atelier, bruno()))
    assert atelier.statuts(verifier(atelier, bruno(), "")) == ["A_JOUR"]


def test_l_annulation_retire_ce_qui_a_ete_ajoute(atelier):
    personne = connu(mobile="+33639980001")
    importe = atelier.importer(verifier(atelier, bruno()))
    with departement_courant("07"):
        services.annuler(importe=importe, par=atelier.pilote, le=MAINTENANT)
    assert contacts(personne) == [("+33639980001", True, "test")]


def test_l_echantillon_de_la_cnaf_se_lit_sans_rien_relier(atelier):
    echantillon = Path(__file__).parent / "echantillons" / "contacts_cnaf.csv"
    connu(mobile=None)
    importe = atelier.verifier(octets=echantillon.read_bytes(), nom="c.csv", source="CNAF", nature="CONTACTS")
    assert atelier.statuts(importe) == ["INCONNUE", "A_COMPLETER", "INCONNUE", "INCONNUE", "INCONNUE"]


def test_la_page_de_depot_propose_le_fichier_de_contacts(pilote):
    page = mots(pilote.client.get(reverse("imports:listes")))
    assert "Le fichier de contacts de la CNAF : téléphones et courriels" in page
