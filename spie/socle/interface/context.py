"""What base.html knows of every request. Everything is lazy: a fragment pays for nothing."""

from functools import cached_property

from spie.socle.interface import navigation


class Coquille:
    """The header, the navigation and the menus, for one request."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def departement(self):
        return getattr(self.request, "departement", None)

    @cached_property
    def agent(self):
        agent = getattr(self.request, "user", None)
        return agent if agent is not None and agent.is_authenticated else None

    @cached_property
    def affectation(self):
        return getattr(self.request, "affectation", None) if self.agent else None

    @cached_property
    def liens(self) -> list[navigation.Lien]:
        return navigation.liens(self.affectation, self.request.path)

    @cached_property
    def liens_telephone(self) -> list[navigation.Lien]:
        return navigation.au_telephone(self.liens, self.affectation)

    @property
    def liens_restants(self) -> list[navigation.Lien]:
        return [lien for lien in self.liens if lien not in self.liens_telephone]

    @cached_property
    def recherche(self) -> str | None:
        voit = self.affectation and self.affectation.permet(navigation.Permission.VOIR_PERSONNES)
        return navigation.adresse("personnes:recherche") if voit else None

    @cached_property
    def personnes(self) -> str | None:
        return navigation.adresse("personnes:liste")

    @cached_property
    def modeles(self) -> str | None:
        voit = self.affectation and self.affectation.permet(navigation.Permission.VOIR_MODELES)
        return navigation.adresse("courriers:liste") if voit else None

    @cached_property
    def changement(self) -> str | None:
        return navigation.adresse("comptes:affectation")

    @cached_property
    def deconnexion(self) -> str | None:
        return navigation.adresse("comptes:deconnexion")

    @cached_property
    def accessibilite(self) -> str | None:
        return navigation.adresse("interface:accessibilite")


def coquille(request) -> dict:
    return {"coquille": Coquille(request)}
