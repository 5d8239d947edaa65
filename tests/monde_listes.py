"""Lists received in the world of ``tests.monde``: one in each state, rows of each kind; two files reunited.

The rows are judged and written by the real services; no file is kept: the pages read the rows.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from spie.socle.comptes.models import Agent
from spie.socle.comptes.roles import Role
from spie.socle.historique.services import emit_all
from spie.socle.imports.events import SuiviRepris
from spie.socle.imports.models import ImportListe, LigneListe, SourceListe
from spie.socle.imports.services.ecriture import enregistrer, preparer
from spie.socle.imports.services.issue import decider
from spie.socle.imports.services.lignes import Lecteur, poser
from spie.socle.personnes.models import Personne
from spie.socle.personnes.rapprochement import doublons
from spie.socle.personnes.services import fusion
from tests.factories import une_personne

TITRES = {
    "nom": "Nom",
    "prenom": "Prénom",
    "naissance": "Date de naissance",
    "nir": "NIR",
    "telephones": "Téléphone",
    "sexe": "Sexe",
}
ETATS = ("COLONNES", "VERIFICATION", "A_TRAITER", "APPLICATION", "APPLIQUE", "ABANDONNE", "ANNULE")


def des_listes(monde: dict) -> dict:
    """``liste_a_traiter``, ``liste_applique``… and a row of each kind."""
    par, a = monde["agents"][Role.PILOTE], monde["a"]
    listes = {f"liste_{etat.lower()}": une_liste(etat, par=par, a=a, marque=monde["marque"]) for etat in ETATS}
    ouverte = listes["liste_a_traiter"]
    lignes = juger(ouverte, _recues(monde), au=a.date())
    juger(listes["liste_application"], _nouvelles(monde), au=a.date())
    _reprendre(listes["liste_applique"], monde)
    par_statut = {ligne.statut: ligne for ligne in lignes}
    noms = {
        "ligne": "A_CONFIRMER",
        "ligne_erreur": "ERREUR",
        "ligne_a_creer": "A_CREER",
        "ligne_doublon": "DOUBLON",
        "ligne_connue": "A_COMPLETER",
    }
    objets = {nom: par_statut[statut] for nom, statut in noms.items()}
    return (
        listes
        | objets
        | _fusion(monde)
        | {"liste": ouverte, "source_de_listes": ouverte.source, "nature": "liste", "forme": "csv"}
    )


def une_liste(etat: str, *, par: Agent, a: datetime, marque: str = "", nature: str = "LISTE") -> ImportListe:
    """A list in this state, of a source of its own, without its rows."""
    source = SourceListe.objects.create(nom=f"Association {etat.title()} {marque}", nature=nature)
    liste = ImportListe(
        source=source, nom_fichier=f"liste-{marque.lower()}-{etat.lower()}.csv", chemin="absent.csv",
        sha256=f"{SourceListe.objects.count():x<64}", entetes=list(TITRES.values()), etat=etat, total=40, lus=20,
        colonnes={titre: champ for champ, titre in TITRES.items()}, a_faire=40, depose_le=a, depose_par=par,
        debut_le=a - timedelta(seconds=20), battement_le=a,
    )  # fmt: skip
    liste.sceller_apercu({titre: [f"{marque} {titre}"] for titre in TITRES.values()} | {"Sexe": ["Féminine"]})
    if etat in ("APPLIQUE", "ANNULE"):
        liste.applique_le, liste.applique_par = a, par
    if etat == "ANNULE":
        liste.annule_le, liste.annule_par = a, par
    liste.save(force_insert=True)
    return liste


def juger(liste: ImportListe, recues: list[dict], *, au: date, debut: int = 2) -> list[LigneListe]:
    """Judge rows (field → text) as the verification does, and keep them, from the line ``debut`` on."""
    lecteur = Lecteur(liste.source, au=au)
    lues = [lecteur.lire(cellules, rang=rang) for rang, cellules in enumerate(recues, start=debut)]
    repetees = doublons([lue.ligne for lue in lues if not lue.erreurs])
    issues = decider(lues, repetees=repetees, nature=liste.source.nature, au=au)
    lignes = []
    for lue, cellules in zip(lues, recues, strict=True):
        ligne = poser(LigneListe(importe=liste, rang=lue.rang), issues[lue.rang])
        ligne.sceller(cellules)
        lignes.append(ligne)
    LigneListe.objects.bulk_create(lignes)
    return lignes


def _recues(monde: dict) -> list[dict]:
    """New, twice the same, known with another telephone, alike, and one with three faults."""
    marque, connue = monde["marque"], une_personne(f"SEMBLABLE {monde['marque']}", "Inès", mobile=None)
    nouvelle = {"nom": f"NOUVELLE {marque}", "prenom": "Lina", "naissance": "1990-05-17", "telephones": ["0639980777"]}
    semblable = {"nom": connue.nom, "prenom": connue.prenom, "naissance": f"{connue.date_naissance}"}
    # The number of somebody of the world, without its key: the rest of the row is not needed.
    meme = {"nir": Personne.objects.get(pk=monde["personne"].pk).nir[:13], "telephones": ["0465710042"]}
    fautive = nouvelle | {"nom": "", "naissance": "31/02/1990", "telephones": ["0465"], "sexe": "autre chose"}
    return [nouvelle, nouvelle, semblable, meme, fautive, *_nouvelles(monde)]


def _nouvelles(monde: dict) -> list[dict]:
    return [
        {"nom": f"FACTICE {monde['marque']}", "prenom": prenom, "naissance": f"{1960 + rang}-01-01"}
        for rang, prenom in enumerate(("Rose", "Nora", "Basile"))
    ]


def _reprendre(liste: ImportListe, monde: dict) -> None:
    """Someone followed in another tool until now, written with the follow-up."""
    a, par = monde["a"], monde["agents"][Role.PILOTE]
    SourceListe.objects.filter(pk=liste.source_id).update(nature=SourceListe.Nature.REPRISE)
    liste.source.refresh_from_db()
    suivie = {
        "nom": f"REPRISE {monde['marque']}", "prenom": "Nora", "naissance": "1985-02-03", "orientee_le": "2026-03-03",
        "referent": monde["agent"].courriel, "structure": monde["structure"].nom, "type_contrat": "CER",
        "contrat_du": "2026-03-15",
    }  # fmt: skip
    (ligne,) = juger(liste, [suivie], au=a.date())
    lue = Lecteur(liste.source, au=a.date()).lire(suivie, rang=ligne.rang)
    ecriture, _ = preparer(ligne, lue.ligne, nature=liste.source.nature, jour=timezone.localdate(a))
    enregistrer([ecriture])
    ligne.statut = LigneListe.Statut.CREEE
    ligne.save()
    dit = {"import_id": liste.pk, "personne_id": ligne.personne_id, "ligne_id": ligne.pk, "survenu_le": a}
    emit_all([SuiviRepris(**dit, jour=timezone.localdate(a), **vars(lue.reprise))], par=par)


def _fusion(monde: dict) -> dict:
    """Two files alike; others that became one: still to be told apart, told apart, too late."""
    marque, a, par = monde["marque"], monde["a"], monde["agents"][Role.ENCADRANT]

    def reunir(nom, le=a):
        deux = [une_personne(f"{nom} {marque}", prenom) for prenom in ("Inès", "Ines")]
        commun = {"choix": {}, "motif": f"même personne ({marque})", "par": par, "le": le}
        return fusion.reunir(gardee=deux[0], absorbee=deux[1], **commun)

    faite, separee, ancienne = reunir("DOUBLE"), reunir("REDOUBLE"), reunir("TRIPLE", a - timedelta(days=60))
    fusion.annuler(fusion=separee, par=par, le=a)
    semblables = [une_personne(f"JUMELLE {marque}", prenom, mobile=None) for prenom in ("Nadia", "Nadja")]
    for personne, nir in zip(semblables, ("2900507019901", "2900507019902"), strict=True):
        personne.poser_nir(nir)
        personne.save()
    une_personne(f"JUMELLE {marque}", "Karim", foyer=semblables[1].foyer, role="CJT", mobile=None)
    return {
        "fusion": faite,
        "fusion_separee": separee,
        "fusion_ancienne": ancienne,
        "personne_reunie": faite.gardee,
        "semblable": semblables[0],
        "autre_semblable": semblables[1],
    }
