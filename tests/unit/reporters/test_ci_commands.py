"""Lines that a CI service reads as commands: GitHub Actions, Azure Pipelines, TeamCity."""

from __future__ import annotations

from graphkit.model.findings import Rule, Severity
from graphkit.model.report import Report
from graphkit.reporters import azure, github, teamcity
from graphkit.reporters.style import Style
from tests.unit.graphs import graph
from tests.unit.reporters.reports import finding, report, tagged

PAIR = graph(["a", "b"], [("a", "b")])
EVIL = "x\r\n::error::gotcha %0A ##[error]a ##vso[task.setvariable]b ###teamcity[buildStatus] ]]> \x1b[31m'|"
SUMMARY = "2 files, 2 agents, 1 escalation edge: 1 error, 1 warning, 1 info"
ALL = Style(lowest=Severity.INFO, paint=tagged)


def three() -> Report:
    """Return a report with a finding of each severity, the gravest last."""
    return report(
        PAIR,
        finding("fyi", line=1, severity=Severity.INFO),
        finding("hm", line=2, column=3, width=4, hint="try this"),
        finding("bad, really: 100%", "d:1,2/c.md", 3, severity=Severity.ERROR),
    )


def evil() -> Report:
    """Return a report in which everything that comes from a definition is an attack."""
    return report(PAIR, finding(EVIL, EVIL, hint=EVIL, agents=(EVIL,)))


def test_github_annotations() -> None:
    """One command a finding, errors first, with the place as properties; the summary stands in the log."""
    assert github.write(three(), ALL) == (
        "::error file=d%3A1%2C2/c.md,line=3,col=1,endColumn=2,title=GK999 invented::bad, really: 100%25\n"
        "::warning file=a.md,line=2,col=3,endColumn=7,title=GK999 invented::hm%0Atry this\n"
        "::notice file=a.md,line=1,col=1,endColumn=2,title=GK999 invented::fyi\n"
        f"{SUMMARY}\n"
    )


def test_azure_commands() -> None:
    """Azure knows errors and warnings only, so an info that is to be shown is a warning."""
    assert azure.write(three(), ALL) == (
        "##vso[task.logissue type=error;sourcepath=d:1,2/c.md;linenumber=3;columnnumber=1;code=GK999]"
        "invented: bad, really: 100%AZP25\n"
        "##vso[task.logissue type=warning;sourcepath=a.md;linenumber=2;columnnumber=3;code=GK999]invented: hm\n"
        "##vso[task.logissue type=warning;sourcepath=a.md;linenumber=1;columnnumber=1;code=GK999]invented: fyi\n"
        f"{SUMMARY}\n"
    )


def test_teamcity_messages() -> None:
    """Each broken rule is described once, then come its inspections."""
    rule = Rule("GK999", "invented", Severity.ERROR, "It's invented.", "", ())
    outcome = Report(three().graph, three().live, (), three().stats, (rule,))
    assert teamcity.write(outcome, ALL) == (
        "##teamcity[inspectionType id='GK999' name='invented' description='It|'s invented.' category='graphkit']\n"
        "##teamcity[inspection typeId='GK999' message='fyi' file='a.md' line='1' SEVERITY='INFO']\n"
        "##teamcity[inspection typeId='GK999' message='hm' file='a.md' line='2' SEVERITY='WARNING']\n"
        "##teamcity[inspection typeId='GK999' message='bad, really: 100%' file='d:1,2/c.md' line='3' SEVERITY='ERROR']\n"
        f"{SUMMARY}\n"
    )


def test_what_the_style_hides_is_not_told() -> None:
    """Infos are for those who ask; the summary counts them all the same."""
    for module in (github, azure, teamcity):
        written = module.write(three(), Style())
        assert "fyi" not in written
        assert "1 info (-v shows them)" in written


def test_github_gets_no_second_command() -> None:
    """A hostile text yields one annotation and one summary: no line of its own, no `%0A` of its own."""
    command, summary = github.write(evil(), Style()).splitlines()
    assert command.startswith("::warning file=")
    properties, message = command[2:].split("::", 1)
    assert properties.count("=") == 5
    assert message.count("%0A") == 1  # between message and hint, and that one is graphkit's
    assert "##[" not in command
    assert not summary.startswith("::")


def test_azure_gets_no_second_command() -> None:
    """Only the command of graphkit itself begins on the line, and its properties end where graphkit ends them."""
    command, _ = azure.write(evil(), Style()).splitlines()
    assert command.count("##") == 1
    assert command.index("]") > command.index("code=GK999")


def test_teamcity_gets_no_second_message() -> None:
    """A quoted value stays closed."""
    lines = teamcity.write(evil(), Style()).splitlines()
    assert [line.split(" ")[0] for line in lines[:2]] == ["##teamcity[inspectionType", "##teamcity[inspection"]
    assert len(lines) == 3
    assert all(line.count("]") == line.count("|]") + 1 for line in lines[:2])
