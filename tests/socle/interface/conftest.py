"""The guard of the templates, for the pages tested here."""

from tests.gabarits import variables_connues

__all__ = ["variables_connues"]
