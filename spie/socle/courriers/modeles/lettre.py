"""Make a letter, a SMS and a mail from a model kept as data and the values of one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from spie.socle.calendrier.models import ParametreLegal
from spie.socle.calendrier.parametres import valeurs as valeurs_datees
from spie.socle.courriers.courrier import Courrier, Destinataire, Expediteur
from spie.socle.courriers.dates import heure_en_clair, jour_en_clair
from spie.socle.courriers.modeles.exemples import DESTINATAIRE, EXPEDITEUR
from spie.socle.courriers.modeles.modele import Modele, Valeur, mentions_communes
from spie.socle.courriers.modeles.textes import remplir, remplir_tous

GABARIT = "courriers/lettre/courrier.html"
# One idea, one picture, the same in every letter.
IMAGES = {
    "date": ("calendar-event", "Date"),
    "heure": ("clock", "Heure"),
    "lieu": ("map-pin", "Lieu"),
    "personne": ("user-heart", "Personne"),
    "structure": ("building-community", "Lieu de travail"),
    "papiers": ("id", "Papiers"),
    "lettre": ("mail", "Lettre"),
    "aide": ("heart-handshake", "Aide"),
    "reponse": ("message-circle", "Répondre"),
    "limite": ("hourglass-high", "Date limite"),
}
# In the order in which they are read; the others stand in the frame of every letter.
ORDRE_DES_MENTIONS = ("M7", "M5", "M6")
JOURS_EN_SEMAINES = 28


class VariableManquante(Exception):
    """A letter never leaves with a hole: the caller forgot a value."""


@dataclass(frozen=True, slots=True)
class Message:
    """The mail that tells of the letter, and says nothing of the person."""

    objet: str
    texte: str


def composer(
    modele: Modele,
    valeurs: Mapping[str, Valeur],
    *,
    destinataire: Destinataire,
    expediteur: Expediteur,
    reference: str,
    le: date,
) -> Courrier:
    """Give the letter, ready for ``rendu.pdf``. Raises ``VariableManquante``."""
    ecrites = _ecrites(modele, valeurs, expediteur=expediteur, reference=reference)
    return Courrier(
        code=modele.code,
        version=modele.version,
        gabarit=GABARIT,
        contexte=_contexte(modele, ecrites),
        destinataire=destinataire,
        expediteur=expediteur,
        reference=reference,
        date=le,
        objet=remplir(modele.objet, ecrites),
        noms_propres=(*_noms_propres(modele, ecrites), expediteur.ville, expediteur.courriel),
    )


def sms(modele: Modele, valeurs: Mapping[str, Valeur], *, expediteur: Expediteur) -> str:
    """Give the words of the SMS. Raises ``VariableManquante``."""
    return remplir(modele.sms, _ecrites(modele, valeurs, expediteur=expediteur, reference=""))


def courriel(modele: Modele, valeurs: Mapping[str, Valeur], *, expediteur: Expediteur) -> Message:
    """Give the mail. Raises ``VariableManquante``."""
    ecrites = _ecrites(modele, valeurs, expediteur=expediteur, reference="")
    signature = ["Bien cordialement,", f"{expediteur.service}, {expediteur.departement}"]
    lignes = ["Bonjour,", *remplir_tous(modele.courriel, ecrites), *signature]
    return Message(objet=remplir(modele.objet, ecrites), texte="\n\n".join(lignes))


def delais(modele: Modele, *, au: date) -> dict[str, str]:
    """Give the values that the law or the département dates: « 2 mois ». Raises ``ParametreInconnu``."""
    codes = {variable.nom: variable.parametre for variable in modele.variables.values() if variable.parametre}
    if not codes:
        return {}
    unites = dict(ParametreLegal.objects.en_vigueur(au=au).filter(code__in=codes.values()).values_list("code", "unite"))
    trouvees = valeurs_datees(*codes.values(), au=au)
    return {nom: en_clair(v, unites[code]) for (nom, code), v in zip(codes.items(), trouvees, strict=True)}


def en_clair(valeur: int, unite: str) -> str:
    """« 42 jours » is said « 6 semaines »."""
    if unite == "jours" and valeur >= JOURS_EN_SEMAINES and valeur % 7 == 0:
        return f"{valeur // 7} semaines"
    return f"{valeur} {unite}"


def exemple(modele: Modele, *, destinataire: Destinataire = DESTINATAIRE, **changements: Valeur) -> Courrier:
    """A fictional letter, complete, for previews and tests."""
    return composer(
        modele,
        valeurs_d_exemple(modele) | changements,
        destinataire=destinataire,
        expediteur=EXPEDITEUR,
        reference="EX-2026-00417",
        le=date(2027, 1, 14),
    )


def valeurs_d_exemple(modele: Modele) -> dict[str, Valeur]:
    return {nom: variable.exemple for nom, variable in modele.variables.items()}


def _ecrites(
    modele: Modele, valeurs: Mapping[str, Valeur], *, expediteur: Expediteur, reference: str
) -> dict[str, str | tuple[str, ...]]:
    obligatoires = {nom for nom, variable in modele.variables.items() if not variable.facultative}
    if manquantes := sorted(nom for nom in obligatoires if not valeurs.get(nom)):
        raise VariableManquante(f"{modele.code} : il manque {', '.join(manquantes)}.")
    return {nom: _ecrite(valeurs.get(nom, "")) for nom in modele.variables} | {
        "telephone": expediteur.telephone,
        "courriel_service": expediteur.courriel,
        "service": expediteur.service,
        "departement": expediteur.departement,
        "contact_donnees": expediteur.contact_donnees,
        "reference": reference,
    }


def _ecrite(valeur: Valeur) -> str | tuple[str, ...]:
    if isinstance(valeur, date):
        return jour_en_clair(valeur)
    return heure_en_clair(valeur) if isinstance(valeur, time) else valeur


def _noms_propres(modele: Modele, ecrites: Mapping[str, str | tuple[str, ...]]) -> list[str]:
    propres = [ecrites[nom] for nom, variable in modele.variables.items() if variable.propre]
    return [nom for valeur in propres for nom in ((valeur,) if isinstance(valeur, str) else valeur)]


def _contexte(modele: Modele, ecrites: Mapping[str, str | tuple[str, ...]]) -> dict[str, object]:
    facile, officiel = modele.facile, modele.officiel
    mentions = [mentions_communes()[code] for code in ORDRE_DES_MENTIONS if code in modele.mentions]
    return {
        "civilite_nom": ecrites["civilite_nom"],
        "aide": remplir(mentions_communes()["M10"]["textes"][0], ecrites),
        "titre": remplir(facile.titre, ecrites),
        "intro": remplir_tous(facile.intro, ecrites),
        "encadre": [_encadre(e.image, remplir_tous(e.phrases, ecrites)) for e in facile.encadre],
        "a_faire": remplir_tous(facile.a_faire, ecrites),
        "a_apporter": remplir_tous(facile.a_apporter, ecrites),
        "limite_titre": remplir(facile.limite_titre, ecrites),
        "limite": remplir_tous(facile.limite, ecrites),
        "aide_facile": remplir_tous(facile.aide, ecrites),
        "attention_titre": facile.attention_titre,
        "attention": remplir_tous(facile.attention, ecrites),
        "grave": facile.grave,
        "titre_officiel": remplir(officiel.titre, ecrites),
        "droit": remplir_tous(officiel.droit, ecrites),
        "faits": remplir_tous(officiel.faits, ecrites),
        "parties": [_partie(p.titre, p.textes, p.liste, ecrites) for p in officiel.parties],
        "mentions": [_partie(m["titre"], m["textes"], (), ecrites) for m in mentions],
        "signataire": _signataire(modele, ecrites),
    }


def _encadre(image: str, phrases: list[str]) -> dict[str, object]:
    fichier, texte = IMAGES[image]
    return {"image": f"courriers/pictos/{fichier}.svg", "texte": texte, "phrases": phrases}


def _partie(titre: str, textes, liste, ecrites: Mapping[str, str | tuple[str, ...]]) -> dict[str, object]:
    return {"titre": titre, "textes": remplir_tous(textes, ecrites), "liste": remplir_tous(liste, ecrites)}


def _signataire(modele: Modele, ecrites: Mapping[str, str | tuple[str, ...]]) -> list[str]:
    """Name, quality and delegation of who decides; nothing when the letter decides nothing."""
    if "M3" not in modele.mentions:
        return []
    textes = mentions_communes()["M3"]["textes"] + (
        mentions_communes()["M12"]["textes"] if "M12" in modele.mentions else []
    )
    return remplir_tous(textes, ecrites)
