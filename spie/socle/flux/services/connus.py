"""What the base already knows of a chunk of households, read in a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from spie.socle.flux.lecture import FoyerLu, PersonneLue
from spie.socle.personnes.models import Adresse, DossierRSA, Personne, SoumissionDroitsDevoirs
from spie.socle.personnes.nir import empreinte
from spie.socle.personnes.normalisation import norme
from spie.socle.territoires.isolation import code_courant


@dataclass
class Connus:
    """Each table is a dictionary; what is created meanwhile is added to it."""

    dossiers: dict
    par_nir: dict
    par_identite: dict
    adresses: dict
    soumissions: dict

    @classmethod
    def lire(cls, foyers: Sequence[FoyerLu]) -> "Connus":
        numeros = [f.numero_demande for f in foyers]
        dossiers = {
            d.numero_demande: d for d in DossierRSA.objects.filter(numero_demande__in=numeros).select_related("foyer")
        }
        du_foyer = list(Personne.objects.filter(foyer__in=[d.foyer_id for d in dossiers.values()]))
        nirs = [empreinte(p.nir, departement=code_courant()) for f in foyers for p in f.personnes if p.nir]
        par_nir = {bytes(p.nir_empreinte or b""): p for p in Personne.objects.filter(nir_empreinte__in=nirs)}
        # One object per person, whichever way it is found.
        par_id = {p.pk: p for p in [*du_foyer, *par_nir.values()]}
        adresses = Adresse.objects.en_cours().filter(foyer__in={p.foyer_id for p in par_id.values()})
        soumissions = SoumissionDroitsDevoirs.objects.filter(personne__in=par_id, fin_le=None)
        return cls(
            dossiers,
            {bytes(p.nir_empreinte): p for p in par_id.values() if p.nir_empreinte},
            {_identite(p.foyer_id, p.date_naissance, p.prenom): p for p in par_id.values()},
            {a.foyer_id: a for a in adresses},
            {s.personne_id: s for s in soumissions},
        )

    def personne(self, foyer_id, lue: PersonneLue) -> Personne | None:
        """By NIR wherever they live; otherwise same household, birth date and first name."""
        if lue.nir and (connue := self.par_nir.get(empreinte(lue.nir, departement=code_courant()))):
            return connue
        return self.par_identite.get(_identite(foyer_id, lue.naissance, lue.prenom))

    def retenir(self, personne: Personne) -> None:
        if personne.nir_empreinte:
            self.par_nir[bytes(personne.nir_empreinte)] = personne
        self.par_identite[_identite(personne.foyer_id, personne.date_naissance, personne.prenom)] = personne


def _identite(foyer_id, naissance, prenom: str) -> tuple:
    return foyer_id, naissance, norme(prenom)
