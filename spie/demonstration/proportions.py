"""What a plausible population looks like. Source: Ambition Travail 07 (2026-2029), preamble; weights are per cent."""

from bisect import bisect
from functools import cached_property
from itertools import accumulate


class Poids(dict):
    """Things and their weights. Drawn millions of times: the sums are made once."""

    @cached_property
    def cles(self) -> list:
        return list(self)

    @cached_property
    def sommes(self) -> list:
        return list(accumulate(self.values()))

    def tirer(self, hasard):
        return self.cles[bisect(self.sommes, hasard.random() * self.sommes[-1])]


# Households with an open and payable right on 31/08/2025, by territory.
TERRITOIRES = {"DTAS Nord": 1241, "DTAS Centre": 991, "DTAS Sud-Est": 1607, "DTAS Sud-Ouest": 2474}
# Ages of the claimants on 31/07/2025.
AGES = Poids(
    {(20, 24): 3, (25, 29): 13, (30, 39): 29, (40, 49): 25, (50, 54): 11, (55, 59): 10, (60, 64): 8, (65, 70): 2}
)
# Months in the RSA on 31/07/2025; the newest are the ones to orient.
ANCIENNETES = Poids({(0, 2): 6, (3, 6): 3, (7, 12): 7, (13, 24): 9, (25, 36): 9, (37, 48): 12, (49, 180): 54})
# Household: share, spouse, children.
FOYERS = Poids(
    {("seul", 0): 55, ("seul", 1): 18, ("seul", 2): 12, ("couple", 0): 5, ("couple", 2): 7, ("couple", 3): 3}
)
ORGANISMES = Poids({"CAF": 95, "MSA": 5})
ETATS = Poids({"2": 88, "3": 3, "4": 9})
# Who follows, on 31/08/2025: France Travail, providers outside, the département's own services; the last tenth
# has no referent: the newest, and the share of the older ones that nobody oriented in time.
MODALITES = Poids({"PROFESSIONNELLE": 8, "SOCIOPROFESSIONNELLE": 42, "SOCIALE": 40})
OUBLIES = 5
# Share of the older ones who came back lately: their contract is to be signed, or late.
REVENUS = 5
# Self-employed, farmers included, by territory; a tenth of all.
INDEPENDANTS = {"DTAS Nord": 8, "DTAS Centre": 9, "DTAS Sud-Est": 4, "DTAS Sud-Ouest": 16}
INDEPENDANTS_AILLEURS = 10
MOBILE = 0.86
COURRIEL = 0.45
# What follows is chosen to be seen on the screens, not measured anywhere.
NATIONALITES = Poids({"F": 84, "C": 4, "A": 12})
AUTRE_LANGUE_DES_FRANCAIS = 0.06
INTERPRETE = 0.25
LANGUES = Poids(
    {
        "ary": 18,
        "ara": 12,
        "tur": 8,
        "por": 8,
        "rus": 5,
        "ukr": 8,
        "prs": 6,
        "eng": 12,
        "spa": 8,
        "sqi": 6,
        "fsl": 1,
    }
)
CANAUX_PREFERES = Poids({"": 70, "SMS": 16, "APPEL": 10, "COURRIEL": 3, "COURRIER": 1})
SECOND_TELEPHONE = 0.14
TITULAIRES = (
    ("PROCHE", "sa sœur", False),
    ("PROCHE", "son fils", False),
    ("CONJOINT", "", False),
    ("STRUCTURE", "le CCAS", True),
    ("PERSONNE", "le soir", True),
)
VERIFIE, REFUS, SANS_DOMICILE, HEBERGES, PARTAGE_DU_COUPLE, MAJORATION = 0.35, 0.04, 0.03, 0.08, 0.3, 0.45
CANAUX_REFUSES = Poids({"SMS": 60, "VOIX": 30, "COURRIEL": 10})
# Reasons of the paying body (the echo of a decision of the département is rare), by state.
MOTIFS = {
    "4": Poids({"01": 50, "06": 30, "05": 8, "36": 6, "44": 4, "CG": 2}),
    "3": Poids({"GJ": 20, "GL": 5, "DB": 75}),
}
