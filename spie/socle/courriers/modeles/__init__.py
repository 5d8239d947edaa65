"""The letters and messages of the house: for each, its variables, and an example that is plainly fictional."""
