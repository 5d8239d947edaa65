"""Merge what was received into the register, by sets: one statement for thousands of households.

``colonnes`` says what goes where; the other modules are the steps, in order: ``tranche`` (who is who), ``foyers``,
``personnes``, ``droits``, ``issues``, and once all is read ``fin`` (who is no longer there).
"""
