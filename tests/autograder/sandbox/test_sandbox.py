"""The sandbox: what a submission can reach, and what stops it. Each test tries it from inside.

How the walls are made is tested beside this, module by module.
"""

import asyncio
import os
import socket
import tempfile
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder import sandbox
from autograder.engine import forks
from autograder.engine.conditions import Limits
from autograder.engine.kernels import Kernels
from autograder.engine.running import run_cells

ROOT = Path(__file__).resolve().parents[3]
WALLS = forks.machine_plan() if forks.supported() else sandbox.Plan("none")

LOST = "; ".join(WALLS.missing)
REFUSED = ("FileNotFoundError", "PermissionError")

pytestmark = pytest.mark.skipif(WALLS.strength == "none", reason=f"this machine can confine nothing: {LOST}")
namespaces = pytest.mark.skipif(WALLS.strength != "namespaces", reason=f"needs namespaces: {LOST}")


LIBC = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)"


def inside(*codes: str, limits=Limits(cell_seconds=60), walls=None, env=None):
    """Run cells in a confined kernel; their printed text, error or reason of the end, one each."""
    notebook = new_notebook(cells=[new_code_cell(code) for code in codes])
    kernels = Kernels(forked=True)
    with tempfile.TemporaryDirectory(prefix="t-") as scratch:
        launch = kernels.launch(scratch, limits)
        launch["env"] |= env or {}
        problem = asyncio.run(run_cells(notebook, kernels.manager(scratch), limits, **launch))
    outputs = [[o.get("text", "") or o.get("evalue", "") for o in cell.outputs] for cell in notebook.cells]
    said = ["".join(texts).strip() for texts in outputs]
    return said[0] if len(said) == 1 and not problem else [*said, problem] if problem else said


def attempt(action: str) -> str:
    """Code that prints "done" or the error's name."""
    failed = "except Exception as error:\n    print(type(error).__name__)"
    return f"try:\n    {action}\n    print('done')\n{failed}"


@pytest.mark.parametrize("path", [
    "solutions", "autograder/nbgrader_config.py", "tests/answers", "pyproject.toml", ".git/config",
])
def test_the_courses_own_files_cannot_be_read(path):
    file = str(ROOT / path)
    assert inside(attempt(f"__import__('os').stat({file!r}); open({file!r}).read()")) in REFUSED


def test_other_students_work_and_the_graders_home_cannot_be_read(tmp_path):
    (tmp_path / "other.ipynb").write_text("secret")
    tmp_path.chmod(0o755)
    (tmp_path / "other.ipynb").chmod(0o644)
    assert inside(attempt(f"open({str(tmp_path / 'other.ipynb')!r})")) in REFUSED
    assert inside(attempt("open('/etc/shadow')")) in REFUSED


@pytest.mark.parametrize("place", [
    "/usr/lib/x", "/etc/x", "/x", str(ROOT / "course" / "x.py"), "/dev/x", "/proc/sys/kernel/hostname",
])
def test_only_the_scratch_folder_can_be_written(place):
    assert inside(attempt(f"open({place!r}, 'w').write('x')")) in ("OSError", *REFUSED)
    assert not Path(place).is_file() or "proc" in place


def test_the_scratch_folder_can_be_written():
    temporary = "open('/tmp/t', 'w') if not __import__('os').environ['HOME'].startswith('/tmp') else 0"
    assert inside(attempt(f"open('mine.txt', 'w').write('x'); {temporary}")) == "done"


def test_a_link_carries_no_write_out(tmp_path):
    target = tmp_path / "victim"
    target.write_text("whole")
    target.chmod(0o666)
    tmp_path.chmod(0o777)
    link = f"import os\nos.symlink({str(target)!r}, 'link')"
    inside(f"{link}\ntry:\n    open('link', 'w').write('broken')\nexcept OSError:\n    pass")
    assert target.read_text() == "whole"


def test_there_is_no_network():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        said = inside(attempt(f"__import__('socket').create_connection({server.getsockname()!r}, 2)"))
        assert said in ("OSError", "PermissionError", "ConnectionRefusedError")


@namespaces
def test_the_graders_sockets_and_processes_are_out_of_sight(tmp_path):
    address = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen()
        said = inside(attempt(f"s = __import__('socket').socket(1); s.connect({address!r})"))
        assert said == "FileNotFoundError"
    assert int(inside("import os\nprint(sum(name.isdigit() for name in os.listdir('/proc')))")) <= 4


def test_temporary_files_have_a_place_of_the_kernels_own():
    """Keras and AutoGraph need one; the one that Python chose before the fork may lie outside the walls."""
    writes = "    file.write('kept')\n    file.seek(0)\n    print(file.read())"
    code = f"import tempfile\nwith tempfile.NamedTemporaryFile('w+') as file:\n{writes}"
    assert inside(code) == "kept"


def test_the_graders_process_cannot_be_signalled_or_traced():
    said = inside(attempt(f"__import__('os').kill({os.getpid()}, 0)"))
    assert said in ("ProcessLookupError", "PermissionError")
    assert inside(f"{LIBC}\nprint(libc.ptrace(16, 1, 0, 0), ctypes.get_errno())") == "-1 1"


@pytest.mark.parametrize("call", [
    "unshare(0x10000000)", "syscall(425, 8, 0)", "mount(b'x', b'/tmp', b'tmpfs', 0, None)",
    "syscall(321, 0, 0, 0)", "chroot(b'/tmp')", "syscall(308, 0, 0)",
])
def test_system_calls_into_the_kernel_are_refused(call):
    assert inside(f"{LIBC}\nprint(libc.{call}, ctypes.get_errno())") == "-1 1"


def test_the_user_is_unprivileged_and_stays_so():
    if any("kernels run as root" in lost for lost in WALLS.missing):
        pytest.skip("root's Python is not open to another user: " + WALLS.missing[-1])
    code = """
import os
print(os.getuid() != 0 and os.geteuid() != 0)
try:
    os.setuid(0)
    print('root')
except OSError:
    print('refused')
print([line for line in open('/proc/self/status') if line.startswith(('CapEff', 'CapBnd', 'NoNewPrivs'))])
"""
    said = inside(code)
    assert said.startswith("True\nrefused")
    assert "NoNewPrivs:\\t1" in said and "CapEff:\\t0000000000000000" in said


BOMBS = {
    "memory": "x = []\nwhile True:\n    x.append(bytearray(50_000_000))",
    "shared memory": "import mmap\nkept = []\nwhile True:\n    kept.append(mmap.mmap(-1, 50_000_000))\n"
                     "    kept[-1][::4096] = b'x' * len(range(0, 50_000_000, 4096))",
    "memory of many": "import os, time\nfor _ in range(20):\n    if os.fork() == 0:\n"
                      "        kept = b'x' * 300_000_000\n        time.sleep(60)\ntime.sleep(60)",
    "threads": "import threading, time\nfor _ in range(5_000):\n"
               "    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()",
    "processes": "import os, time\nfor _ in range(5_000):\n"
                 "    if os.fork() == 0:\n        time.sleep(30)\n        os._exit(0)",
    "files": "for n in range(1_000):\n    open(f'f{n}', 'wb').write(bytes(20_000_000))",
    "one large file": "open('f', 'wb').truncate(10**12); open('f', 'r+b').write(b'x' * 10**9)",
    "open files": "kept = [open('/dev/null') for _ in range(100_000)]",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_contained_and_the_machine_lives_on(bomb):
    said = inside(BOMBS[bomb], "print('next cell')", limits=Limits(cell_seconds=30))
    assert "next cell" not in said[0]
    assert inside("print('fine')") == "fine"


def test_the_walls_are_named_by_the_doctor():
    from autograder.doctor import examine

    held = {protection.what: protection.holds for protection in examine()}
    assert held["files: only the scratch folder can be written, nothing of yours read"]
    assert held["processes: no other can be seen"] == (WALLS.strength == "namespaces")


def test_under_landlock_files_and_network_are_still_closed(where_unshare_is_refused):
    """The tests of this file, run where `unshare` is refused; those that need namespaces skip."""
    if os.environ.get("INSIDE_LANDLOCK_TEST"):
        pytest.skip("already inside")
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", "not bombs or memory"]
    code = (
        "import os, sys, pytest\nos.environ['INSIDE_LANDLOCK_TEST'] = '1'\n"
        f"sys.exit(pytest.main({[*options, str(Path(__file__))]}))"
    )
    done = where_unshare_is_refused(code)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
