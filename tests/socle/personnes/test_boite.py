"""La boîte aux lettres entre départements : on y dépose pour l'autre, on ne lit que la sienne."""

import json
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, ProgrammingError, connection, transaction

from spie.socle.personnes.models import Depart, Pli
from spie.socle.personnes.services.depart import quitter_departement
from spie.socle.personnes.services.pli import contenu_de, relever_les_reponses, remettre_dossier
from spie.socle.territoires.chiffrement import ouvrir, sceller
from spie.socle.territoires.cles import uuid7
from spie.socle.territoires.isolation import annonce, set_departement
from tests.factories import MAINTENANT, un_agent, un_departement, une_personne

pytestmark = pytest.mark.usefixtures("ardeche", "ardennes")
SECRET = {"identite": {"nom": "SPECIMEN"}}


@pytest.fixture
def ardennes(ardeche):
    return un_departement("08", "Ardennes")


@pytest.fixture
def agent(ardeche):
    return un_agent()


@contextmanager
def chez(code):
    """Speak for another département for a while, then for the 07 again, to PostgreSQL too."""
    with annonce(code):
        yield
    set_departement("07")


def un_depart(agent, destination="08"):
    return quitter_departement(
        personne=une_personne(),
        jour=MAINTENANT.date(),
        motif="DEMENAGEMENT",
        destination=destination,
        par=agent,
        le=MAINTENANT,
    )


def un_pli(agent):
    """Handed over by the 07 to the 08. Gives the departure."""
    depart = un_depart(agent)
    remettre_dossier(depart=depart, contenu=SECRET, par=agent, le=MAINTENANT)
    return depart


def compter():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM personnes_pli")
        return cursor.fetchone()[0]


def en_sql(requete, *valeurs):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(requete, valeurs)
        return cursor.rowcount


def inserer(**champs):
    """Insert a raw row, as someone would who writes SQL in the application's name."""
    ligne = {
        "id": uuid7(),
        "departement_id": "08",
        "expediteur": "07",
        "nature": "DOSSIER",
        "reference": uuid4(),
        "scelle": b"x",
        "remis_le": MAINTENANT,
        "suite": "ATTENTE",
        "motif": "",
    } | champs
    colonnes, trous = ", ".join(ligne), ", ".join(["%s"] * len(ligne))
    return en_sql(f"INSERT INTO personnes_pli ({colonnes}) VALUES ({trous})", *ligne.values())  # noqa: S608


def test_le_destinataire_seul_lit_le_pli(agent):
    un_pli(agent)
    assert compter() == 0
    with chez("08"):
        assert contenu_de(Pli.objects.get()) == SECRET
    un_departement("26", "Drôme")
    with chez("26"):
        assert compter() == 0


def test_le_contenu_ne_s_ouvre_pas_avec_la_cle_de_l_expediteur(agent):
    un_pli(agent)
    with chez("08"):
        pli = Pli.objects.get()
    with pytest.raises(InvalidTag):
        ouvrir(pli.scelle, usage="mutation", departement="07", ligne=pli.pk)
    assert b"SPECIMEN" not in bytes(pli.scelle)


def test_l_expediteur_ne_reprend_ni_ne_change_ce_qu_il_a_depose(agent):
    un_pli(agent)
    assert en_sql("UPDATE personnes_pli SET suite = 'REFUSE'") == 0
    with pytest.raises(ProgrammingError, match="permission denied"):
        en_sql("DELETE FROM personnes_pli")
    with chez("08"):
        assert Pli.objects.get().suite == Pli.Suite.ATTENTE


@pytest.mark.parametrize(
    ("champs", "pourquoi"),
    [
        ({"expediteur": "08"}, "signé du nom d'un autre"),
        ({"expediteur": "26"}, "signé du nom d'un troisième"),
        ({"departement_id": "07"}, "dans sa propre boîte"),
        ({"traite_le": MAINTENANT}, "déjà traité"),
    ],
)
def test_un_pli_ne_se_contrefait_pas(champs, pourquoi):
    with pytest.raises(ProgrammingError, match="row-level security"):
        inserer(**champs)


def test_un_pli_ne_sert_pas_a_savoir_qui_existe_ailleurs():
    # given
    with chez("08"):
        ailleurs = une_personne("FACTICE")

    # then: the same refusal, whether the person exists over there or not
    for personne_id in (ailleurs.pk, uuid4()):
        with pytest.raises(ProgrammingError, match="row-level security"):
            inserer(personne_id=personne_id)


def test_deposer_ne_permet_pas_de_relire():
    with pytest.raises(ProgrammingError, match="row-level security"):
        en_sql(
            "INSERT INTO personnes_pli (id, departement_id, expediteur, nature, reference, scelle, remis_le, suite, "
            "motif) VALUES (%s, '08', '07', 'DOSSIER', %s, 'x', now(), 'ATTENTE', '') RETURNING *",
            *(uuid7(), uuid4()),
        )


def test_deposer_sur_un_pli_existant_n_ecrase_ni_ne_revele_rien(agent):
    depart = un_pli(agent)
    with pytest.raises((IntegrityError, ProgrammingError)):
        inserer(reference=depart.pk)
    with pytest.raises(ProgrammingError, match="permission denied|row-level security"):
        en_sql(
            "INSERT INTO personnes_pli (id, departement_id, expediteur, nature, reference, scelle, remis_le, suite, "
            "motif) VALUES (%s, '08', '07', 'DOSSIER', %s, 'y', now(), 'ATTENTE', '') "
            "ON CONFLICT (departement_id, expediteur, nature, reference) DO UPDATE SET scelle = 'y'",
            *(uuid7(), depart.pk),
        )
    with chez("08"):
        assert contenu_de(Pli.objects.get()) == SECRET


@pytest.mark.parametrize(
    "changement",
    ["scelle = 'y'", "expediteur = '26'", "reference = gen_random_uuid()", "departement_id = '26'", "remis_le = now()"],
)
def test_le_destinataire_ne_change_que_ce_qu_il_en_fait(agent, changement):
    un_pli(agent)
    with chez("08"):
        assert en_sql("UPDATE personnes_pli SET motif = 'vu'") == 1
        with pytest.raises(ProgrammingError, match="permission denied"):
            en_sql(f"UPDATE personnes_pli SET {changement}")  # noqa: S608
        with pytest.raises(ProgrammingError, match="permission denied"):
            en_sql("DELETE FROM personnes_pli")


def test_sans_departement_annonce_la_boite_refuse_tout(agent):
    un_pli(agent)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.departement_id TO ''")
    with pytest.raises(ProgrammingError, match="aucun département annoncé"), transaction.atomic():
        compter()


def test_copier_dans_la_boite_est_refuse():
    with (
        pytest.raises(psycopg.errors.FeatureNotSupported),
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy("COPY personnes_pli (id) FROM STDIN") as copie,
    ):
        copie.write_row([uuid7()])


def repondre(de, reference, suite="ACCEPTE", motif=""):
    """The 07 receives an answer, put in its box by ``de``."""
    with chez(de):
        remettre = Pli(departement_id="07", expediteur=de, nature="REPONSE", reference=reference, remis_le=MAINTENANT)
        remettre.scelle = _sceller({"suite": suite, "motif": motif}, remettre)
        remettre.save(force_insert=True)


def _sceller(contenu, pli):
    return sceller(json.dumps(contenu).encode(), usage="mutation", departement="07", ligne=pli.pk)


def test_la_reponse_de_l_autre_departement_s_ecrit_sur_le_depart(agent):
    # given
    depart = un_pli(agent)
    repondre("08", depart.pk, "REFUSE", "Personne inconnue à cette adresse.")

    # when
    lues = relever_les_reponses(le=MAINTENANT + timedelta(minutes=1))

    # then
    depart.refresh_from_db()
    assert (lues, depart.transmission) == (1, Depart.Transmission.REFUSEE)
    assert depart.reponse == "Personne inconnue à cette adresse."
    assert relever_les_reponses(le=MAINTENANT) == 0


def test_la_reponse_d_un_departement_qui_n_est_pas_le_destinataire_ne_change_rien(agent):
    # given
    depart = un_pli(agent)
    un_departement("26", "Drôme")
    repondre("26", depart.pk)
    repondre("08", uuid4())

    # when
    relever_les_reponses(le=MAINTENANT)

    # then
    depart.refresh_from_db()
    assert depart.transmission == Depart.Transmission.TRANSMISE
    assert set(Pli.objects.values_list("suite", flat=True)) == {Pli.Suite.REFUSE}


def test_un_depart_non_transmis_n_attend_pas_de_reponse(agent):
    depart = un_depart(agent)
    repondre("08", depart.pk)
    relever_les_reponses(le=MAINTENANT)
    depart.refresh_from_db()
    assert depart.transmission == Depart.Transmission.SANS
