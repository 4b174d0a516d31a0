"""course.runtime: import time, silence, seeds."""

import json
import subprocess
import sys

import course
from course import runtime


def run(code: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_import_course_leaves_tensorflow_and_matplotlib_alone():
    out = run("import course, sys, json; print(json.dumps([m in sys.modules for m in ('tensorflow', 'keras', 'matplotlib', 'sklearn')]))")
    assert json.loads(out.stdout) == [False] * 4


def test_tensorflow_loads_and_computes_without_a_word_on_stderr():
    out = run("import course, tensorflow as tf, keras\nprint(float(tf.reduce_sum(keras.layers.Dense(2)(tf.ones((1, 3))))) is not None)")
    assert out.stdout.strip() == "True" and out.stderr == ""


def test_tensorflow_is_seeded_by_its_import_alone():
    code = "import course, tensorflow as tf, keras, random\nprint(float(tf.random.normal(())), float(keras.random.normal(())), random.random())"
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
