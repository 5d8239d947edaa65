"""Read what was received about someone: a value, or a clear reason in French, and warnings.

Pure functions: no database, no clock. One file per thing, each with a ``lire`` that gives a ``Lecture``.
"""

from spie.socle.personnes.identite.lecture import Lecture

__all__ = ["Lecture"]
