"""The message of a search that found no agent: what it saw instead, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.analysis.discovery_summary import agents_in, counted, unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model.definitions import Problem, Skipped
    from graphkit.model.discovery import Discovery, Survey


def nothing(found: Discovery, skipped: Sequence[Skipped], problems: Sequence[Problem]) -> str:
    """Say that no agent was found, what was seen instead, and what to do."""
    survey = found.survey
    seen = [f"{problem.span.path} ({problem.message})" for problem in problems]
    seen += [f"{entry.path} ({entry.reason})" for entry in skipped if not entry.kind or entry.kind == "document"]
    listed = {entry.path for entry in skipped}
    alone = [one for one in survey.others if one.path not in listed]
    seen += [f"{one.path} ({one.reason})" for one in alone if one.kind == "document"]
    shown = seen[:3] + ([f"{len(seen) - 3} more like these"] if len(seen) > 3 else [])
    shown += [counted(number, kind) for kind, number in survey.kinds().items() if kind != "document"]
    shown += [counted(number, f"{suffix or 'other'} file") for suffix, number in survey.suffixes[:3]]
    where = ", ".join("the working directory" if path == "." else path for path in survey.looked)
    text = f"no agent definition found in {counted(survey.files, 'file')} below {where}"
    text += f": only {'; '.join(shown)}. " if shown else ". "
    return text + _remedy(survey)


def _remedy(survey: Survey) -> str:
    if survey.second_rank:
        first = survey.second_rank[0]
        return f"{agents_in(survey.second_rank)}: name the folder to check them: graphkit check {first.path}."
    if survey.third_rank:
        first = survey.third_rank[0]
        return f"There are agents among tests: graphkit check {first.path} checks {counted(first.agents, 'agent')}."
    if survey.above is not None:
        above = survey.above
        return f"There are none here, but {above.agents} in {above.path}: graphkit check {above.path}."
    lost = list(unread(survey))
    more = f" {'; '.join(lost)}." if lost else ""
    if survey.code_was_asked_for:
        return f"The Python code there constructs no agent of a known framework; name the folder that does.{more}"
    if any(suffix == ".py" for suffix, _ in survey.suffixes):
        more += " Agents in Python code are read with `--dialect python`, or if their file is named."
    return (
        "An agent is a Markdown file that begins with YAML front matter between two `---` lines; "
        f"name the folder that contains the agents: graphkit check PATH.{more}"
    )
