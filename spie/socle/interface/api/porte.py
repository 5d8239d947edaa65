"""A door for programs: a guard, a scope, a pace, and an address that says nothing of anybody."""

from rest_framework.views import APIView

from spie.socle.comptes.access import HasPermission, HasPortee
from spie.socle.comptes.roles import Permission, Portee
from spie.socle.interface.api.adresse import verifier_adresse
from spie.socle.interface.api.cadence import Cadence
from spie.socle.interface.api.demande import CorpsJSON


class Porte(APIView):
    """``permission``: of the account of service; ``portee``: of its key; ``parametres``: what may follow the «?»."""

    permission: Permission
    portee: Portee
    parametres: tuple[str, ...] = ()
    permission_classes = [HasPermission, HasPortee]
    throttle_classes = [Cadence]
    parser_classes = [CorpsJSON]
    http_method_names = ["get", "post"]

    def initial(self, request, *args, **kwargs):
        verifier_adresse(request.query_params, self.parametres)
        super().initial(request, *args, **kwargs)
