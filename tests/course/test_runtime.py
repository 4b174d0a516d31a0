"""course.runtime, and what `import course` does: import time, silence, seeds."""

import json
import subprocess
import sys

import course
from course import runtime


def run(code: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_import_course_leaves_tensorflow_and_matplotlib_alone():
    out = run("import course, sys, json; print(json.dumps("
              "[m in sys.modules for m in ('tensorflow', 'keras', 'matplotlib', 'sklearn')]))")
    assert json.loads(out.stdout) == [False] * 4


def test_tensorflow_loads_and_computes_without_a_word_on_stderr():
    out = run("import course, tensorflow as tf, keras\n"
              "print(float(tf.reduce_sum(keras.layers.Dense(2)(tf.ones((1, 3))))) is not None)")
    assert out.stdout.strip() == "True" and out.stderr == ""


def test_tensorflow_is_seeded_by_its_import_alone():
    code = ("import course, tensorflow as tf, keras, random\n"
            "print(float(tf.random.normal(())), float(keras.random.normal(())), random.random())")
    assert run(code).stdout == run(code).stdout


def test_seed_repeats_every_generator():
    import random

    import numpy as np
    import tensorflow as tf

    def draw():
        course.seed(3)
        return random.random(), np.random.rand(), float(tf.random.normal(()))

    assert draw() == draw()


def test_import_is_no_use_twice():
    before = len(sys.meta_path)
    runtime.prepare()
    assert len(sys.meta_path) == before


def test_versions_names_what_is_missing(monkeypatch):
    monkeypatch.setattr(runtime, "PACKAGES", ("numpy", "no-such-package"))
    found = runtime.versions()
    assert found["numpy"][0].isdigit() and found["no-such-package"] == "missing"


def test_device_names_the_cpu_or_a_gpu():
    assert course.device().startswith(("CPU", "GPU: "))


def test_colab_is_recognised(monkeypatch):
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release")
    assert runtime.in_colab()


def test_the_set_up_cells_line_is_quiet_but_in_colab_or_where_a_package_is_too_old(monkeypatch, capsys):
    for variable in ("COLAB_RELEASE_TAG", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(runtime, "lesson", None)
    course.start("week1/powers")
    assert runtime.lesson == "week1/powers" and capsys.readouterr().out == ""
    monkeypatch.setattr(runtime, "versions", lambda: {"python": "3.12.1", "tensorflow": "2.9.3",
                                                      "scipy": "missing", "ipython": "7.34.0rc1"})
    course.start("week1/powers")
    assert capsys.readouterr().out == ("tensorflow 2.9.3: too old: pip install -U 'tensorflow>=2.18'\n"
                                       "scipy missing: install it: pip install scipy\n")
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release")
    course.start("week1/powers")
    first, second, _ = capsys.readouterr().out.splitlines()
    assert first.startswith("Colab with Python 3.12.1, TensorFlow 2.9.3 and ")
    assert "Runtime version: Latest" in second
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    course.start("week1/powers")
    assert capsys.readouterr().out == ""


def test_the_gpu_is_named_from_the_drivers_files_alone(tmp_path):
    assert runtime.gpu(tmp_path) == ""
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "nvidia0").touch()
    assert runtime.gpu(tmp_path) == "NVIDIA, model unknown"
    card = tmp_path / "proc/driver/nvidia/gpus/0000:00:04.0/information"
    card.parent.mkdir(parents=True)
    card.write_text("Model: \t\t Tesla T4\nIRQ:   \t\t 33\n")
    assert runtime.gpu(tmp_path) == "Tesla T4"


def test_the_oldest_versions_are_the_lower_bounds_of_the_package():
    import re
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    wanted = [f"python{project['requires-python']}", *project["dependencies"],
              *project["optional-dependencies"]["lab"]]
    bounds = {found[1]: tuple(map(int, found[2].split(".")))
              for line in wanted if (found := re.match(r"([a-z-]+)>=(\d+\.\d+)", line))}
    assert {name: bounds[name] for name in runtime.OLDEST} == runtime.OLDEST
    assert set(runtime.OLDEST) == {"python", *runtime.PACKAGES}
