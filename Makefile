PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test looks lint browser screenshots messages clean

run: $(VENV)/.run
	$(BIN)/streamlit run app.py

# In the order of the files: those of the browser, which take longest, come first, and neither worker is idle at the end.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test: $(VENV)/.dev browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)

# What users do, on all four screens: 1440 and 390 pixels, light and dark; `make test` takes two of them.
looks: $(VENV)/.dev browser
	ALL_LOOKS=1 $(PYTEST) tests/browser/test_rows.py tests/browser/test_adding.py tests/browser/test_crowds.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -r requirements-dev.txt
	touch $@ $(VENV)/.run

# The browser tests need a Chromium: the system's, else one from apt, else Playwright's own.
browser: $(VENV)/.dev
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || (command -v apt-get >/dev/null && (apt-get install -y -qq chromium >/dev/null 2>&1 \
	      || (apt-get update -qq && apt-get install -y -qq chromium >/dev/null))) \
	  || $(BIN)/playwright install chromium \
	  || echo "No Chromium could be installed: browser tests will be skipped (in CI they fail)." >&2

# The pictures of the README, into docs/screenshots. The font is for the flags, which a bare Linux has not.
screenshots: $(VENV)/.dev browser
	@fc-list | grep -qi emoji || apt-get install -y -qq fonts-noto-color-emoji >/dev/null 2>&1 \
	  || echo "No font with flags could be installed: they will be missing in the pictures." >&2
	$(BIN)/python -m tools.screenshots

# Bring the catalogues of the page's words up to the code; what is new in them waits for its translation.
CATALOGUES := timeline/dashboard/catalogues
KEYWORDS := -k tr -k later -k trn:1,2 -k many:1,2 -k plural:1,2
messages: $(VENV)/.dev
	$(BIN)/pybabel -q extract --no-default-keywords $(KEYWORDS) --no-wrap --add-location=file -o $(CATALOGUES)/new.pot timeline/dashboard
	for code in $(basename $(notdir $(wildcard $(CATALOGUES)/*.po))); do \
	  $(BIN)/pybabel -q update -i $(CATALOGUES)/new.pot -o $(CATALOGUES)/$$code.po -l $$code \
	    --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date || exit 1; done
	rm $(CATALOGUES)/new.pot

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
