"""What the demonstration shows of the lists: one that is done, one that waits for a hand."""

from django.core.management import call_command

from spie.socle.imports.models import ImportListe
from spie.socle.personnes.models import Contact
from spie.socle.territoires.isolation import departement_courant


def test_la_demonstration_a_une_liste_finie_et_une_liste_a_corriger(base_vivante, settings, tmp_path):
    # when
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("peupler", departement="07", personnes=12)

    # then
    with departement_courant("07"):
        finie, ouverte = ImportListe.objects.order_by("source__nom").reverse()
        assert (finie.source.nom, finie.etat) == ("CNAF", "APPLIQUE")
        assert finie.lignes.comptes()["MODIFIEE"] == finie.total == 8
        assert Contact.objects.filter(source="cnaf", est_mobile=True).count() == 8
        assert (ouverte.source.nom, ouverte.etat) == ("Association Exemple", "A_TRAITER")
        comptes = ouverte.lignes.comptes()
        assert (comptes["ERREUR"], comptes["DOUBLON"], comptes["A_CONFIRMER"]) == (3, 1, 1)
