"""What tries to stay when the submission is over."""

from attacks.classes import Attack

_STAYS = "    time.sleep(500)\n    os._exit(0)"

ATTACKS = {
    "child": Attack("Leaves a child that sleeps.", f"if not named_fork():\n{_STAYS}"),
    "daemon": Attack("Forks twice, in a session of its own.", f"""
if not os.fork():
    os.setsid()
    if os.fork():
        os._exit(0)
    libc.prctl(15, b'TAG', 0, 0, 0)
{_STAYS}"""),
    "deaf_daemon": Attack("The same, ignoring every signal and its parent's end.", f"""
if not os.fork():
    os.setsid()
    libc.prctl(1, 0, 0, 0, 0)
    for number in range(1, 64):
        try_all(lambda: signal.signal(number, signal.SIG_IGN))
    if os.fork():
        os._exit(0)
    libc.prctl(15, b'TAG', 0, 0, 0)
{_STAYS}"""),
    "stopped_child": Attack("Leaves a child that is stopped.", f"""
if not named_fork():
    os.kill(os.getpid(), signal.SIGSTOP)
{_STAYS}"""),
    "sibling": Attack("Starts a process as a child of its own parent (CLONE_PARENT).", f"""
child = libc.syscall({{'x86_64': 56, 'aarch64': 220}}[os.uname().machine], 0x8000 | 17, 0, 0, 0, 0)
if child == 0:
    libc.prctl(15, b'TAG', 0, 0, 0)
{_STAYS}"""),
    "reaper": Attack("Makes itself the reaper of orphans, and leaves some.", f"""
libc.prctl(36, 1, 0, 0, 0)
for _ in range(5):
    if not os.fork():
        if not named_fork():
        {_STAYS}
        os._exit(0)"""),
    "relay": Attack("A chain of processes, each of which forks the next as soon as it ends.", """
if not named_fork():
    while True:
        if os.fork():
            os._exit(0)"""),
    "many_relays": Attack("Twenty such chains at once, each in a session of its own.", """
for _ in range(20):
    if not named_fork():
        os.setsid()
        while True:
            if os.fork():
                os._exit(0)"""),
    "program": Attack("Starts a program of the system in a session of its own.", """
subprocess.Popen(['/bin/sh', '-c', 'sleep 500 # TAG'], start_new_session=True,
                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)"""),
    "program_by_nohup": Attack("Starts a program by nohup and setsid.", """
subprocess.Popen('nohup setsid sh -c "sleep 500 # TAG" >/dev/null 2>&1 &', shell=True)"""),
    "at_exit": Attack("Forks when Python ends, and at each signal that ends it.", """
import atexit
def stay(*_):
    if not named_fork():
        time.sleep(500)
atexit.register(stay)
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
    signal.signal(number, stay)"""),
    "traced_child": Attack("A child that asks to be traced, and one in a stopped group.", f"""
if not named_fork():
    system('ptrace', 0, 0, 0, 0)
    os.setpgid(0, 0)
{_STAYS}
try_all(lambda: os.killpg(os.getpgid(0), 0))"""),
    "waiting_in_a_pipe": Attack("A child that waits for ever in an uninterruptible-looking read, many deep.",
        """
for _ in range(30):
    if not named_fork():
        os.setsid()
        readable, writable = os.pipe()
        os.read(readable, 1)"""),
    "files_for_the_next": Attack("Leaves files for the next submission in every folder it may write to.", """
import sys as _sys
for folder in ('/tmp', '/var/tmp', '/dev/shm', '/run', os.path.expanduser('~'), '.', *_sys.path):
    try_all(lambda: open(os.path.join(folder, 'NAME.py'), 'w').write('x'))
if not os.path.exists('/submission'):
    try_all(*(lambda name=name: (os.stat(name), reached(name))
              for name in ('/tmp/NAME.py', '/var/tmp/NAME.py', '/dev/shm/NAME.py')))"""),
    "start_up_files": Attack("Writes files that the next Python or IPython would run.", """
home = os.path.expanduser('~')
for path in (f'{home}/.ipython/profile_default/startup/00.py',
             f'{home}/.local/lib/python3.11/site-packages/a.pth',
             f'{home}/.config/matplotlib/matplotlibrc', f'{home}/.keras/keras.json', f'{home}/.bashrc'):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, 'w').write('print("quagga" + "_7213")')"""),
}
