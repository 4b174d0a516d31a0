"""The sandbox: what a submission can reach, and what stops it. Each test tries it from inside."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder import sandbox
from autograder.engine import provisioner
from autograder.engine.kernels import Kernels
from autograder.engine.running import Limits, execute

ROOT = Path(__file__).resolve().parents[3]
WALLS = provisioner.machine_plan() if provisioner.supported() else sandbox.Plan("none")

pytestmark = pytest.mark.skipif(WALLS.strength == "none", reason="this machine can confine nothing: " + "; ".join(WALLS.missing))
namespaces = pytest.mark.skipif(WALLS.strength != "namespaces", reason="needs namespaces: " + "; ".join(WALLS.missing))


def inside(*codes: str, limits=Limits(cell_seconds=60), walls=None, env=None):
    """Run cells in a confined kernel; their printed text, error or reason of the end, one each."""
    notebook = new_notebook(cells=[new_code_cell(code) for code in codes])
    kernels = Kernels(forked=True)
    with tempfile.TemporaryDirectory(prefix="t-") as scratch:
        launch = kernels.launch(scratch)
        launch["env"] |= env or {}
        problem = asyncio.run(execute(notebook, kernels.manager(scratch), limits, **launch))
    said = ["".join(o.get("text", "") or o.get("evalue", "") for o in cell.outputs).strip() for cell in notebook.cells]
    return said[0] if len(said) == 1 and not problem else [*said, problem] if problem else said


def attempt(action: str) -> str:
    """Code that prints "done" or the error's name."""
    return f"try:\n    {action}\n    print('done')\nexcept Exception as error:\n    print(type(error).__name__)"


@pytest.mark.parametrize("path", ["solutions", "autograder/nbgrader_config.py", "tests/answers", "pyproject.toml", ".git/config"])
def test_the_courses_own_files_cannot_be_read(path):
    assert inside(attempt(f"__import__('os').stat({str(ROOT / path)!r}); open({str(ROOT / path)!r}).read()")) in ("FileNotFoundError", "PermissionError")


def test_other_students_work_and_the_graders_home_cannot_be_read(tmp_path):
    (tmp_path / "other.ipynb").write_text("secret")
    tmp_path.chmod(0o755)
    (tmp_path / "other.ipynb").chmod(0o644)
    assert inside(attempt(f"open({str(tmp_path / 'other.ipynb')!r})")) in ("FileNotFoundError", "PermissionError")
    assert inside(attempt("open('/etc/shadow')")) in ("FileNotFoundError", "PermissionError")


@pytest.mark.parametrize("place", ["/usr/lib/x", "/etc/x", "/x", str(ROOT / "course" / "x.py"), "/dev/x", "/proc/sys/kernel/hostname"])
def test_only_the_scratch_folder_can_be_written(place):
    assert inside(attempt(f"open({place!r}, 'w').write('x')")) in ("OSError", "PermissionError", "FileNotFoundError")
    assert not Path(place).is_file() or "proc" in place


def test_the_scratch_folder_can_be_written():
    assert inside(attempt("open('mine.txt', 'w').write('x'); open('/tmp/t', 'w') if not __import__('os').environ['HOME'].startswith('/tmp') else 0")) == "done"


def test_a_link_carries_no_write_out(tmp_path):
    target = tmp_path / "victim"
    target.write_text("whole")
    target.chmod(0o666)
    tmp_path.chmod(0o777)
    inside(f"import os\nos.symlink({str(target)!r}, 'link')\ntry:\n    open('link', 'w').write('broken')\nexcept OSError:\n    pass")
    assert target.read_text() == "whole"


def test_there_is_no_network():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert inside(attempt(f"__import__('socket').create_connection(('127.0.0.1', {server.getsockname()[1]}), 2)")) in ("OSError", "PermissionError", "ConnectionRefusedError")


@namespaces
def test_the_graders_sockets_and_processes_are_out_of_sight(tmp_path):
    address = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()
        assert inside(attempt(f"s = __import__('socket').socket(1); s.connect({address!r})")) == "FileNotFoundError"
    assert int(inside("import os\nprint(sum(name.isdigit() for name in os.listdir('/proc')))")) <= 4


def test_temporary_files_have_a_place_of_the_kernels_own():
    """Keras and AutoGraph need one; the folder that Python chose before the fork may lie outside the walls."""
    code = "import tempfile\nwith tempfile.NamedTemporaryFile('w+') as file:\n    file.write('kept')\n    file.seek(0)\n    print(file.read())"
    assert inside(code) == "kept"


def test_the_graders_process_cannot_be_signalled_or_traced():
    assert inside(attempt(f"__import__('os').kill({os.getpid()}, 0)")) in ("ProcessLookupError", "PermissionError")
    trace = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.ptrace(16, 1, 0, 0), ctypes.get_errno())"
    assert inside(trace) == "-1 1"


@pytest.mark.parametrize("call", ["unshare(0x10000000)", "syscall(425, 8, 0)", "mount(b'x', b'/tmp', b'tmpfs', 0, None)", "syscall(321, 0, 0, 0)", "chroot(b'/tmp')", "syscall(308, 0, 0)"])
def test_system_calls_into_the_kernel_are_refused(call):
    assert inside(f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.{call}, ctypes.get_errno())") == "-1 1"


def test_the_user_is_unprivileged_and_stays_so():
    if any("kernels run as root" in lost for lost in WALLS.missing):
        pytest.skip("root's Python is not open to another user: " + WALLS.missing[-1])
    code = "import os\nprint(os.getuid() != 0 and os.geteuid() != 0)\ntry:\n    os.setuid(0)\n    print('root')\nexcept OSError:\n    print('refused')\nprint([l for l in open('/proc/self/status') if l.startswith(('CapEff', 'CapBnd', 'NoNewPrivs'))])"
    said = inside(code)
    assert said.startswith("True\nrefused") and "NoNewPrivs:\\t1" in said and "CapEff:\\t0000000000000000" in said


BOMBS = {
    "memory": "x = []\nwhile True:\n    x.append(bytearray(50_000_000))",
    "threads": "import threading, time\nfor _ in range(5_000):\n    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()",
    "processes": "import os, time\nfor _ in range(5_000):\n    if os.fork() == 0:\n        time.sleep(30)\n        os._exit(0)",
    "files": "for n in range(1_000):\n    open(f'f{n}', 'wb').write(bytes(20_000_000))",
    "one large file": "open('f', 'wb').truncate(10**12); open('f', 'r+b').write(b'x' * 10**9)",
    "open files": "kept = [open('/dev/null') for _ in range(100_000)]",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_contained_and_the_machine_lives_on(bomb):
    if bomb == "files" and WALLS.strength != "namespaces":
        pytest.skip("the scratch folder's size is only limited with namespaces: " + WALLS.missing[0])
    said = inside(BOMBS[bomb], "print('next cell')", limits=Limits(cell_seconds=30))
    assert "next cell" not in said[0]
    assert inside("print('fine')") == "fine"


def test_the_walls_are_named_by_the_doctor():
    from autograder.doctor import examine

    held = {protection.what: protection.holds for protection in examine()}
    assert held["files: only the scratch folder can be written, nothing of yours read"]
    assert held["processes: no other can be seen"] == (WALLS.strength == "namespaces")


def refusing_unshare(code: str) -> subprocess.CompletedProcess:
    """Run Python under a filter that refuses `unshare`, as Docker's default profile does."""
    command = [sys.executable, str(ROOT / "tests" / "refuse_unshare.py"), sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def test_where_unshare_is_refused_landlock_takes_over_and_says_what_is_lost():
    said = refusing_unshare("from autograder import sandbox\np = sandbox.plan()\nprint(p.strength, p.missing)")
    if said.stdout.startswith("none"):
        pytest.skip("this kernel has no Landlock")
    assert said.stdout.startswith("landlock") and "namespaces are refused here" in said.stdout, said.stderr


def test_under_landlock_files_and_network_are_still_closed(tmp_path):
    """The tests of this file, run where `unshare` is refused; those that need namespaces skip."""
    if os.environ.get("INSIDE_LANDLOCK_TEST"):
        pytest.skip("already inside")
    code = (
        "import os, sys, pytest\nos.environ['INSIDE_LANDLOCK_TEST'] = '1'\n"
        f"sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-p', 'no:xdist', '-k', 'not bombs or memory', {str(Path(__file__))!r}]))"
    )
    done = refusing_unshare(code)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_threads_are_no_hindrance_to_planning():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert sandbox.plan().strength == WALLS.strength
    finally:
        stop.set()
        thread.join()
