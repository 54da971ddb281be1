# Two commands matter: `make run` and `make test`. Both prepare what they need, once.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PORT ?= 8000
BIN := .venv/bin
PYTEST_ARGS ?=
CLUSTER_ARGS ?=

.PHONY: help run test check test-faults mutate supply bench bench-full cluster lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1  \2/p' Makefile

run: ## prepare everything on first use, then serve at http://127.0.0.1:8000 (PORT=9000 for another port)
	@scripts/environment.sh run
	@$(BIN)/kiosk init
	@$(BIN)/kiosk demo --if-empty
	@exec $(BIN)/kiosk serve --host 127.0.0.1 --port $(PORT)

test: ## all checks and all tests (PYTEST_ARGS="-k ikm" for some; REQUIRE_ALL=1 forbids skips)
	@scripts/environment.sh test
	@scripts/test-system.sh
	@$(MAKE) check
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)

check: ## lint, types and import contracts
	@scripts/environment.sh test
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --config setup.cfg --no-logo

test-faults: ## the 62 faults at their full figures, and their table into docs/security.md (about an hour)
	@scripts/environment.sh test
	@scripts/test-system.sh
	@REQUIRE_ALL=1 FAULTS=full FAULTS_PAGE=$${FAULTS_PAGE-docs/security.md} \
		$(BIN)/python -m pytest -n 2 --timeout 3600 $(PYTEST_ARGS) tests/faults

mutate: ## mutants of kiosk/domain that no test kills (hours; MUTANTS=600 SEED=1 for a sample, or a pattern of names)
	@scripts/environment.sh test
	@$(BIN)/python scripts/mutants.py

bench: ## one table of what things cost, beside a bare Flask hello; up to a million answers (half an hour)
	@scripts/environment.sh test
	@$(BIN)/python -m benchmarks

bench-full: ## the same with ten million answers and a throttled phone (KEEP=DIR keeps what is filled)
	@scripts/environment.sh test
	@scripts/test-system.sh
	@$(BIN)/python -m benchmarks --full $(if $(KEEP),--keep $(KEEP))

cluster: ## etcd, Patroni, PgBouncer, two web hosts, jobs, a second region and the nation on this machine: what it survives, as one table (4 minutes)
	@scripts/environment.sh test
	@scripts/cluster-system.sh
	@$(BIN)/python -m benchmarks.cluster $(CLUSTER_ARGS)

supply: ## SBOM and licences anew, secrets in every file, pip-audit where the network allows
	@scripts/environment.sh test
	@$(BIN)/python scripts/supply.py

lock: ## pin requirements/*.in anew into requirements/*.txt (needs uv)
	@scripts/lock.sh
