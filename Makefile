# On a fresh machine `make run` opens the demo shop's counter and `make test` runs the tests.
# Nothing else is needed first: both make the environment they need in .venv.
#   PYTHON=python3.12   the interpreter for .venv (default: the newest found from 3.11 on)
#   ARGS='...'          more arguments for the program, pytest or the benchmarks

PYTHON ?=
ARGS ?=

python := .venv/bin/python
pip_install := $(python) -m pip install --constraint constraints.txt
pytest := QT_QPA_PLATFORM=offscreen $(python) -m pytest
everything := -m "night or not night"

export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check night mutants benchmark format constraints clean qt

run: .venv/ready-to-run qt
	$(python) -m desktop run --demo $(ARGS)

test: .venv/ready-to-test qt
	$(pytest) --numprocesses 2 --dist worksteal -m "not night" --ignore tests/benchmarks $(ARGS)

night: .venv/ready-to-test qt
	$(pytest) --numprocesses 2 --dist worksteal $(everything) --hypothesis-profile night \
		--ignore tests/benchmarks $(ARGS)

# Changes the rules a little, thousands of times, and counts how often a test notices.
mutants: .venv/ready-to-mutate
	rm -rf mutants
	.venv/bin/mutmut run --max-children 2 $(ARGS)
	.venv/bin/mutmut export-cicd-stats
	@cat mutants/mutmut-cicd-stats.json

# On an idle machine; the shop of a million sales is made once and kept for the next time.
benchmark: .venv/ready-to-benchmark qt .benchmarks/million.db
	$(python) -m tests.benchmarks.decisions
	$(python) -m tests.benchmarks.first_paint
	$(python) -m tests.benchmarks.lookup sqlite:///.benchmarks/million.db
	$(python) -m tests.benchmarks.counter sqlite:///.benchmarks/million.db
	$(python) -m tests.benchmarks.candidates sqlite:///.benchmarks/million.db
	$(python) -m tests.benchmarks.cards sqlite:///.benchmarks/million.db
	$(python) -m tests.benchmarks.products
	$(python) -m tests.benchmarks.commit
	$(python) -m tests.benchmarks.import_csv
	$(python) -m tests.benchmarks.replay
	$(python) -m tests.benchmarks.verify
	$(python) -m tests.benchmarks.slip

.benchmarks/million.db:
	mkdir -p .benchmarks
	$(python) -m tests.benchmarks.million sqlite:///.benchmarks/million.db

check: .venv/ready-to-test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

format: .venv/ready-to-test
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

qt: .venv/ready-to-run
	@.ci/qt-libraries

.venv/ready-to-run: pyproject.toml constraints.txt .ci/environment
	.ci/environment
	$(pip_install) --upgrade pip
	$(pip_install) --build-constraint constraints.txt --editable .
	@touch $@

.venv/ready-to-test: .venv/ready-to-run
	$(pip_install) --group dev
	@touch $@

.venv/ready-to-benchmark: .venv/ready-to-test
	$(pip_install) --group benchmark
	@touch $@

.venv/ready-to-mutate: .venv/ready-to-test
	$(pip_install) --group mutation
	@touch $@

constraints:
	.ci/constraints

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis .benchmarks mutants
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
