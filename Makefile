# ReturnHelp. "make run" opens the window, "make test" runs every check; both set this machine up first.
# On Windows, where there is no make, README has the lines to type instead.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
ARGS ?=

# A stamp says that the packages of this pyproject.toml were installed for the checkout at this place.
VENV := .venv/bin/python
STAMP := $(shell { pwd; cat pyproject.toml; } | sha256sum | cut -c -16)
RUN := .venv/ready-to-run-$(STAMP)
TEST := .venv/ready-to-test-$(STAMP)

.PHONY: help run test bench torture words wheel
help:
	echo "make run      open the window           (ARGS=\"--help\" for the command line)"
	echo "make test     run every check           (ARGS=\"tests/vault\" for some tests only)"
	echo "make bench    measure the speed"
	echo "make torture  the long reliability campaigns"
	echo "make words    bring translations/ up to the words of the program"
	echo "make wheel    build dist/*.whl"

run: $(RUN)
	$(VENV) -m compileall -q returnhelp || echo "==> The program could not be compiled here; it starts all the same, only slower"
	exec $(VENV) -m returnhelp $(ARGS)

test: $(TEST)
	exec $(VENV) -m tests $(ARGS)

bench: $(TEST)
	$(VENV) -m compileall -q returnhelp
	exec $(VENV) -m tests.bench $(ARGS)

torture: $(TEST)
	exec $(VENV) -m pytest tests/torture tests/disclosure/attacks tests/domain/test_ledger_sequences.py --campaign=long -o faulthandler_timeout=0 $(ARGS)

words: $(TEST)
	exec $(VENV) -m translations.words update

wheel: $(TEST)
	exec $(VENV) -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .

define set_up
say() { printf '==> %s\n' "$$*"; }
give_up() { printf '\nReturnHelp cannot be set up yet. %s\n' "$$*" >&2; exit 1; }
from_debian() {
	if ! command -v apt-get >/dev/null; then
		give_up "Please install what Debian calls $$*, with the tool of your system, and try again."
	fi
	local root=()
	if [ "$$(id -u)" != 0 ]; then
		sudo -n true 2>/dev/null || give_up "Please run this once, and then try again:  sudo apt-get install $$*"
		root=(sudo -n)
	fi
	say "Installing from Debian: $$*"
	local apt=("$${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120)
	"$${apt[@]}" update || say "The list of Debian's packages could not be renewed; trying with the old one"
	"$${apt[@]}" install --yes --no-install-recommends "$$@" || give_up "The lines above say why."
}

command -v $(PYTHON) >/dev/null || from_debian python3
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
	give_up "It needs Python 3.11 or newer, and this is $$($(PYTHON) --version). Name another with PYTHON=python3.12"
missing=$$($(PYTHON) -I returnhelp/gui/qt_libraries.py)
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || missing="python3-venv $$missing"
[ -z "$$missing" ] || from_debian $$missing
if ! $(VENV) -c 'import pip' 2>/dev/null; then
	say "Making the virtual environment .venv with $$($(PYTHON) --version)"
	$(PYTHON) -m venv --clear .venv
fi
endef

$(RUN):
	$(set_up)
	say "Installing ReturnHelp's packages into .venv (about 300 MB; a few minutes, the first time only)"
	$(VENV) -m pip install --compile --editable . || give_up "Its packages could not be installed; the lines above say why."
	rm -f .venv/ready-to-*
	touch $@
	say "Ready"

$(TEST):
	$(set_up)
	say "Installing ReturnHelp's packages and the tools of its tests into .venv (about 350 MB; the first time only)"
	$(VENV) -m pip install --compile --editable '.[dev]' || give_up "Its packages could not be installed; the lines above say why."
	rm -f .venv/ready-to-*
	touch $(RUN) $@
	say "Ready"
