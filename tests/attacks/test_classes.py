"""The attacks of `attacks.classes`, by the dozen: none earns, learns, harms or stops anything.

A class of them, with honest students beside, is graded once in each strength that this machine can show
(`attacks.strengths`). A sample runs with every change; all of them, ``make attacks``, print a table.
"""

import collections
import functools

import pytest

from attacks.grading import CLASSES, cells_of, table
from attacks.strengths import graded, strengths
from autograder.engine import forks

pytestmark = [
    pytest.mark.skipif(not forks.supported() or forks.machine_plan().strength == "none",
                       reason="this machine can confine nothing"),
    pytest.mark.xdist_group("attacks"),
]

SAMPLE = (
    "half_letter_printed", "unknown_messages", "sixty_spinners", "shared_memory",
    "very_deep_folders", "answers_equal_to_all", "stack_in_a_test", "environment_of_another",
    "unix_datagram_from_a_pair", "shared_memory_folder", "mode_by_a_path_descriptor", "limits_of_everybody",
    "signal_by_a_descriptor",
    "terminal_of_another", "old_calls", "deaf_daemon",
)
SECONDS = 1_500
"""For all attacks in one strength, on a machine that others use."""

QUICK = ("namespaces, root", "Landlock, ordinary user", "namespaces, ordinary user")


@functools.cache
def result(strength: str, names: tuple[str, ...]) -> dict:
    return graded(strength, list(names), SECONDS)


def came_to(found: dict) -> dict[str, list[str]]:
    """What each attack achieved, in words; nothing of those that achieved nothing."""
    achieved = {}
    for name, what in found["attacks"].items():
        words = [f"forged {test}" for test in what["forged"]] + [f"learned {word}" for word in what["leaked"]]
        words += what["harmed"] + ([f"stopped: {what['stopped']}"] if what["stopped"] else [])
        if words:
            achieved[name] = words
    return achieved


def expect_nothing(found: dict) -> None:
    """Every promise for one graded class; what is known to be weak has to be, or is to be struck out."""
    assert not found["crash"], found["crash"]
    weak = {name for name in found["attacks"] if table()[name][1].weakness}
    achieved = came_to(found)
    assert {name: words for name, words in achieved.items() if name not in weak} == {}
    assert sorted(weak - set(achieved)) == [], "no longer weak: strike these out"
    assert {name: how for name, how in found["honest"].items() if not (how["full"] and how["page"])} == {}
    assert found["grader"] == [] and found["left"] == []


def test_there_are_two_hundred_in_eight_classes_and_each_says_what_it_tries():
    attacks = table()
    assert len(attacks) >= 200 and {kind for kind, _ in attacks.values()} == set(CLASSES)
    assert set(SAMPLE) <= set(attacks)
    for name, (_, attack) in attacks.items():
        assert len(attack.tries) > 15 and attack.tries.endswith(".") and cells_of(attack), name
    same = collections.Counter(repr(cells_of(attack)) for _, attack in attacks.values())
    assert max(same.values()) == 1, "two attacks are one"


@pytest.mark.parametrize("strength", [name for name in QUICK if name in strengths()][:2])
def test_a_sample_of_them_achieves_nothing(strength):
    expect_nothing(result(strength, SAMPLE))


@pytest.mark.slow
@pytest.mark.timeout(SECONDS + 60)
@pytest.mark.parametrize("strength", strengths())
def test_all_of_them_achieve_nothing(strength, capsys):
    found = result(strength, tuple(table()))
    with capsys.disabled():
        print("\n" + summary(strength, found))
    expect_nothing(found)


def summary(strength: str, found: dict) -> str:
    """Class × tried, forged, leaked, harmed, stopped, and how many ended or lost only their own points."""
    columns = ("tried", "forged", "leaked", "harmed", "stopped", "own")
    rows = {kind: dict.fromkeys(columns, 0) for kind in (*CLASSES, "all")}
    for what in found.get("attacks", {}).values():
        for kind in (what["class"], "all"):
            rows[kind]["tried"] += 1
            for column in columns[1:]:
                rows[kind][column] += bool(what[column])
    honest = found.get("honest", {})
    full, seconds = sum(how["full"] for how in honest.values()), found.get("seconds", 0)
    lines = [f"{strength}: {full} of {len(honest)} honest students have full marks, {seconds:.0f} s",
             f"{'class':<12}" + "".join(f"{column:>9}" for column in columns)]
    return "\n".join(lines + [f"{kind:<12}" + "".join(f"{row[column]:>9}" for column in columns)
                              for kind, row in rows.items()])
