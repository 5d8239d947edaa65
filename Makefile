# Only Python 3.11 or newer (with venv) is needed on the machine: the rest comes from the lock.
PYTHON ?= python3
PY := .venv/bin/python
VERROU := .verrous/developpement.txt

.PHONY: demo test lint installer
.DEFAULT_GOAL := demo

installer:
	@PYTHON=$(PYTHON) VERROU=$(VERROU) sh .ci/installer

demo: installer
	@exec $(PY) manage.py demo $(OPTIONS)

lint: installer
	@sh .ci/lint

test: installer
	@sh .ci/tester
