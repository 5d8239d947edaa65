"""A row beside a known person, field by field: the same, different, filled by the row, or kept."""

from datetime import date

from spie.socle.personnes.identite.matricule import PSEUDONYME
from spie.socle.personnes.identite.noms import memes, prenoms
from spie.socle.personnes.identite.telephone import afficher
from spie.socle.personnes.models import Personne
from spie.socle.personnes.rapprochement.connue import Connue
from spie.socle.personnes.rapprochement.decision import Champ, Ecart, LigneRecue

MATRICULE_MSA = "numéro MSA (c'est un NIR)"
_CHOIX = {"sexe": dict(Personne.Sexe.choices), "role": dict(Personne.Role.choices)}


def comparer(ligne: LigneRecue, connue: Connue) -> tuple[Champ, ...]:
    """Every field that one of the two knows, in the order of the screen."""
    textes = [
        _texte("nom", "nom", ligne.nom, connue.nom),
        _texte("nom_naissance", "nom de naissance", ligne.nom_naissance, connue.nom_naissance),
        _texte("prenom", "prénom", ligne.prenom, connue.prenom),
        _autres_prenoms(ligne, connue),
        _valeur("naissance", "date de naissance", _jour(ligne.naissance), _jour(connue.naissance)),
        _texte("commune_naissance", "commune de naissance", ligne.commune_naissance, connue.commune_naissance),
        *(_choix(nom, libelle, ligne, connue) for nom, libelle in (("sexe", "sexe"), ("role", "place dans le foyer"))),
        _nir(ligne, connue),
        _parmi("matricule", "numéro d'allocataire", _un(ligne.matricule), connue.matricules, montrer=_matricule),
        _parmi("numero_demande", "numéro de demande RSA", _un(ligne.numero_demande), connue.demandes),
        _parmi("telephones", "téléphone", ligne.telephones, connue.telephones, montrer=afficher),
        _parmi("courriels", "courriel", ligne.courriels, connue.courriels),
    ]
    return tuple(champ for champ in textes if champ.recu or champ.connu)


def _ecart(recu: str, connu: str, *, pareil: bool) -> Ecart:
    if not recu:
        return Ecart.ABSENT
    if not connu:
        return Ecart.COMPLETE
    return Ecart.IDENTIQUE if pareil else Ecart.DIFFERENT


def _texte(nom: str, libelle: str, recu: str, connu: str) -> Champ:
    return Champ(nom, libelle, recu, connu, _ecart(recu, connu, pareil=memes(recu, connu)))


def _valeur(nom: str, libelle: str, recu: str, connu: str) -> Champ:
    return Champ(nom, libelle, recu, connu, _ecart(recu, connu, pareil=recu == connu))


def _autres_prenoms(ligne: LigneRecue, connue: Connue) -> Champ:
    recu, connu = ligne.autres_prenoms, connue.autres_prenoms
    return Champ(
        "autres_prenoms", "autres prénoms", recu, connu, _ecart(recu, connu, pareil=prenoms(recu) == prenoms(connu))
    )


def _choix(nom: str, libelle: str, ligne: LigneRecue, connue: Connue) -> Champ:
    recu, connu = (_CHOIX[nom].get(getattr(cote, nom), getattr(cote, nom)) for cote in (ligne, connue))
    return _valeur(nom, libelle, str(recu), str(connu))


def _nir(ligne: LigneRecue, connue: Connue) -> Champ:
    """Masked on both sides: two masks may look alike, the gap says whether the numbers are."""
    recu, connu = (nir.masque if nir else "" for nir in (ligne.nir, connue.nir))
    return Champ("nir", "NIR", recu, connu, _ecart(recu, connu, pareil=ligne.nir == connue.nir))


def _parmi(nom: str, libelle: str, recus: tuple[str, ...], connus: frozenset[str], *, montrer=str) -> Champ:
    """Several values may hold at once: the row is the same when all it gives is known."""
    recu, connu = (", ".join(montrer(v) for v in valeurs) for valeurs in (recus, sorted(connus)))
    return Champ(nom, libelle, recu, connu, _ecart(recu, connu, pareil=set(recus) <= connus))


def _matricule(valeur: str) -> str:
    return MATRICULE_MSA if valeur.startswith(PSEUDONYME) else valeur


def _un(valeur: str) -> tuple[str, ...]:
    return (valeur,) if valeur else ()


def _jour(valeur: date | None) -> str:
    return f"{valeur:%d/%m/%Y}" if valeur else ""
