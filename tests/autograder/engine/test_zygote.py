"""The zygote: a forked kernel computes what a fresh one computes, and nothing outlives it.

With it `autograder.engine.forks` and `autograder.engine.provisioner`, which start and end what it forks.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.engine import forks
from autograder.engine.conditions import Limits
from autograder.engine.kernels import Kernels
from autograder.engine.running import run_notebook

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(not forks.supported(), reason="kernels can only be forked on Linux")

NUMBERS = {
    "a tape": "import course, numpy as np, tensorflow as tf, keras\nx = tf.Variable([1.5, -2.0])\n"
    "with tf.GradientTape() as t:\n    y = tf.reduce_sum(tf.exp(x) * x)\nt.gradient(y, x).numpy().tolist()",
    "seeds of the course": "import random\n"
    "[random.random(), float(np.random.rand()), float(tf.random.normal(()))]",
    "training with dropout and batch norm": "course.seed(5)\n"
    "m = keras.Sequential([keras.Input((6,)), keras.layers.Dense(16, activation='relu'), "
    "keras.layers.BatchNormalization(), keras.layers.Dropout(.3), keras.layers.Dense(1)])\n"
    "m.compile('adam', 'mse')\n"
    "m.fit(np.random.rand(300, 6), np.random.rand(300), epochs=3, verbose=0).history['loss']",
    "a convolution": "c = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Conv2D(4, 3), "
    "keras.layers.Flatten(), keras.layers.Dense(2)])\nc(np.random.rand(3, 8, 8, 1)).numpy().tolist()",
    "tf.function": "f = tf.function(lambda a: tf.linalg.matmul(a, a))\n"
    "f(tf.random.normal((4, 4))).numpy().tolist()",
    "tf.data": "d = tf.data.Dataset.range(20).shuffle(20, seed=3).batch(4)\n[b.numpy().tolist() for b in d]",
    "initial weights without a seed of one's own": "keras.layers.Dense(3)(np.ones((1, 2))).numpy().tolist()",
    "hashes": "hash('text')",
    "a figure": "from course import plots\nd, a = plots.figure()\n"
    "a.plot([1, 2])\nplots.show(d, alt='a line')",
    "a log message": "import logging\nlogging.getLogger('tensorflow').warning('careful')",
    "a shell": "!echo hello",
    "the module search path": "import sys\n[p for p in sys.path if 'zygote' in p or p == '']",
}


def run(codes, forked: bool, limits=Limits(cell_seconds=120)) -> nbformat.NotebookNode:
    notebook = new_notebook(cells=[new_code_cell(code) for code in codes])
    asyncio.run(run_notebook(notebook, Kernels(forked=forked), limits))
    return notebook


def outputs(notebook) -> list:
    found = []
    for cell in notebook.cells:
        found.append(
            [
                (
                    o.output_type,
                    o.get("name"),
                    o.get("text"),
                    o.get("data", {}).get("text/plain"),
                    sorted(o.get("data", {})),
                    o.get("evalue"),
                )
                for o in cell.outputs
            ]
        )
    return found


def test_a_forked_kernel_gives_the_outputs_of_a_fresh_one():
    numbers = {
        what: code
        for what, code in NUMBERS.items()
        if what != "a shell" or not any("! commands" in lost for lost in forks.machine_plan().missing)
    }
    fresh, forked, again = (outputs(run(numbers.values(), forked)) for forked in (False, True, True))
    for what, *three in zip(numbers, fresh, forked, again, strict=True):
        assert three[0] == three[1] == three[2], what


def test_generators_nobody_seeded_differ_from_kernel_to_kernel():
    code = ["import random, numpy as np\n[random.random(), float(np.random.rand())]"]
    assert outputs(run(code, True)) != outputs(run(code, True))


def test_the_zygote_refuses_to_fork_after_an_operation_or_with_a_thread():
    code = "from autograder.engine import zygote\nimport {}\nzygote.check_safe()"
    unsafe = {
        "course, tensorflow as tf; tf.constant(1) + 1": "already run|threads",
        "threading; threading.Thread(target=threading.Event().wait, daemon=True).start()": "2 threads",
    }
    for what, sentence in unsafe.items():
        died = subprocess.run(
            [sys.executable, "-c", code.format(what)],
            capture_output=True,
            text=True,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )
        assert any(part in died.stderr.split("NotSafe")[-1] for part in sentence.split("|")), died.stderr


def test_an_interrupt_reaches_the_kernel_and_the_rest_runs():
    notebook = run(["while True:\n    pass", "1 + 1"], True, Limits(cell_seconds=2))
    assert notebook.cells[0].metadata.autograder.status == "timeout"
    assert notebook.cells[1].outputs[0].data["text/plain"] == "2"


def test_detached_processes_end_with_the_kernel():
    mark = f"sleep {600 + os.getpid() % 300}.25"
    run([f"import subprocess\nsubprocess.Popen('setsid nohup {mark} >/dev/null 2>&1 &', shell=True)"], True)
    time.sleep(0.5)
    assert mark not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout


def test_the_zygote_ends_when_its_parent_is_killed():
    code = (
        "import asyncio, os, time\nfrom autograder.engine.forks import Zygote\nz = Zygote.instance()\n"
        "print(z.process.pid, flush=True)\ntime.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    zygote = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    for _ in range(50):
        if (
            not os.path.exists(f"/proc/{zygote}")
            or "Z" in open(f"/proc/{zygote}/stat").read().split(")")[1][:3]
        ):
            return
        time.sleep(0.1)
    pytest.fail("the zygote outlived its parent")


@pytest.fixture
def one_setting(monkeypatch):
    """The setting that makes every kernel a zygote's; Jupyter reads it once a process, so it is made to read
    it again."""
    from jupyter_client.provisioning import KernelProvisionerFactory

    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "autograder-zygote")
    KernelProvisionerFactory.clear_instance()
    yield
    KernelProvisionerFactory.clear_instance()


def test_stock_nbgrader_takes_its_kernels_from_the_zygote_by_one_setting(one_setting):
    from nbconvert.preprocessors import ExecutePreprocessor

    notebook = new_notebook(
        cells=[new_code_cell("import os, sys\nprint('tensorflow' in sys.modules, os.getpid())")]
    )
    ExecutePreprocessor(timeout=60, kernel_name="python3").preprocess(notebook)
    assert notebook.cells[0].outputs[0].text.startswith("True")


@pytest.mark.gpu
def test_cuda_is_untouched_before_the_fork_and_works_after_it():
    if not os.path.exists("/dev/nvidia0"):
        pytest.skip("no CUDA GPU on this machine")
    zygote = forks.Zygote.instance()
    open_files = [
        os.readlink(f"/proc/{zygote.process.pid}/fd/{fd}")
        for fd in os.listdir(f"/proc/{zygote.process.pid}/fd")
    ]
    assert not [name for name in open_files if name.startswith("/dev/nvidia")]
    assert "GPU" in outputs(run(["import course\ncourse.device()"], True))[0][0][3]


def test_a_kernel_sees_what_lessons_import_and_not_the_course_around_it():
    cells = run(
        [
            "import course\nprint(course.__file__)",
            f"import os\nprint(os.path.exists({str(ROOT / 'solutions')!r}))",
        ],
        True,
    ).cells
    assert (
        cells[0].outputs[0].text.strip().endswith("course/__init__.py")
        and cells[1].outputs[0].text == "False\n"
    )


def gone(pid: int) -> bool:
    """Whether a process has ended, or does within ten seconds."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


def test_a_killed_warden_leaves_no_kernel_behind():
    """The warden stands outside the walls; the first process inside must end with it, whatever user it
    became."""
    async def forked():
        fork = forks.Fork()
        far, near = socket.socketpair()
        environment = Kernels(forked=True).environment("/tmp")
        await fork.start("examiner", forks.machine_plan(), environment, (far.fileno(),))
        return fork, (far, near)

    fork, _ends = asyncio.run(forked())
    status = Path(f"/proc/{fork.pid}/status").read_text()
    warden = int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:")))
    os.kill(warden, signal.SIGKILL)
    assert gone(fork.pid)
    fork.end()


DAEMON = """import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
os.wait()
print("ready")
time.sleep(600)
"""


@pytest.mark.parametrize("strength", ["namespaces", "landlock"])
def test_a_killed_zygote_leaves_nothing_behind_that_a_submission_started(monkeypatch, strength):
    plan = forks.machine_plan()
    if strength == "namespaces" and plan.strength != strength:
        pytest.skip("namespaces are refused here")
    if strength == "landlock":  # as this user, since another one may not be able to read this Python
        plan = replace(plan, strength=strength, as_root=False)
    monkeypatch.setattr(forks, "_plan", plan)
    zygote = forks.Zygote.instance()

    def family() -> list[psutil.Process]:
        return [
            each
            for each in psutil.process_iter(["cmdline"])
            if zygote.address in (each.info["cmdline"] or ())
        ]

    def kill() -> None:
        patience = time.monotonic() + 60
        while len(family()) < 5 and time.monotonic() < patience:  # zygote, warden, first, kernel, daemon
            time.sleep(0.1)
        zygote.process.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    run([DAEMON], True, Limits(idle_seconds=5))  # the second run, in kernels of a new zygote, ends by itself
    killer.join()
    assert all(gone(each.pid) for each in family())


def test_an_interrupt_from_the_keyboard_does_not_end_the_zygote():
    zygote = forks.Zygote.instance()
    zygote.process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert zygote.process.poll() is None
    assert outputs(run(["6 * 7"], True)) == outputs(run(["6 * 7"], True))
