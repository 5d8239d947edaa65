"""The decision within six weeks: modality, structure, referent."""
