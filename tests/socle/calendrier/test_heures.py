"""Les heures où l'on écrit aux gens : celles de leur département, outre-mer compris, été comme hiver."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from spie.socle.calendrier.heures import Heures

FUSEAUX = {
    "07": "Europe/Paris",
    "67": "Europe/Paris",
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "976": "Indian/Mayotte",
}


def heures(departement, **champs):
    reglages = {"debut": 8, "fin": 20} | champs
    return Heures(departement, ZoneInfo(FUSEAUX[departement]), **reglages)


def utc(texte):
    return datetime.fromisoformat(texte).replace(tzinfo=UTC)


# Everything in UTC, so that the table says itself what the zone changes.
DEPARTS = [
    ("07", "l'heure d'ouverture", "2026-11-24T07:00", "2026-11-24T07:00"),
    ("07", "une seconde avant l'ouverture", "2026-11-24T06:59:59", "2026-11-24T07:00"),
    ("07", "en pleine journée", "2026-11-24T13:37", "2026-11-24T13:37"),
    ("07", "une seconde avant la fermeture", "2026-11-24T18:59:59", "2026-11-24T18:59:59"),
    ("07", "la fermeture", "2026-11-24T19:00", "2026-11-25T07:00"),
    ("07", "samedi soir : le dimanche se tait", "2026-11-28T19:30", "2026-11-30T07:00"),
    ("07", "dimanche midi", "2026-11-29T11:00", "2026-11-30T07:00"),
    ("07", "jeudi soir avant Noël, un vendredi", "2026-12-24T20:00", "2026-12-26T07:00"),
    ("67", "le 26 décembre est férié à Strasbourg", "2026-12-24T20:00", "2026-12-28T07:00"),
    ("67", "le Vendredi saint est férié à Strasbourg", "2026-04-03T10:00", "2026-04-04T06:00"),
    ("07", "le Vendredi saint ne l'est pas en Ardèche", "2026-04-03T10:00", "2026-04-03T10:00"),
    ("07", "veille du passage à l'été : samedi, le lundi ouvre à 6 h UTC", "2026-03-28T19:00", "2026-03-30T06:00"),
    ("07", "la nuit du passage à l'été", "2026-03-29T01:30", "2026-03-30T06:00"),
    ("07", "veille du passage à l'hiver : le lundi ouvre à 7 h UTC", "2026-10-24T18:00", "2026-10-26T07:00"),
    ("07", "l'heure qui se répète, la nuit du passage à l'hiver", "2026-10-25T01:30", "2026-10-26T07:00"),
    ("971", "8 h à Basse-Terre", "2026-11-24T11:00", "2026-11-24T12:00"),
    ("972", "9 h à Paris est la nuit à Fort-de-France", "2026-11-24T08:00", "2026-11-24T12:00"),
    ("972", "19 h 59 à Fort-de-France, le lendemain en UTC", "2026-11-24T23:59", "2026-11-24T23:59"),
    ("972", "le 22 mai, abolition de l'esclavage", "2026-05-22T14:00", "2026-05-23T12:00"),
    ("973", "8 h à Cayenne", "2026-11-24T10:30", "2026-11-24T11:00"),
    ("973", "le 10 juin, abolition de l'esclavage", "2026-06-10T14:00", "2026-06-11T11:00"),
    ("974", "20 h passées à Saint-Denis, en plein après-midi à Paris", "2026-11-24T16:30", "2026-11-25T04:00"),
    ("974", "le 20 décembre est un dimanche, le 21 ouvre", "2026-12-19T17:00", "2026-12-21T04:00"),
    ("976", "8 h à Mamoudzou", "2026-11-24T04:00", "2026-11-24T05:00"),
    ("976", "le passage à l'été de Paris n'y change rien", "2026-03-30T04:30", "2026-03-30T05:00"),
]


@pytest.mark.parametrize(("departement", "quoi", "depose", "attendu"), DEPARTS, ids=[f"{d[0]} {d[1]}" for d in DEPARTS])
def test_un_message_part_a_la_prochaine_heure_ouverte(departement, quoi, depose, attendu):
    assert heures(departement).prochaine(utc(depose)) == utc(attendu)


def test_le_depart_se_dit_a_l_heure_du_lieu():
    depart = heures("972").prochaine(utc("2026-11-24T08:00"))
    assert (depart.hour, depart.utcoffset()) == (8, timedelta(hours=-4))


def test_tous_les_jours_oublie_dimanches_et_feries_mais_pas_la_nuit():
    urgentes = heures("07", debut=6, fin=22, tous_les_jours=True)
    assert urgentes.prochaine(utc("2026-11-29T11:00")) == utc("2026-11-29T11:00")
    assert urgentes.prochaine(utc("2026-12-25T04:00")) == utc("2026-12-25T05:00")


def test_jour_et_nuit_ne_retient_rien():
    toujours = heures("07", debut=0, fin=24, tous_les_jours=True)
    for heure in range(24):
        au = utc("2026-10-25T00:00") + timedelta(hours=heure, minutes=30)
        assert toujours.prochaine(au).astimezone(UTC) == au


def test_une_plage_saisie_a_l_envers_ne_retient_pas_pour_toujours():
    assert heures("07", debut=20, fin=8).prochaine(utc("2026-11-24T12:00")) == utc("2026-11-24T19:00")
