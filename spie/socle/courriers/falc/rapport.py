"""The table of the rules, the report and its score."""

from collections.abc import Iterator
from dataclasses import dataclass

from spie.socle.courriers.falc import regles_mot, regles_phrase, regles_signe
from spie.socle.courriers.falc.lexique import FAMILLES
from spie.socle.courriers.falc.phrases import Phrase, decouper, masquer, normaliser, syllabes
from spie.socle.courriers.falc.regles import Constat, Niveau, Regle

SEUIL = 90
# From this number of sentences on, a share means something.
TEXTE_COURT, NEGATIONS_MAXIMALES = 4, 0.3
E, A = Niveau.ERREUR, Niveau.ALERTE
REGLES = (
    Regle("phrase-trop-longue", "Une phrase a 18 mots au plus", E, 8, regles_phrase.trop_longue),
    Regle("phrase-longue", "Une phrase vise 12 mots", A, 1, regles_phrase.longue),
    Regle("plusieurs-idees", "Une idée par phrase", A, 2, regles_phrase.plusieurs_idees),
    Regle("tournure", "Pas de tournure administrative", E, 5, regles_phrase.tournure),
    Regle("passif", "On dit qui fait l'action", A, 1.5, regles_phrase.passif),
    Regle("double-negation", "Pas de double négation", E, 5, regles_phrase.double_negation),
    Regle("deux-refus", "Une seule négation par phrase", A, 1, regles_phrase.deux_refus),
    Regle("tutoiement", "On dit « vous »", E, 8, regles_phrase.tutoiement),
    Regle("mot-inconnu", "Des mots connus de tous", E, 4, regles_mot.mot_inconnu),
    Regle("mot-rare", "Des mots courants", A, 1, regles_mot.mot_rare),
    Regle("jargon", "Pas de mot de métier", A, 2, regles_mot.jargon),
    Regle("metaphore", "Pas d'image de langage", A, 2, regles_mot.metaphore),
    Regle("mot-etranger", "Pas de mot étranger", A, 2, regles_mot.mot_etranger),
    Regle("sigle", "Pas de sigle sans explication", E, 5, regles_mot.sigle),
    Regle("majuscules", "Pas de mot en majuscules", E, 4, regles_mot.majuscules),
    Regle("abreviation", "Pas d'abréviation", E, 4, regles_mot.abreviation),
    Regle("nombre-en-lettres", "Les nombres en chiffres", A, 1, regles_mot.nombre_en_lettres),
    Regle("inclusive-abregee", "Pas de mot coupé par un signe", E, 4, regles_mot.inclusive_abregee),
    Regle("signe", "Pas de signe difficile", E, 4, regles_signe.signe),
    Regle("renvoi", "Pas de renvoi à une autre page", E, 4, regles_signe.renvoi),
    Regle("pourcentage", "Pas de pourcentage", E, 4, regles_signe.pourcentage),
    Regle("chiffres-romains", "Pas de chiffres romains", E, 4, regles_signe.chiffres_romains),
    Regle("grand-nombre", "Pas de grand nombre ni de centimes", A, 2, regles_signe.grand_nombre),
    Regle("date-en-chiffres", "La date en entier", E, 5, regles_signe.date_en_chiffres),
    Regle("date-fausse", "Le bon jour de la semaine", E, 10, regles_signe.date_fausse),
    Regle("date-incomplete", "La date avec le jour et l'année", A, 2, regles_signe.date_incomplete),
    Regle("heure-abregee", "L'heure en entier", E, 4, regles_signe.heure_abregee),
    Regle("telephone-colle", "Le téléphone 2 chiffres par 2", E, 4, regles_signe.telephone_colle),
)


@dataclass(frozen=True, slots=True)
class Mesures:
    phrases: int
    mots: int
    mots_par_phrase: float
    phrase_la_plus_longue: int
    kandel_moles: float
    part_vous: float
    part_negations: float


@dataclass(frozen=True, slots=True)
class Rapport:
    score: int
    constats: tuple[Constat, ...]
    mesures: Mesures

    def avec(self, constats: tuple[Constat, ...]) -> "Rapport":
        """The same report with the findings of the page."""
        tous = self.constats + constats
        return Rapport(_score(tous, self.mesures), tous, self.mesures)

    @property
    def erreurs(self) -> tuple[Constat, ...]:
        return tuple(c for c in self.constats if c.niveau == Niveau.ERREUR)

    @property
    def publiable(self) -> bool:
        """No error, and a score of 90 at least."""
        return not self.erreurs and self.score >= SEUIL


def examiner(texte: str, *, noms_propres: tuple[str, ...] = ()) -> Rapport:
    """Read ``texte`` (one sentence or one line at a time) with the eyes of someone who reads with difficulty.

    ``noms_propres``: names and addresses of the letter, that no rule should judge.
    """
    phrases = decouper(masquer(normaliser(texte), noms_propres))
    mesures = _mesurer(phrases)
    constats = tuple(c for p in phrases for r in REGLES for c in r.constats(p, phrase=p.numero))
    constats += tuple(_du_texte(texte, phrases, mesures)) if phrases else ()
    return Rapport(_score(constats, mesures), constats, mesures)


def _mesurer(phrases: tuple[Phrase, ...]) -> Mesures:
    mots = [m for p in phrases for m in p.mots]
    par_phrase = sum(p.longueur for p in phrases) / max(1, len(phrases))
    par_mot = sum(map(syllabes, mots)) / max(1, len(mots))
    vous = sum(1 for p in phrases if {"vous", "votre", "vos"} & {m.lower() for m in p.mots} or _imperatif(p))
    return Mesures(
        phrases=len(phrases),
        mots=len(mots),
        mots_par_phrase=round(par_phrase, 1),
        phrase_la_plus_longue=max((p.longueur for p in phrases), default=0),
        # Kandel and Moles: Flesch's reading ease, set for French. 100 is very easy.
        kandel_moles=round(207 - 1.015 * par_phrase - 73.6 * par_mot, 1),
        part_vous=round(vous / max(1, len(phrases)), 2),
        part_negations=round(sum(1 for p in phrases if regles_phrase.NE.search(p.texte)) / max(1, len(phrases)), 2),
    )


def _imperatif(phrase: Phrase) -> bool:
    """« Venez », « Appelez-nous »: the person is spoken to without « vous »."""
    return phrase.mots[0].lower().split("-")[0].endswith("ez")


def _du_texte(texte: str, phrases: tuple[Phrase, ...], mesures: Mesures) -> Iterator[Constat]:
    yield from _phrases_collees(texte)
    if mesures.part_negations > NEGATIONS_MAXIMALES and mesures.phrases >= TEXTE_COURT:
        yield Constat(
            "trop-de-negations", A, 0, f"{mesures.part_negations:.0%}", "Dites plutôt ce qu'il faut faire.", 2
        )
    if mesures.mots_par_phrase > 9:
        yield Constat("phrases-longues", A, 0, f"{mesures.mots_par_phrase} mots par phrase", "Visez 9 mots.", 3)
    if mesures.kandel_moles < 75:
        yield Constat("difficile", A, 0, f"facilité {mesures.kandel_moles}", "Visez 75 : mots et phrases courts.", 5)
    if mesures.part_vous < 1 / 3:
        yield Constat("parler-a-la-personne", A, 0, f"{mesures.part_vous:.0%}", "Dites « vous » plus souvent.", 3)
    # « Nous sommes » is no amount of money.
    presents = {m.lower().removesuffix("s") for p in phrases for m in p.mots if m.lower() != "sommes"}
    for famille in FAMILLES:
        if len(doubles := sorted(famille & presents)) > 1:
            yield Constat("meme-mot", A, 0, ", ".join(doubles), "Gardez un seul mot pour une seule chose.", 2)


def _phrases_collees(texte: str) -> Iterator[Constat]:
    """Two short sentences may share a line; more words than one sentence should have may not."""
    for ligne in texte.splitlines():
        phrases = decouper(ligne)
        if len(phrases) > 1 and sum(p.longueur for p in phrases) > regles_phrase.CIBLE:
            yield Constat("phrases-collees", A, 0, ligne.strip()[:80], "Allez à la ligne après chaque phrase.", 0.5)


def _score(constats: tuple[Constat, ...], mesures: Mesures) -> int:
    """Points lost per hundred words; one giant sentence alone forbids a good mark (60 words: 48 at most)."""
    if not mesures.phrases:
        return 0
    brut = 100 - 100 * sum(c.poids for c in constats) / max(100, mesures.mots)
    plafond = 100 if mesures.phrase_la_plus_longue <= 18 else 108 - mesures.phrase_la_plus_longue
    return max(0, min(round(brut), plafond))
