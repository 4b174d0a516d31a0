"""A process that has imported TensorFlow once and forks a ready kernel for each submission.

Started by `autograder.engine.provisioner` as ``python -m autograder.engine.zygote SOCKET``. It listens on a
Unix socket; each connection asks for one kernel, gets messages about it, and ends it by closing. Before
every fork it holds one thread, has run no TensorFlow operation and has no GPU open, so that a forked
kernel computes the same numbers as a fresh one. What differs would change marks: each line of
`_become_kernel` is there because a comparison with fresh kernels found the difference it removes. Not
for: macOS and Windows, where forking after these imports is not safe.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
import traceback
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.sandbox import Plan

Request = dict[str, Any]
"""What a process is to become: its kind, walls, environment, folders, and for a kernel its connection."""

IMPORTS = (
    "numpy",
    "scipy.ndimage",
    "sklearn.datasets",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.font_manager",
    "matplotlib.pyplot",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "tensorflow",
    "keras",
)
"""What lessons import; a missing one is skipped. ``course`` is not here: its import sets seeds. The variable
``AUTOGRADER_PRELOAD`` replaces the list, separated by commas, for a course that imports other things."""

ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_FORCE_GPU_ALLOW_GROWTH": "true",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""What must be set before the imports: one thread in NumPy's algebra, hashes as in every other kernel."""

ANSWERING = (
    "autograder.crossing",
    "autograder.crossing.refusals",
    "autograder.crossing.figures",
    "autograder.crossing.models",
    "autograder.crossing.channel",
    "autograder.examination.answering",
)
"""Modules of this project that a student's kernel keeps, to answer the grader's questions."""

MAX_SOCKETS = 200
"""Descriptors that may come with a request."""

_MESSAGE = 1 << 20


class NotSafe(RuntimeError):
    """The zygote may not fork; the text says what stands against it."""


def main() -> None:
    """Import, check, listen; ends when standard input is closed, as it is when the parent ends in any way."""
    sys.path[:] = [
        path for path in sys.path if path not in ("", os.getcwd())
    ]  # a file beside a notebook is no module here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process in order
    sys.ps1 = ">>> "  # TensorFlow's logging asks at import whether this is an interactive Python
    import course  # noqa: F401  (lets TensorFlow load in silence; `_forget_the_grader` takes it back)
    from autograder import sandbox  # noqa: F401  (once here, not anew in every child
    from autograder.examination import examiner  # noqa: F401  (with `answering`, which a student's kernel keeps
    from autograder.sandbox import cgroups  # noqa: F401  (once here, not anew in every child

    for name in os.environ.get("AUTOGRADER_PRELOAD", ",".join(IMPORTS)).split(","):
        with contextlib.suppress(ImportError):
            __import__(name)
    if "keras" in sys.modules:
        import keras.layers  # noqa: F401
        import keras.optimizers  # noqa: F401
    check_safe()
    gc.collect()
    gc.freeze()  # a child's collections pass over what is imported here: no time, and no copies of its pages
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(sys.argv[1])
        listener.listen(64)
        print("ready", flush=True)
        _serve(listener)


def check_safe() -> None:
    """Raise `NotSafe` unless this process may be forked: one thread, TensorFlow idle, no GPU open."""
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise NotSafe(f"the zygote has {threads} threads")
    if "tensorflow" in sys.modules:
        from tensorflow.python.eager import context

        if context.context()._initialized:
            raise NotSafe("TensorFlow has already run an operation")
    for entry in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            if os.readlink(f"/proc/self/fd/{entry}").startswith("/dev/nvidia"):
                raise NotSafe("a GPU is open")


def _serve(listener: socket.socket) -> None:
    """Fork one warden for each connection, until the parent closes standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # wardens are reaped by the kernel
    number = 61 * os.getpid()  # two graders on one machine should not give their kernels the same users
    while True:
        ready, _, _ = select.select([listener.fileno(), 0], [], [])
        if 0 in ready and not os.read(0, 1):
            return
        if listener.fileno() not in ready:
            continue
        connection, _ = listener.accept()
        number += 1
        check_safe()
        if os.fork() == 0:
            listener.close()
            os.close(0)
            os.open(os.devnull, os.O_RDONLY)
            try:
                _warden(connection, number)
            finally:
                os._exit(0)
        connection.close()


def _warden(connection: socket.socket, number: int) -> None:
    """Outside the walls: starts the kernel, passes signals on, and ends everything with the connection."""
    from autograder import sandbox
    from autograder.sandbox import cgroups

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    message, sockets, _, _ = socket.recv_fds(connection, _MESSAGE, MAX_SOCKETS)
    request = json.loads(message) | {"sockets": sockets}
    walls = sandbox.Plan.from_json(request["walls"])
    try:
        if walls.strength == "landlock":
            _subreaper()
        group = (
            cgroups.Group(walls.group, walls.resources.memory_bytes, walls.resources.processes)
            if walls.group
            else None
        )
        sandbox.enter_namespaces(walls)
        first = os.fork()
    except OSError as error:
        _tell(connection, event="failed", reason=str(error))
        return
    if first == 0:
        if group:
            group.enter()
        _first_process(connection, request, walls, number)
        os._exit(0)
    _close(sockets)  # or nobody would see the kernel's end of them close
    # Where this process takes in orphans, they hang below it and not below the kernel.
    _tell(
        connection,
        event="started",
        pid=first,
        roots=[os.getpid() if walls.strength != "namespaces" else first],
    )
    gone = os.pidfd_open(first)
    # With the zygote, this process ends too, but last: without namespaces only it knows all there is to end.
    signal.signal(signal.SIGTERM, lambda *_: connection.shutdown(socket.SHUT_RDWR))
    _die_with_parent(signal.SIGTERM)
    watch, reason = sandbox.Watch(walls.resources, tuple(request["writable"])), ""
    while not reason:
        ready, _, _ = select.select([connection.fileno(), gone], [], [], watch.pause)
        if gone in ready:
            break
        if not ready:
            reason = watch.look()
            continue
        message = connection.recv(_MESSAGE)
        if not message:
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(first, json.loads(message)["signal"])
    with contextlib.suppress(ProcessLookupError):
        os.kill(first, signal.SIGKILL)  # the first process of its namespace: all others end with it
    _, status = os.waitpid(first, 0)
    if group:
        group.end()
    if walls.strength != "namespaces":
        _kill_orphans()
    for folder in request["writable"]:  # again, now that nobody is left to write to it
        sandbox.remove(folder)
    _tell(connection, event="ended", code=os.waitstatus_to_exitcode(status), reason=reason)


def _first_process(connection: socket.socket, request: Request, walls: Plan, number: int) -> None:
    """Process 1 of the sandbox: builds it, gives up every privilege, starts the kernel, forwards interrupts,
    reaps."""
    from autograder import sandbox

    _die_with_parent()
    try:
        sandbox.build_root(walls, tuple(request["readable"]))
        sandbox.confine(walls, number, tuple(request["writable"]), tuple(request["readable"]))
        _die_with_parent()  # again: becoming another user took it back
    except OSError as error:
        _tell(connection, event="failed", reason=str(error))
        os._exit(1)
    kernel = os.fork()
    if kernel == 0:
        _die_with_parent()
        try:
            {"kernel": _become_kernel, "examiner": _become_examiner}[request["kind"]](connection, request)
        except BaseException:
            _tell(connection, event="failed", reason=traceback.format_exc().strip().split("\n")[-1])
        os._exit(1)
    connection.close()
    _close(request["sockets"])
    signal.signal(signal.SIGINT, lambda *_: _kill(kernel, signal.SIGINT))
    signal.signal(signal.SIGTERM, lambda *_: _kill(kernel, signal.SIGTERM))
    while True:
        try:
            ended, status = os.waitpid(-1, 0)
        except InterruptedError:
            continue
        if ended == kernel:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def _become_kernel(connection: socket.socket, request: Request) -> None:
    """Turn this forked process into the kernel a fresh ``python -m ipykernel_launcher`` would be."""
    before = _settle(request)
    _forget_the_grader(keep=ANSWERING)
    sys.modules[ANSWERING[-1]].adopt(request["sockets"])
    file = f"{request['place']}/connection.json"
    sys.argv[:] = ["ipykernel_launcher", "-f", file]
    with open(file, "w") as opened:
        json.dump(request["connection"] | {"ip": f"{request['place']}/k"}, opened)

    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize(["-f", file, "--HistoryManager.hist_file=:memory:"])
    os.unlink(file)
    _rebind_logging(before)
    _enable_inline_figures()
    _tell(connection, event="bound")
    connection.close()
    app.start()


def _become_examiner(connection: socket.socket, request: Request) -> None:
    """Turn this forked process into the grader's side of one submission's tests; see
    `autograder.examination.examiner`."""
    _settle(request)
    _forget_the_grader(keep=tuple(name for name in sys.modules if name.split(".")[0] == "autograder"))
    from autograder.examination import examiner

    _tell(connection, event="bound")
    connection.close()
    examiner.adopt(request["sockets"])
    os._exit(0)


def _settle(request: Request) -> dict[int, str]:
    """Take on the environment, folder, random numbers and standard streams of the new process; the old
    streams' names by identity."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(
        request["env"] | {name: value for name, value in ENVIRONMENT.items() if name not in request["env"]}
    )
    # To be chosen anew: with Landlock alone, the one that was chosen before the fork cannot be written.
    tempfile.tempdir = None
    os.makedirs(request["cwd"], exist_ok=True)
    os.chdir(request["cwd"])
    sys.path.insert(0, "")
    del sys.ps1
    _new_random_numbers()
    before = {id(sys.stdout): "stdout", id(sys.stderr): "stderr"}
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    sys.stdin, sys.stdout, sys.stderr = (
        open(n, mode, closefd=False) for n, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, f"__{name}__", getattr(sys, name))
    return before


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _forget_the_grader(keep: tuple[str, ...] = ()) -> None:
    """Unload this project's packages except `keep`, so that a lesson's ``import course`` runs and sets its
    seeds."""
    for name in [
        name for name in sys.modules if name.split(".")[0] in ("course", "autograder") and name not in keep
    ]:
        del sys.modules[name]
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "course.runtime"]


def _new_random_numbers() -> None:
    """Generators nobody seeded must differ from kernel to kernel, as they do in fresh ones."""
    import random

    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _rebind_logging(before: dict[int, str]) -> None:
    """Log handlers made before the fork hold the zygote's streams (`before`: by identity); give them the
    notebook's."""
    import logging

    known = [
        logging.getLogger(),
        *(logging.getLogger(name) for name in list(logging.root.manager.loggerDict)),
    ]
    handlers = {
        handler
        for logger in known
        for handler in logger.handlers
        if isinstance(handler, logging.StreamHandler)
    }
    if "absl.logging" in sys.modules:
        handlers.add(sys.modules["absl.logging"].get_absl_handler().python_handler)
    for handler in handlers:
        if not isinstance(handler, logging.FileHandler):
            handler.setStream(getattr(sys, before.get(id(handler.stream), "stderr")))


def _enable_inline_figures() -> None:
    """Matplotlib was imported before there was a notebook, so its hook for inline figures never ran."""
    if "matplotlib_inline.backend_inline" in sys.modules:
        sys.modules["matplotlib_inline.backend_inline"]._enable_matplotlib_integration()


def _die_with_parent(number: int = signal.SIGKILL) -> None:
    ctypes.CDLL(None).prctl(1, number, 0, 0, 0)


def _subreaper() -> None:
    """Orphans of the kernel become children of this process, which ends them."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def _kill_orphans() -> None:
    """End whatever the kernel left behind: children of this process, over and over until there are none."""
    for _ in range(1_000):
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            children = [int(pid) for pid in file.read().split()]
        if not children:
            return
        for pid in children:
            _kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, 0)


def _kill(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _tell(connection: socket.socket, **message: Any) -> None:
    with contextlib.suppress(OSError):
        connection.send(json.dumps(message).encode())


if __name__ == "__main__":
    main()
