"""Write one household: create what is new, change what differs, end what is over. Nothing is erased."""

from dataclasses import dataclass, field
from datetime import date, datetime

from spie.socle.flux.lecture import FoyerLu, PersonneLue
from spie.socle.flux.services.connus import Connus
from spie.socle.personnes.events import EntreeDroitsDevoirs, SortieDroitsDevoirs
from spie.socle.personnes.models import Adresse, DossierRSA, EtatDossier, Foyer, Personne, SoumissionDroitsDevoirs

SUIVIS = (Personne.Role.DEMANDEUR, Personne.Role.CONJOINT)


@dataclass
class Ecriture:
    """One household being written. ``reference``: the day the file speaks of; ``recue_le``: when we received it."""

    connus: Connus
    reference: date
    recue_le: date
    le: datetime
    change: bool = False
    evenements: list = field(default_factory=list)

    def ecrire(self, lu: FoyerLu) -> str:
        """Give « crees », « modifies » or « inchanges »."""
        dossier = self.connus.dossiers.get(lu.numero_demande)
        if dossier and dossier.vu_le > self.reference:
            return "inchanges"
        nouveau = dossier is None
        dossier = self._corriger_dossier(dossier, lu) if dossier else self._creer_dossier(lu)
        self._adresse(dossier.foyer_id, lu.adresse)
        for personne in lu.personnes:
            self._personne(dossier.foyer_id, personne, lu)
        return "crees" if nouveau else "modifies" if self.change else "inchanges"

    def _creer_dossier(self, lu: FoyerLu) -> DossierRSA:
        foyer = Foyer.objects.create(**_du_foyer(lu))
        dossier = DossierRSA.objects.create(
            foyer=foyer,
            numero_demande=lu.numero_demande,
            etat_depuis=lu.etat_depuis or self.reference,
            vu_le=self.reference,
            **_du_dossier(lu),
        )
        self._noter_etat(dossier, lu)
        self.connus.dossiers[lu.numero_demande] = dossier
        return dossier

    def _corriger_dossier(self, dossier: DossierRSA, lu: FoyerLu) -> DossierRSA:
        if dossier.etat != lu.etat:
            dossier.etat_depuis = lu.etat_depuis or self.reference
            self._noter_etat(dossier, lu)
        self._poser(dossier.foyer, _du_foyer(lu))
        avant = dossier.vu_le
        dossier.vu_le = self.reference
        if not self._poser(dossier, _du_dossier(lu)) and avant != self.reference:
            dossier.save(update_fields=["vu_le"])
        return dossier

    def _noter_etat(self, dossier: DossierRSA, lu: FoyerLu) -> None:
        EtatDossier.objects.update_or_create(
            dossier=dossier,
            flux_du=self.reference,
            defaults={"etat": lu.etat, "motif": lu.motif, "depuis_le": lu.etat_depuis or self.reference},
        )

    def _adresse(self, foyer_id, lue: dict) -> None:
        actuelle = self.connus.adresses.get(foyer_id)
        if not lue or (actuelle and all(getattr(actuelle, nom) == valeur for nom, valeur in lue.items())):
            return
        if actuelle:
            actuelle.au, self.change = self.reference, True
            actuelle.save(update_fields=["au"])
        self.connus.adresses[foyer_id] = Adresse.objects.create(
            foyer_id=foyer_id, source="flux", du=self.reference, **lue
        )

    def _personne(self, foyer_id, lue: PersonneLue, foyer: FoyerLu) -> None:
        personne = self.connus.personne(foyer_id, lue)
        valeurs = _de_la_personne(lue) | {"foyer_id": foyer_id}
        if personne is None:
            personne = Personne(**valeurs)
            self._identifier(personne, lue)
            personne.save(force_insert=True)
            self.connus.retenir(personne)
        elif any(getattr(personne, nom) != valeur for nom, valeur in valeurs.items()) or (
            lue.nir and not personne.nir_chiffre
        ):
            self._identifier(personne, lue)
            self._poser(personne, valeurs, toujours=True)
        self._droits_devoirs(personne, lue, foyer)

    def _identifier(self, personne: Personne, lue: PersonneLue) -> None:
        if lue.nir and not personne.nir_chiffre:
            personne.poser_nir(lue.nir)

    def _droits_devoirs(self, personne: Personne, lue: PersonneLue, foyer: FoyerLu) -> None:
        soumise = lue.droits_devoirs and foyer.ouvre_suivi and lue.role in SUIVIS
        en_cours = self.connus.soumissions.get(personne.pk)
        if soumise and not en_cours:
            self._entrer(personne)
        elif en_cours and not soumise:
            self._sortir(personne, en_cours, foyer)

    def _entrer(self, personne: Personne) -> None:
        # The flow has no notification date: its reference day is the prudent stand-in (decision 0005).
        dates = {"droit_notifie_le": self.reference, "info_recue_le": max(self.recue_le, self.reference)}
        self.connus.soumissions[personne.pk] = SoumissionDroitsDevoirs.objects.create(personne=personne, **dates)
        personne.sdd_depuis, self.change = self.reference, True
        personne.save(update_fields=["sdd_depuis"])
        self.evenements.append(EntreeDroitsDevoirs(personne_id=personne.pk, survenu_le=self.le, **dates))

    def _sortir(self, personne: Personne, en_cours: SoumissionDroitsDevoirs, foyer: FoyerLu) -> None:
        motif = "n'est plus soumise aux droits et devoirs"
        if not foyer.ouvre_suivi:
            motif = f"droit au RSA : {DossierRSA.ETATS.get(foyer.etat, foyer.etat)}"
        en_cours.fin_le, en_cours.motif_fin = self.reference, motif[:80]
        en_cours.save(update_fields=["fin_le", "motif_fin"])
        del self.connus.soumissions[personne.pk]
        personne.sdd_depuis, self.change = None, True
        personne.save(update_fields=["sdd_depuis"])
        self.evenements.append(SortieDroitsDevoirs(personne_id=personne.pk, motif=motif, survenu_le=self.le))

    def _poser(self, ligne, valeurs: dict, *, toujours: bool = False) -> bool:
        """Write what differs. Gives whether anything did."""
        if not toujours and all(getattr(ligne, nom) == valeur for nom, valeur in valeurs.items()):
            return False
        for nom, valeur in valeurs.items():
            setattr(ligne, nom, valeur)
        ligne.save()
        self.change = True
        return True


def _du_foyer(lu: FoyerLu) -> dict:
    return {
        "situation": lu.situation,
        "situation_depuis": lu.situation_depuis,
        "enfants_a_charge": lu.enfants,
        "sans_domicile_fixe": lu.sans_domicile,
    }


def _du_dossier(lu: FoyerLu) -> dict:
    return {
        "organisme": lu.organisme,
        "organisme_numero": lu.organisme_numero,
        "matricule": lu.matricule,
        "matricule_recu": lu.matricule_recu,
        "demande_le": lu.demande_le,
        "etat": lu.etat,
    }


def _de_la_personne(lue: PersonneLue) -> dict:
    valeurs = {
        "role": lue.role if lue.role in Personne.Role.values else Personne.Role.AUTRE,
        "sexe": lue.sexe,
        "nom": lue.nom,
        "nom_naissance": lue.nom_naissance,
        "prenom": lue.prenom,
        "autres_prenoms": lue.autres_prenoms,
        "date_naissance": lue.naissance,
        "commune_naissance": lue.commune_naissance,
    }
    modele = Personne(nom=lue.nom, nom_naissance=lue.nom_naissance, prenom=lue.prenom)
    modele.normer()
    return valeurs | {"nom_norme": modele.nom_norme, "prenom_norme": modele.prenom_norme}
