"""course.doctor: findings, advice, exit code."""

import itertools
from types import SimpleNamespace

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
    seconds = itertools.count()
    # an epoch a second, however busy the machine
    monkeypatch.setattr(doctor, "time", SimpleNamespace(perf_counter=lambda: next(seconds)))
    assert "training does not work" in doctor._training(5.0).advice


def test_a_machine_that_hardly_trains_is_called_slow(monkeypatch):
    monkeypatch.setattr(doctor, "_train", lambda seconds: (1, 9.0, 0.11))
    assert "too slow or too busy" in doctor._training(5).advice


def test_a_training_run_that_breaks_is_a_finding(monkeypatch):
    def broken(seconds):
        raise RuntimeError("CUDA driver version is insufficient\nfor this runtime")

    monkeypatch.setattr(doctor, "_train", broken)
    monkeypatch.setattr(runtime, "gpu", lambda: "Tesla T4")
    finding = doctor._training(5)
    assert finding.found == "RuntimeError: CUDA driver version is insufficient"
    assert "CUDA_VISIBLE_DEVICES" in finding.advice


def test_a_tensorflow_that_does_not_load_is_a_finding(monkeypatch):
    def broken():
        raise ImportError("DLL load failed")

    monkeypatch.setattr(runtime, "device", broken)
    assert "force-reinstall" in doctor.examine()[-1].advice


@pytest.mark.parametrize(("device", "card", "advice"), [
    ("CPU", "", ""), ("CPU", "Tesla T4", "does not use the Tesla T4"), ("GPU: Tesla T4", "Tesla T4", "")])
def test_a_gpu_that_lies_idle_is_named(monkeypatch, device, card, advice):
    monkeypatch.setattr(runtime, "device", lambda: device)
    monkeypatch.setattr(runtime, "gpu", lambda: card)
    found = doctor._device()
    assert advice in found.advice and bool(found.advice) == bool(advice) and not found.serious


@pytest.mark.parametrize(("versions", "advice"), [
    ({"tensorflow": "missing"}, "pip install tensorflow"),
    ({"numpy": "1.20.0", "tensorflow": "missing"}, "too old")])
def test_missing_and_old_packages_are_named_with_what_to_do(monkeypatch, versions, advice):
    monkeypatch.setattr(runtime, "versions", lambda: {"python": "3.11.0", **versions})
    assert any(advice in finding.advice for finding in doctor.examine())


def test_a_wrong_data_folder_is_a_finding_and_exit_code_2(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "/no/such/folder")
    monkeypatch.delenv("COURSE_SOURCE", raising=False)
    result = CliRunner().invoke(app, ["doctor", "--seconds", "0.5"])
    assert result.exit_code == 2 and "/no/such/folder" in result.output


@pytest.mark.gpu
def test_on_a_machine_with_a_gpu_the_training_run_uses_it():
    if not runtime.gpu():
        pytest.skip("no NVIDIA GPU in this machine")
    assert doctor._device().found.startswith("GPU: ") and not doctor._training(5.0).advice


def test_the_table_shows_advice_as_it_is_written(monkeypatch):
    finding = doctor.Finding("device", "CPU [0]", "pip install 'tensorflow[and-cuda]'", serious=False)
    monkeypatch.setattr(doctor, "examine", lambda seconds: [finding])
    result = CliRunner().invoke(app, ["doctor"], env={"COLUMNS": "200"})
    assert "CPU [0]" in result.output and "'tensorflow[and-cuda]'" in result.output
    assert result.exit_code == 0 and "Everything a lesson needs works here." in result.output
