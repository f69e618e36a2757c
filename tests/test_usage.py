"""Wrong usage is said in the language of the locale; click's own words stay behind the German ones."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from alliancegraph import cli

WRONG = [
    (["import"], "Es fehlt 'SOURCE...'.", "Missing argument"),
    (["import", "x", "--updat"], "Die Option --updat gibt es nicht. Meinten Sie --update", "No such option"),
    (["import", "x", "--limit", "0"], "Der Wert für '--limit' passt nicht.", "0 is not in the range"),
    (["import", "x", "--language", "fr"], "Der Wert für '--language' passt nicht.", "'fr' is not one of"),
    (["import", "x", "--follow", "re:("], "Der Wert für --follow passt nicht.", "unterminated subpattern"),
    (["import", "x", "--columns"], "Die Option --columns ist nicht vollständig.", "requires an argument"),
    (["template"], "Es fehlt '-o' / '--output'.", "Missing option"),
    (["imprt", "x"], "So lässt sich der Befehl nicht aufrufen.", "No such command 'imprt'"),
    (["--nothing"], "Die Option --nothing gibt es nicht.", "No such option"),
    (["schema", "extra"], "So lässt sich der Befehl nicht aufrufen.", "unexpected extra argument"),
]


@pytest.mark.parametrize(("arguments", "german", "english"), WRONG)
def test_wrong_usage_is_said_in_german_and_in_clicks_own_words(
    arguments: list[str], german: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    done = CliRunner().invoke(cli.main, arguments)
    assert done.exit_code == 2
    assert german in done.stderr
    assert english in done.stderr
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    done = CliRunner().invoke(cli.main, arguments)
    assert done.exit_code == 2
    assert german not in done.stderr
    assert english in done.stderr


@pytest.mark.parametrize("option", [("--language", "en"), ("--language=en",)])
def test_wrong_usage_is_said_in_the_language_asked_for(
    option: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    done = CliRunner().invoke(cli.main, ["import", "x", "--updat", *option])
    assert done.stderr.splitlines()[-1] == "Error: No such option '--updat'. Did you mean '--update'?"


@pytest.mark.parametrize(("language", "said"), [("de", "lässt sich nicht zugreifen"), ("en", "cannot be accessed")])
def test_a_path_that_cannot_be_looked_at_is_no_traceback(language: str, said: str) -> None:
    long = "a" * 5000
    done = CliRunner().invoke(cli.main, ["validate", long, "--language", language])
    assert done.exit_code == 2
    assert said in done.stderr
    assert long in done.stderr


def test_help_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "Commands:" in CliRunner().invoke(cli.main, []).output
    assert "nicht aufrufen" not in CliRunner().invoke(cli.main, []).output
    assert CliRunner().invoke(cli.main, ["import", "--help"]).exit_code == 0
