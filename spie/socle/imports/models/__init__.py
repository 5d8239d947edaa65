from spie.socle.imports.models.import_liste import ImportListe, LigneListe, SourceListe

__all__ = ["ImportListe", "LigneListe", "SourceListe"]
