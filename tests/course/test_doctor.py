"""course doctor: findings, advice, exit code."""

import pytest
from typer.testing import CliRunner

from course import doctor, runtime
from course.cli import app


def test_a_healthy_machine_gets_no_serious_advice(monkeypatch):
    monkeypatch.setenv("COURSE_SOURCE", "offline")
    findings = doctor.examine(training_seconds=1.0)
    assert [f.what for f in findings][-5:] == ["device", "MNIST", "banknotes", "blood pressure", "training"]
    assert not [f for f in findings if f.advice and f.serious]


def test_the_training_run_says_when_training_does_not_work(monkeypatch):
    import numpy as np

    from course import offline

    noise = np.random.default_rng(0).integers(0, 255, (200, 28, 28)).astype("uint8")
    labels = np.random.default_rng(1).integers(0, 10, 200)
    monkeypatch.setattr(offline, "digits", lambda: (noise, labels, noise[::-1], labels))
    assert "training does not work" in doctor._training(0.5).advice


@pytest.mark.parametrize(("versions", "advice"), [({"tensorflow": "missing"}, "pip install tensorflow"), ({"numpy": "1.20.0", "tensorflow": "missing"}, "too old")])
def test_missing_and_old_packages_are_named_with_what_to_do(monkeypatch, versions, advice):
    monkeypatch.setattr(runtime, "versions", lambda: {"python": "3.11.0", **versions})
    assert any(advice in finding.advice for finding in doctor.examine())


def test_a_wrong_data_folder_is_a_finding_and_exit_code_2(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "/no/such/folder")
    monkeypatch.delenv("COURSE_SOURCE", raising=False)
    result = CliRunner().invoke(app, ["doctor", "--seconds", "0.5"])
    assert result.exit_code == 2 and "/no/such/folder" in result.output
