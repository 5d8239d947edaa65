"""The territorial catalogue: what exists. Built by a later issue."""
