"""A rule of the domain says no."""


class Refus(Exception):
    """The message is French, for the person at the screen.

    Services raise it; nobody catches it but the edges (``spie.socle.interface.refus``).
    """

    message = "Cette action n'est pas possible."

    def __init__(self, message: str = ""):
        super().__init__(message or self.message)
