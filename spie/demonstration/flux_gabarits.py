"""The blocks of a file of the flow, with what the real ones hold around what is read."""

ENTETE = """<?xml version="1.0" encoding="windows-1252"?>
<Racine>
  <IdentificationFlux>
    <APPLIEME>{application}</APPLIEME>
    <NUMVERSIONAPPLIEME>6200</NUMVERSIONAPPLIEME>
    <TYPEFLUX>{nature}</TYPEFLUX>
    <NATFLUX>D</NATFLUX>
    <DTCREAFLUX>{reference}</DTCREAFLUX>
    <HEUCREAFLUX>01:18:36.0000</HEUCREAFLUX>
    <DTREF>{reference}</DTREF>
  </IdentificationFlux>
"""
FIN = """  <TransmissionFlux>
    <NBTOTDOSRSATRANSM>{annonces:08d}</NBTOTDOSRSATRANSM>
    <NBTOTDOSRSATRANSMANO>00000000</NBTOTDOSRSATRANSMANO>
  </TransmissionFlux>
</Racine>
"""
FOYER = """  <InfosFoyerRSA>
    <IdentificationRSA>
      <Organisme>
        <FONORG>{organisme}</FONORG>
        <NUMORG>071</NUMORG>
        <MATRICULE>{matricule}00000000</MATRICULE>
      </Organisme>
      <Partenaire>
        <TYPEPARTE>CG </TYPEPARTE>
        <IDEPARTE>0{departement}</IDEPARTE>
      </Partenaire>
      <DemandeRSA>
        <DTDEMRSA>2026-09-14</DTDEMRSA>
        <NUMDEMRSA>{demande}</NUMDEMRSA>
      </DemandeRSA>{mutation}
    </IdentificationRSA>
{personnes}    <DonneesAdministratives>
      <SituationFamille>
        <SITFAM>CEL</SITFAM>
        <DDSITFAM>2020-01-01</DDSITFAM>
      </SituationFamille>
{adresse}    </DonneesAdministratives>
    <PrestationRSA>
      <SituationDossierRSA>
        <EtatDossierRSA>
          <ETATDOSRSA>{etat}</ETATDOSRSA>
        </EtatDossierRSA>{fin}
      </SituationDossierRSA>
      <DetailDroitRSA>
        <TroncCommunDroitRSA>
          <TOPSANSDOMFIXE>0</TOPSANSDOMFIXE>
          <NBENFAUTCHA>00</NBENFAUTCHA>
          <ORIDEMRSA>DEM</ORIDEMRSA>
          <DTORIDEMRSA>2026-09-14</DTORIDEMRSA>
          <TOPFOYDRODEVORSA>1</TOPFOYDRODEVORSA>
        </TroncCommunDroitRSA>
        <MontantsCalculDroitRSA>
          <DDELECAL>2026-10-01</DDELECAL>
          <MTREVMINIGARARSA>0000640.00</MTREVMINIGARARSA>
          <MTREVGARARSA>0000640.00</MTREVGARARSA>
          <MTRESSMENRSA>0000000.00</MTRESSMENRSA>
          <MTTOTDRORSA>0000640.00</MTTOTDRORSA>
        </MontantsCalculDroitRSA>
        <DetailCalculDroitRSA>
          <NATPF>RSD</NATPF>
          <SOUSNATPF>RSDN2</SOUSNATPF>
          <DDNATDRO>2026-10-01</DDNATDRO>
          <MTRSAVERS>0000640.00</MTRSAVERS>
        </DetailCalculDroitRSA>
      </DetailDroitRSA>
    </PrestationRSA>{evenements}
  </InfosFoyerRSA>
"""
MUTATION = """
      <OrganismePrenant>
        <FONORGPRENMUT>CAF</FONORGPRENMUT>
        <NUMORGPRENMUT>261</NUMORGPRENMUT>
        <DDDEPAMUT>{reference}</DDDEPAMUT>
      </OrganismePrenant>"""
FIN_DROIT = """
        <FinDroit>
          <MOTICLORSA>{motif}</MOTICLORSA>
          <DTCLORSA>{jour}</DTCLORSA>
        </FinDroit>"""
EVENEMENT = """
    <Evenement>
      <DTLIQ>{jour}</DTLIQ>
      <HEULIQ>10:00:00.0000</HEULIQ>
      <FG>{code}</FG>
    </Evenement>"""
ADRESSE = """      <Adresse>
        <TroncCommunAdresse>
          <RGADR>01</RGADR>
          <DTEMM>2024-01-01</DTEMM>
          <PAYS>FRA</PAYS>
          <TYPEADR>D</TYPEADR>
          <ETATADR>CO</ETATADR>
        </TroncCommunAdresse>
        <AdresseDetailleeFrance>
          <COMPLIDEADR/>
          <COMPLADR/>
          <NUMVOIE>{numero}</NUMVOIE>
          <LIBTYPEVOIE>RUE</LIBTYPEVOIE>
          <NOMVOIE>{rue}</NOMVOIE>
          <LIEUDIST/>
          <NUMCOM>{insee}</NUMCOM>
          <CODEPOS>{cp}</CODEPOS>
          <NOMCOM>{ville}</NOMCOM>
        </AdresseDetailleeFrance>
      </Adresse>
"""
PERSONNE = """    <Personne>
      <Identification>
        <QUAL>{titre}</QUAL>
        <NOM>{nom}</NOM>
        <NOMNAI>{nom}</NOMNAI>
        <PRENOM>{prenom}</PRENOM>
        <NOMCOMNAI>VILLE IMAGINAIRE</NOMCOMNAI>
        <DTNAI>{naissance}</DTNAI>
        <TYPEDTNAI>N</TYPEDTNAI>
        {nir}
        <TOPVALIEC>1</TOPVALIEC>
        <SEXE>{sexe}</SEXE>
      </Identification>
      <DossierCAF>
        <TOPRESPDOS>{chef}</TOPRESPDOS>
        <DDRATDOS>2020-01-01</DDRATDOS>
      </DossierCAF>
      <Prestations>
        <NATPREST>PFA</NATPREST>
        <ROLEPERS>{role}</ROLEPERS>
        <TOPCHAPERS>0</TOPCHAPERS>
      </Prestations>
      <Prestations>
        <NATPREST>RSA</NATPREST>
        <ROLEPERS>{role}</ROLEPERS>
        <TOPCHAPERS>1</TOPCHAPERS>
      </Prestations>
{suite}    </Personne>
"""
_MOIS = "".join(
    f"""        <RessourcesMensuelles>
          <GeneraliteRessourcesMensuelles>
            <MOISRESS>2026-{mois}-01</MOISRESS>
            <NBHEUMENTRA>000</NBHEUMENTRA>
          </GeneraliteRessourcesMensuelles>
          <DetailRessourcesMensuelles>
            <NATRESS>001</NATRESS>
            <MTNATRESSMEN>0000120.00</MTNATRESSMEN>
          </DetailRessourcesMensuelles>
        </RessourcesMensuelles>
"""
    for mois in ("07", "08", "09")
)
ADULTE = f"""      <Ressources>
        <GeneraliteRessourcesTrimestre>
          <TOPRESSNUL>0</TOPRESSNUL>
          <DDRESS>2026-07-01</DDRESS>
          <DFRESS>2026-09-30</DFRESS>
        </GeneraliteRessourcesTrimestre>
{_MOIS}      </Ressources>
      <MontantCalculDroitRSAPersonne>
        <TOPPERSDRODEVORSA>1</TOPPERSDRODEVORSA>
      </MontantCalculDroitRSAPersonne>
      <Activite>
        <REG>GE</REG>
        <ACT>SSA</ACT>
        <DDACT>2026-09-01</DDACT>
      </Activite>
"""
ENFANT = """      <Activite>
        <REG>GE</REG>
        <ACT>SCO</ACT>
        <DDACT>2022-09-01</DDACT>
      </Activite>
"""
