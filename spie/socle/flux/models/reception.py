"""What is read of a file and not yet loaded. Emptied when the file is loaded or refused.

A line of the flow's table (``lecture/champs.py``) fills the column of the same name.
"""

from django.db import models

from spie.socle.territoires.models import DepartementModel


class ReceptionFoyer(DepartementModel):
    """One household of the file. Its ``id`` becomes that of the rows it creates, one in each table."""

    # Not a link: a hundred thousand rows that live a minute need no foreign key, only their wall.
    lot_id = models.UUIDField()
    rang = models.PositiveIntegerField()
    ligne = models.PositiveIntegerField()
    remplace = models.BooleanField(default=False)  # the same file comes again later in the file: the last one counts
    organisme = models.CharField(max_length=3)
    organisme_numero = models.CharField(max_length=3)
    matricule = models.CharField(max_length=15)
    matricule_recu = models.CharField(max_length=15)
    numero_demande = models.CharField(max_length=11)
    demande_le = models.DateField(null=True)
    etat = models.CharField(max_length=2)
    motif = models.CharField(max_length=40)
    etat_depuis = models.DateField(null=True)
    ouvre_suivi = models.BooleanField()
    situation = models.CharField(max_length=3)
    situation_depuis = models.DateField(null=True)
    enfants_a_charge = models.PositiveSmallIntegerField()
    sans_domicile_fixe = models.BooleanField()
    a_une_adresse = models.BooleanField()
    complement = models.CharField(max_length=80)
    voie = models.CharField(max_length=80)
    lieu_dit = models.CharField(max_length=40)
    code_postal = models.CharField(max_length=5)
    ville = models.CharField(max_length=40)
    commune_insee = models.CharField(max_length=5)
    motif_sortie = models.CharField(max_length=80)  # why nobody of this household has duties any more
    # Transfers: « CAF 261 ».
    mute_vers = models.CharField(max_length=8)
    venu_de = models.CharField(max_length=8)
    entree_le = models.DateField(null=True)  # daily flow: the day of the ENTDED event
    # The lone parent's increase, the latest that the file tells.
    majoration_du = models.DateField(null=True)
    majoration_au = models.DateField(null=True)
    evenements = models.JSONField(default=list)  # daily flow: [{"code": "ADR", "le": "2026-10-21"}]
    anomalies = models.JSONField(default=list)

    class Meta(DepartementModel.Meta):
        verbose_name = "foyer reçu"
        indexes = [
            models.Index(fields=["departement", "lot_id", "rang"], name="reception_foyer_par_rang"),
            models.Index(fields=["departement", "lot_id", "numero_demande"], name="reception_foyer_par_numero"),
        ]


class ReceptionPersonne(DepartementModel):
    """One person of one household of the file. Its ``id`` becomes that of the person, if they are new."""

    lot_id = models.UUIDField()
    rang = models.PositiveIntegerField()
    retenue = models.BooleanField(default=True)  # the same NIR stands in several households: one counts
    poids = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=3)
    sexe = models.CharField(max_length=1)
    nom = models.CharField(max_length=80)
    nom_naissance = models.CharField(max_length=80)
    prenom = models.CharField(max_length=80)
    autres_prenoms = models.CharField(max_length=120)
    date_naissance = models.DateField()
    commune_naissance = models.CharField(max_length=80)
    nom_norme = models.CharField(max_length=200, db_collation="C")
    prenom_norme = models.CharField(max_length=200, db_collation="C")
    prenom_seul = models.CharField(max_length=80, db_collation="C")
    nir_chiffre = models.BinaryField(null=True)
    nir_empreinte = models.BinaryField(null=True)
    nir_fin = models.BinaryField(null=True)
    soumise = models.BooleanField()

    class Meta(DepartementModel.Meta):
        verbose_name = "personne reçue"
        indexes = [models.Index(fields=["departement", "lot_id", "rang"], name="reception_personne_par_rang")]
