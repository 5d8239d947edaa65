"""Corriger l'identité, les langues, les coordonnées et les refus : rien ne s'efface."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from spie.socle.envois.models import Envoi
from spie.socle.envois.services import deposer_sms
from spie.socle.historique.models import Trace
from spie.socle.historique.signature import Origine, signer
from spie.socle.personnes.models import Contact, Opposition, Personne
from spie.socle.personnes.services import contact as contacts
from spie.socle.personnes.services.identite import corriger_identite, noter_echanges
from spie.socle.personnes.services.opposition import lever_opposition, s_opposer
from spie.socle.personnes.services.refus import (
    ContactDejaConnu,
    ContactDejaTermine,
    OppositionDejaConnue,
    OppositionInconnue,
    SaisieDepassee,
)
from tests.factories import MAINTENANT, un_agent, une_personne

pytestmark = pytest.mark.usefixtures("ardeche", "maintenant")


@pytest.fixture
def commun():
    return {"par": un_agent(), "le": MAINTENANT}


def faits(personne):
    return [t.type for t in Trace.objects.de_la_personne(personne.pk)]


def test_une_correction_dit_pourquoi(commun):
    # given
    personne = une_personne(nom_naissance="EXEMPLE")

    # when
    corrigee = corriger_identite(
        personne=personne, version=1, motif="pièce d'identité vue", nom="FACTICE", nom_naissance="EXEMPLE", **commun
    )

    # then
    assert (corrigee.nom, corrigee.nom_norme) == ("FACTICE", "FACTICE LINA")
    assert corrigee.champs_tenus == ["nom", "nom_naissance", "prenom"]
    (trace,) = Trace.objects.de_la_personne(personne.pk)
    assert trace.donnees == {"champs": ["nom"], "motif": "pièce d'identité vue"}


@pytest.mark.parametrize(
    ("origine", "nom", "norme"),
    [
        (Origine.CAF, "FACTICE", "FACTICE LINA"),
        (Origine.IMPORT, "FACTICE", "FACTICE LINA"),
        (Origine.AUTOMATIQUE, "FACTICE", "FACTICE LINA"),
        (Origine.AGENT, "AUTRE", "AUTRE LINA"),
        (Origine.FUSION, "AUTRE", "AUTRE LINA"),
    ],
)
def test_ce_qu_un_agent_a_corrige_resiste_aux_fichiers_mais_pas_aux_agents(commun, origine, nom, norme):
    # given
    personne = une_personne()
    corriger_identite(personne=personne, version=1, motif="pièce d'identité vue", nom="FACTICE", **commun)

    # when
    signer(origine=origine, le=MAINTENANT)
    Personne.objects.update(nom="AUTRE", nom_norme="AUTRE LINA", commune_naissance="VILLE IMAGINAIRE")

    # then
    personne.refresh_from_db()
    assert (personne.nom, personne.nom_norme, personne.commune_naissance) == (nom, norme, "VILLE IMAGINAIRE")


def test_corriger_sans_rien_changer_n_ecrit_rien(commun):
    personne = une_personne()
    corriger_identite(personne=personne, version=1, motif="faute de frappe", nom="SPECIMEN", **commun)
    assert faits(personne) == []


def test_une_correction_sur_une_page_trop_ancienne_est_refusee(commun):
    personne = une_personne()
    corriger_identite(personne=personne, version=1, motif="faute de frappe", prenom="Zoé", **commun)
    with pytest.raises(SaisieDepassee):
        corriger_identite(personne=personne, version=1, motif="faute de frappe", prenom="Chloé", **commun)
    assert Personne.objects.get().prenom == "Zoé"


def test_les_langues_ne_se_heurtent_pas_a_l_identite(commun):
    personne = une_personne()
    corriger_identite(personne=personne, version=1, motif="faute de frappe", prenom="Zoé", **commun)
    notee = noter_echanges(
        personne=personne, version=1, langues=["ara", "fra"], besoin_interprete=True, langue_interprete="ara", **commun
    )
    assert (notee.prenom, notee.langues, notee.langue_interprete) == ("Zoé", ["ara", "fra"], "ara")


def test_une_langue_d_interprete_sans_interprete_est_refusee_par_la_base():
    personne = une_personne()
    with pytest.raises(IntegrityError, match="personne_interprete_demande"), transaction.atomic():
        Personne.objects.filter(pk=personne.pk).update(langue_interprete="ara", besoin_interprete=False)


def test_une_coordonnee_s_ajoute_se_verifie_puis_finit(commun):
    # given
    personne = une_personne(mobile=None)

    # when
    contact = contacts.ajouter_contact(
        personne=personne, nature="TELEPHONE", valeur="+33639980007", est_mobile=True, **commun
    )
    contacts.verifier_contact(contact=contact, **commun)
    contacts.terminer_contact(contact=contact, motif="ne répond plus", **commun)

    # then
    contact.refresh_from_db()
    assert (contact.du, contact.au, contact.motif_fin) == (MAINTENANT.date(), MAINTENANT.date(), "ne répond plus")
    assert (contact.verifie_le, contact.verifie_par) == (MAINTENANT, commun["par"])
    assert sorted(faits(personne)) == ["ContactAjoute", "ContactTermine", "ContactVerifie"]
    with pytest.raises(ContactDejaTermine):
        contacts.verifier_contact(contact=contact, **commun)


def test_la_meme_coordonnee_ne_s_ajoute_pas_deux_fois(commun):
    personne = une_personne(mobile="+33639980001")
    with pytest.raises(ContactDejaConnu):
        contacts.ajouter_contact(personne=personne, nature="TELEPHONE", valeur="+33639980001", **commun)


def test_dire_a_qui_est_un_numero_garde_la_version(commun):
    contact = une_personne().contacts.get()
    modifie = contacts.modifier_contact(contact=contact, version=1, titulaire="PROCHE", precision="sa sœur", **commun)
    modifie.refresh_from_db()
    assert (modifie.titulaire, modifie.version) == ("PROCHE", 2)
    with pytest.raises(SaisieDepassee):
        contacts.modifier_contact(contact=contact, version=1, titulaire="PERSONNE", **commun)


def test_un_contact_verifie_l_est_par_quelqu_un():
    contact = une_personne().contacts.get()
    with pytest.raises(IntegrityError, match="contact_verifie_par_quelquun"), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(verifie_le=MAINTENANT)


def test_le_sms_part_au_numero_verifie_de_la_personne_elle_meme(commun):
    # given
    personne = une_personne(mobile="+33639980001")
    for valeur, titulaire in (("+33639980002", "PROCHE"), ("+33639980003", "PERSONNE"), ("+33639980004", "STRUCTURE")):
        contacts.ajouter_contact(
            personne=personne, nature="TELEPHONE", valeur=valeur, est_mobile=True, titulaire=titulaire, **commun
        )

    # when
    contacts.verifier_contact(contact=personne.contacts.get(valeur="+33639980001"), **commun)

    # then
    assert [c.valeur for c in Contact.objects.pour_sms()] == ["+33639980001", "+33639980003"]


def test_refuser_les_sms_retient_ceux_qui_attendaient(commun):
    # given
    personne = une_personne()
    message = {"personne": personne, "objet": personne, "gabarit": "essai", "le": MAINTENANT}
    attend = deposer_sms(cle="essai:1", numero="+33639980001", texte="Bonjour", **message)

    # when
    s_opposer(personne=personne, canal="SMS", dite_le=date(2026, 11, 20), **commun)

    # then
    attend.refresh_from_db()
    assert attend.etat == Envoi.Etat.ANNULE
    assert attend.erreur == "la personne refuse les messages par SMS"
    assert list(Contact.objects.pour_sms()) == []
    with pytest.raises(OppositionDejaConnue):
        s_opposer(personne=personne, canal="SMS", dite_le=date(2026, 11, 20), **commun)


def test_refuser_les_appels_laisse_partir_les_sms(commun):
    personne = une_personne()
    message = {"personne": personne, "objet": personne, "gabarit": "essai", "le": MAINTENANT}
    attend = deposer_sms(cle="essai:1", numero="+33639980001", texte="Bonjour", **message)
    s_opposer(personne=personne, canal="VOIX", dite_le=date(2026, 11, 20), **commun)
    attend.refresh_from_db()
    assert attend.etat == Envoi.Etat.A_ENVOYER


def test_la_personne_accepte_de_nouveau(commun):
    # given
    personne = une_personne()
    s_opposer(personne=personne, canal="SMS", dite_le=date(2026, 11, 20), **commun)

    # when
    lever_opposition(personne=personne, canal="SMS", **commun)

    # then
    assert Contact.objects.pour_sms().count() == 1
    levee = Opposition.objects.get()
    assert (levee.levee_par, levee.enregistree_par) == (commun["par"], commun["par"])
    with pytest.raises(OppositionInconnue):
        lever_opposition(personne=personne, canal="SMS", **commun)


def test_un_stop_recu_par_sms_n_a_pas_d_agent():
    opposition = s_opposer(
        personne=une_personne(), canal="SMS", dite_le=MAINTENANT.date(), source="reponse", par=None, le=MAINTENANT
    )
    assert opposition.enregistree_par is None
