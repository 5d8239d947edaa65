"""Measures: how long things take and what they cost, each beside a reference taken in the same run.

    python -m bench.pages --personnes 6313 100000        every page: queries, median, 95th percentile
    python -m bench.listes --personnes 100000            every list: each sort, each filter, at depth
    python -m bench.recherche --personnes 120000         two hundred searches, by what is typed
    python -m bench.portes --personnes 6313 100000       every door for programs: queries, 95th percentile
    python -m bench.peuplement --personnes 100000        filling a département, against a raw COPY
    python -m bench.caf --foyers 100000                  a monthly file, its memory, against a raw COPY
    python -m bench.importer --lignes 10000              a list of a partner, read, checked and imported

Each starts its own PostgreSQL and Redis in a temporary folder. ``SPIE_DONNEES=/folder`` keeps the data there, and a
département that is already filled is not filled again. The machine is shared: read the ratios, then the figures.
"""

import os

import django

from bench import dossier

os.environ.setdefault("SPIE_DONNEES", str(dossier.TEMPORAIRE))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.reglages")
django.setup()
