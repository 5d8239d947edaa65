from spie.socle.refus import Refus


class FichierIllisible(Refus):
    """The file can't be read as a list; the sentence says why and what to do."""
