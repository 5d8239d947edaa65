"""The administration site: one département at a time, no bypass, decisions read-only."""
