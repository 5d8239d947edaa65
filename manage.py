#!/usr/bin/env python
"""The one door for commands: demo, test, migrate, peupler, charger_caf…"""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spie.settings.local")
    execute_from_command_line(sys.argv)
