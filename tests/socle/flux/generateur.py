"""Write a monthly file of as many invented households as wanted, in the form of the flow."""

from pathlib import Path
from random import Random

ENTETE = """<?xml version="1.0" encoding="windows-1252"?>
<Racine>
<IdentificationFlux><APPLIEME>CRI</APPLIEME><NUMVERSIONAPPLIEME>6200</NUMVERSIONAPPLIEME><TYPEFLUX>M</TYPEFLUX>
<NATFLUX>D</NATFLUX><DTCREAFLUX>{reference}</DTCREAFLUX><HEUCREAFLUX>01:18:36.0000</HEUCREAFLUX>
<DTREF>{reference}</DTREF></IdentificationFlux>
"""
FOYER = """<InfosFoyerRSA>
<IdentificationRSA><Organisme><FONORG>CAF</FONORG><NUMORG>071</NUMORG><MATRICULE>{matricule}00000000</MATRICULE></Organisme>
<Partenaire><TYPEPARTE>CG </TYPEPARTE><IDEPARTE>0{departement}</IDEPARTE></Partenaire>
<DemandeRSA><DTDEMRSA>2026-09-14</DTDEMRSA><NUMDEMRSA>{demande}</NUMDEMRSA></DemandeRSA></IdentificationRSA>
{personnes}
<DonneesAdministratives><SituationFamille><SITFAM>CEL</SITFAM><DDSITFAM>2020-01-01</DDSITFAM></SituationFamille>
<Adresse><TroncCommunAdresse><RGADR>01</RGADR><PAYS>FRA</PAYS><TYPEADR>D</TYPEADR><ETATADR>CO</ETATADR></TroncCommunAdresse>
<AdresseDetailleeFrance><COMPLIDEADR></COMPLIDEADR><COMPLADR></COMPLADR><NUMVOIE>0012</NUMVOIE><LIBTYPEVOIE>RUE</LIBTYPEVOIE>
<NOMVOIE>IMAGINAIRE</NOMVOIE><LIEUDIST></LIEUDIST><NUMCOM>07019</NUMCOM><CODEPOS>07200</CODEPOS><NOMCOM>AUBENAS</NOMCOM>
</AdresseDetailleeFrance></Adresse></DonneesAdministratives>
<PrestationRSA><SituationDossierRSA><EtatDossierRSA><ETATDOSRSA>{etat}</ETATDOSRSA></EtatDossierRSA></SituationDossierRSA>
<DetailDroitRSA><TroncCommunDroitRSA><TOPSANSDOMFIXE>0</TOPSANSDOMFIXE><NBENFAUTCHA>0</NBENFAUTCHA></TroncCommunDroitRSA>
</DetailDroitRSA></PrestationRSA>
</InfosFoyerRSA>
"""
PERSONNE = """<Personne><Identification><QUAL>MME</QUAL><NOM>{nom}</NOM><NOMNAI>{nom}</NOMNAI><PRENOM>{prenom}</PRENOM>
<NOMCOMNAI>AJOUX</NOMCOMNAI><DTNAI>{naissance}</DTNAI><TYPEDTNAI>N</TYPEDTNAI>{nir}<TOPVALIEC>1</TOPVALIEC><SEXE>2</SEXE>
</Identification><DossierCAF><TOPRESPDOS>1</TOPRESPDOS><DDRATDOS>2020-01-01</DDRATDOS></DossierCAF>
<Prestations><NATPREST>PFA</NATPREST><ROLEPERS>{role}</ROLEPERS><TOPCHAPERS>0</TOPCHAPERS></Prestations>
<Prestations><NATPREST>RSA</NATPREST><ROLEPERS>{role}</ROLEPERS><TOPCHAPERS>1</TOPCHAPERS></Prestations>
<MontantCalculDroitRSAPersonne><TOPPERSDRODEVORSA>{sdd}</TOPPERSDRODEVORSA></MontantCalculDroitRSAPersonne></Personne>
"""
NOMS = ("SPECIMEN", "EXEMPLE", "FACTICE", "IMAGINAIRE", "PLACEBO")
PRENOMS = ("ZOÉ", "LINA", "AWA", "INÈS", "MAËLLE")


def ecrire(chemin: Path, *, foyers: int, reference="2026-10-31", departement="07", etat="2", graine=1) -> Path:
    """Write the file and give its path. Every household has a claimant; one in three has a child."""
    hasard = Random(graine)
    with chemin.open("w", encoding="cp1252", errors="xmlcharrefreplace") as sortie:
        sortie.write(ENTETE.format(reference=reference))
        for numero in range(1, foyers + 1):
            personnes = _personne(hasard, numero, "DEM", 1) + (
                _personne(hasard, numero, "ENF", 0) if numero % 3 == 0 else ""
            )
            numeros = {"matricule": f"9{numero:06d}", "demande": f"F{numero:010d}", "departement": departement}
            sortie.write(FOYER.format(personnes=personnes, etat=etat, **numeros))
        total = f"{foyers:08d}"
        sortie.write(
            f"<TransmissionFlux><NBTOTDOSRSATRANSM>{total}</NBTOTDOSRSATRANSM>"
            "<NBTOTDOSRSATRANSMANO>00000000</NBTOTDOSRSATRANSMANO></TransmissionFlux></Racine>\n"
        )
    return chemin


def _personne(hasard: Random, numero: int, role: str, sdd: int) -> str:
    annee = hasard.randint(1960, 2000) if role == "DEM" else 2018
    nir = f"<NIR>2{annee % 100:02d}0100{numero:06d}</NIR>" if role == "DEM" else ""
    return PERSONNE.format(
        nom=hasard.choice(NOMS), prenom=hasard.choice(PRENOMS), naissance=f"{annee}-01-15", nir=nir, role=role, sdd=sdd
    )
