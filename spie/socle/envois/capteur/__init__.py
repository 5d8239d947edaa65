"""The catcher: a provider of the demonstration and the tests, on this machine only."""
