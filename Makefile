# The verbs of the project; `make help` lists them. The same ones run locally and in CI.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PORT ?= 8000

UV := .uv/bin/uv
BOT := .venv/bot/bin/python
APP := .venv/app/bin/python
BOT_READY := .venv/bot/.ready
APP_READY := .venv/app/.ready
DEV_READY := .venv/app/.dev-ready

LOCKED := --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --quiet --upgrade

export UV_PYTHON_PREFERENCE ?= system


.PHONY: run test check train talk bench format lock stale flows help

run: $(BOT_READY) $(APP_READY)   ## Set up all that is needed and start the assistant; Ctrl-C stops it
	@$(APP) -m processes --port $(PORT)

test: $(BOT_READY) check         ## Set up all that the tests need, check, and run them all
	@$(APP) -m tests.machine
	@$(BOT) -m pytest -c tests/bot/pytest.ini --rootdir . --confcutdir tests/bot tests/bot
	@$(APP) -m pytest tests --ignore=tests/bot

check: $(DEV_READY)              ## Lint, types, import contracts, data
	@$(APP) -m ruff check .
	@$(APP) -m mypy
	@.venv/app/bin/lint-imports
	@$(APP) -m knowledge check

train: $(BOT_READY) $(APP_READY) ## Train the model, if none fits the present data
	@$(APP) -m processes.model

talk: $(APP_READY)               ## Chat in the terminal with the running assistant
	@$(APP) -m talk --port $(PORT)

bench: $(BOT_READY) $(DEV_READY) ## Measure: quality, speed, memory, against Rasa's default
	@$(APP) -m bench

format: $(DEV_READY)             ## Put code into the project's form
	@$(APP) -m ruff check --fix-only .

lock: $(UV)                      ## Resolve and hash the environments anew
	@$(UV) pip compile requirements/bot.in --overrides requirements/bot-overrides.txt --python-version 3.10 $(LOCKED) -o requirements/bot.txt
	@$(UV) pip compile requirements/app.in --python-version 3.12 $(LOCKED) -o requirements/app.txt
	@$(UV) pip compile requirements/dev.in -c requirements/app.txt --python-version 3.12 $(LOCKED) -o requirements/dev.txt

stale: $(APP_READY)              ## List answers a person should look at again
	@$(APP) -m knowledge stale

flows: $(APP_READY)              ## Draw the guided flows into docs/
	@$(APP) -m knowledge flows

help:                            ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(UV): requirements/uv.txt
	@echo "知问: bringing uv into .uv/ …"
	@python3 -m pip install --quiet --disable-pip-version-check --upgrade --target .uv -r requirements/uv.txt 2> >(grep -v -e 'root user' -e 'ignored: it is neither' >&2 || true)
	@touch $(UV)

$(BOT_READY): requirements/bot.txt $(UV)
	@echo "知问: making the environment of Rasa (.venv/bot, Python 3.10) …"
	@$(UV) venv --quiet --clear --python 3.10 .venv/bot
	@$(UV) pip sync --quiet --require-hashes --python $(BOT) requirements/bot.txt
	@touch $@

$(APP_READY): requirements/app.txt $(UV)
	@echo "知问: making the environment of api and actions (.venv/app, Python 3.12) …"
	@$(UV) venv --quiet --clear --python 3.12 .venv/app
	@$(UV) pip sync --quiet --require-hashes --python $(APP) requirements/app.txt
	@touch $@

$(DEV_READY): requirements/dev.txt $(APP_READY)
	@echo "知问: adding the tools of tests and checks …"
	@$(UV) pip sync --quiet --require-hashes --python $(APP) requirements/dev.txt
	@touch $@
