"""Read a file once, from end to end, into the reception tables: nothing of the domain is written yet."""

from collections.abc import Iterator
from itertools import islice

from spie.socle.flux.lecture import FichierIllisible, FoyerLu, blocs, lire_foyer, refuser_un_autre_departement, texte
from spie.socle.flux.lecture.entete import MENSUEL
from spie.socle.flux.models import FoyerRejete, LotFlux, ReceptionFoyer, ReceptionPersonne
from spie.socle.flux.services import lignes
from spie.socle.flux.services.prise import Prise, chemin_de
from spie.socle.flux.states import LOT
from spie.socle.territoires.copie import deverser

TRANCHE = 2000
ERREURS_MAX = 100


class Lecture:
    """One reading: where it is in the file, and what the last block says of the whole."""

    def __init__(self, lot: LotFlux, departement: str):
        self.chemin, self.deja_lus, self.departement = chemin_de(lot), lot.lus, departement
        self.octets = self.rang = 0
        self.annonces: int | None = None
        self.anomalies = 0

    def foyers(self) -> Iterator[tuple[int, FoyerLu]]:
        """Each household that no earlier run committed, with its rank. Raises ``FichierIllisible``."""
        for bloc in blocs(self.chemin, suivi=self._avancer):
            if bloc.tag == "TransmissionFlux":
                self._fin(bloc)
            elif bloc.tag == "InfosFoyerRSA":
                self.rang += 1
                if self.rang > self.deja_lus:
                    yield self.rang, self._foyer(bloc)

    def _foyer(self, bloc) -> FoyerLu:
        recu = texte(bloc, "IdentificationRSA/Partenaire/IDEPARTE")
        if recu:
            refuser_un_autre_departement(recu, self.departement, bloc.sourceline)
        return lire_foyer(bloc)

    def _fin(self, bloc) -> None:
        nombre, anomalies = texte(bloc, "NBTOTDOSRSATRANSM"), texte(bloc, "NBTOTDOSRSATRANSMANO")
        self.annonces = int(nombre) if nombre.isdigit() else None
        self.anomalies = int(anomalies) if anomalies.isdigit() else 0

    def _avancer(self, octets: int) -> None:
        self.octets = octets


def recevoir(prise: Prise, suivi) -> bool:
    """Read what is left of the file, by chunks that commit. Gives whether there is something to load."""
    with prise.transaction() as lot:
        lecture = Lecture(lot, prise.departement)
    try:
        foyers = lecture.foyers()
        while tranche := list(islice(foyers, TRANCHE)):
            with prise.transaction() as lot:
                _ranger(lot, tranche)
                lot.octets_lus = lecture.octets
            suivi(lot)
    except FichierIllisible as refus:
        return _refuser(prise, [{"ligne": refus.ligne, "message": str(refus)}])
    with prise.transaction() as lot:
        _conclure(lot, lecture)
    return lot.lus > lot.rejetes or _refuser(prise, lot.erreurs)


def _ranger(lot: LotFlux, tranche: list[tuple[int, FoyerLu]]) -> None:
    """Keep one chunk: what is good in the reception tables, the others among the rejects."""
    bons = [(rang, lu) for rang, lu in tranche if not lu.erreurs]
    mauvais = [(rang, lu) for rang, lu in tranche if lu.erreurs]
    deverser(ReceptionFoyer, lignes.COLONNES_FOYER, (lignes.foyer(lot, rang, lu) for rang, lu in bons))
    personnes = (lignes.personne(lot, rang, lu, p) for rang, lu in bons for p in lu.personnes)
    deverser(ReceptionPersonne, lignes.COLONNES_PERSONNE, personnes)
    FoyerRejete.objects.bulk_create([_rejet(lot, rang, lu) for rang, lu in mauvais])
    lot.lus += len(tranche)
    lot.rejetes += len(mauvais)
    fautes = [{"ligne": ligne, "message": message} for _, lu in mauvais for ligne, message in lu.erreurs]
    lot.erreurs = (lot.erreurs + fautes)[:ERREURS_MAX]


def _rejet(lot: LotFlux, rang: int, lu: FoyerLu) -> FoyerRejete:
    return FoyerRejete(
        lot=lot,
        rang=rang,
        ligne=lu.erreurs[0][0],
        numero_demande=lu.valeurs.get("numero_demande", ""),
        motif=" ".join(message for _, message in lu.erreurs)[:300],
    )


def _conclure(lot: LotFlux, lecture: Lecture) -> None:
    """A monthly file with all the households that it announces says who has left; the others don't."""
    lot.octets_lus, lot.total = lot.taille, lecture.annonces or lot.lus
    lot.complet = lot.nature == MENSUEL and lecture.annonces == lot.lus and not lecture.anomalies
    if lecture.annonces is not None and lecture.annonces != lot.lus:
        lot.avertissements = [
            f"Le fichier annonce {lecture.annonces} foyers et en contient {lot.lus} : demandez pourquoi."
        ]
    if lot.lus > lot.rejetes:
        lot.erreurs = []  # each is the reason of a reject: the file itself is good


def _refuser(prise: Prise, erreurs: list[dict]) -> bool:
    """Write that nothing of this file is loaded, and why."""
    with prise.transaction() as lot:
        LOT.move(lot, "refuser")
        lot.erreurs, lot.jeton, lot.fin_le = erreurs, None, prise.horloge()
        oublier(lot)
    return False


def oublier(lot: LotFlux) -> None:
    """Empty the reception tables of this lot."""
    ReceptionFoyer.objects.filter(lot_id=lot.pk).delete()
    ReceptionPersonne.objects.filter(lot_id=lot.pk).delete()
