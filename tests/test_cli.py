"""The command line, as a user calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.__main__ import main, parser

ROOT = Path(__file__).parent.parent


def run(*args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timeline", *args], cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=60
    )


def test_extract_reads_the_rest_of_a_file_with_a_bad_line(tmp_path: Path) -> None:
    article = {"lang": "en", "published": "2024-06-17", "text": "Vladimir Putin will visit North Korea on Tuesday."}
    lines = [json.dumps({"id": f"a{i}", **article}) for i in range(5)]
    lines[2] = '{"id": "broken", "text": '
    path = tmp_path / "five.jsonl"
    path.write_text("\n".join(lines), encoding="utf8")
    done = run("extract", str(path))
    assert done.returncode == 1
    assert "five.jsonl" in done.stderr
    assert "line 3" in done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a0", "a1", "a3", "a4"]


def test_two_processes_print_what_one_prints(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    article = {"published": "2024-06-17", "text": "Il presidente Putin si recherà martedì a Pechino."}
    path.write_text("\n".join(json.dumps({"id": f"a{i}", **article}) for i in range(40)), encoding="utf8")
    one, two = run("extract", str(path)), run("extract", str(path), "--jobs", "2")
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 40


def test_without_a_publication_date_nothing_relative_is_dated() -> None:
    done = run("extract", "-", stdin=json.dumps({"id": "x", "lang": "en", "text": "They met last Tuesday."}))
    (timex,) = json.loads(done.stdout)["timexes"]
    assert (timex["from"], timex["to"]) == (None, None)
    assert "no publication date" in done.stderr


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "nowhere.jsonl"]) == 1
    assert "nowhere.jsonl" in capsys.readouterr().err


def test_explain_gives_interval_value_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "lo scorso settembre", "--published", "2024-06-17", "--lang", "it"]) == 0
    out = capsys.readouterr().out
    assert "2023-09-01" in out
    assert "2023-09-30" in out
    assert "2023-09\n" in out


def test_every_command_has_help() -> None:
    (commands,) = [action for action in parser()._actions if hasattr(action, "choices") and action.choices]
    assert {"extract", "merge", "add", "explain", "demo", "changes"} == set(commands.choices)
    for name, command in commands.choices.items():
        assert command.description, f"{name} is missing its help"


def test_a_text_of_more_than_a_million_characters_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("word " * 210_000 + "Russia vetoed the resolution on 28 March 2024.", encoding="utf8")
    done = run("extract", str(path), "--lang", "en")
    assert json.loads(done.stdout)["timexes"][0]["value"] == "2024-03-28"
