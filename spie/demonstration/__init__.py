"""Invented people in real communes: fills a département for the demonstration, the tests and the measures."""
