"""Duties and rights: breaches, sanctions procedure, overpayments, appeals. Built by a later issue."""
