"""What uses up what all share: processors, memory, disk, numbers of processes, tables of the kernel."""

from attacks.classes import Attack

ATTACKS = {
    "sixty_spinners": Attack("Forks sixty processes that spin.", """
for _ in range(60):
    if not named_fork():
        while True:
            pass"""),
    "spinners_in_sessions": Attack("Forks forty that spin, each in a session of its own.", """
for _ in range(40):
    if not named_fork():
        os.setsid()
        while True:
            pass"""),
    "spinning_threads": Attack("Computes in forty threads outside Python's lock.", """
import numpy as np
big = np.ones((2000, 2000))
for _ in range(40):
    threading.Thread(target=lambda: [big @ big for _ in range(100)], daemon=True).start()
time.sleep(2)"""),
    "real_time": Attack("Asks to be scheduled before everybody else.", """
for policy in (os.SCHED_FIFO, os.SCHED_RR):
    try_all(lambda: (os.sched_setscheduler(0, policy, os.sched_param(50)), reached(policy)))
try_all(lambda: (os.setpriority(os.PRIO_PROCESS, 0, -10), reached('nice')))"""),
    "raised_limits": Attack("Raises its own limits.", """
for what in range(16):
    soft, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        try_all(lambda: (resource.setrlimit(what, (hard + 1, hard + 1)), reached(what)))"""),
    "shared_memory": Attack("Fills six gigabytes of anonymous shared memory, which are nobody's data.", """
kept = []
for _ in range(60):
    kept.append(mmap.mmap(-1, 100_000_000))
    kept[-1][::4096] = b'x' * len(range(0, 100_000_000, 4096))
reached()"""),
    "shared_zeroes": Attack("The same by mapping /dev/zero.", """
kept = []
for _ in range(60):
    with open('/dev/zero', 'r+b') as zero:
        kept.append(mmap.mmap(zero.fileno(), 100_000_000))
    kept[-1][::4096] = b'x' * len(range(0, 100_000_000, 4096))
reached()"""),
    "memory_files": Attack("Fills six gigabytes of files in memory.", """
at = os.memfd_create('x')
for _ in range(60):
    os.write(at, bytes(100_000_000))
reached()"""),
    "secret_memory_files": Attack("The same in memory the kernel itself cannot read.", """
at = system('memfd_secret', 0)
if at >= 0:
    reached()"""),
    "memory_segments": Attack("Fills six gigabytes of System V segments.", """
libc.shmat.restype = ctypes.c_void_p
for _ in range(60):
    at = system('shmget', 0, 100_000_000, 0o1600)
    if at < 0:
        break
    ctypes.memset(libc.shmat(at, None, 0), 1, 100_000_000)
else:
    reached()"""),
    "memory_of_many": Attack("Holds 300 MB in each of twenty processes.", """
for _ in range(20):
    if not named_fork():
        kept = b'x' * 300_000_000
        time.sleep(60)
        os._exit(0)
time.sleep(5)"""),
    "hidden_memory": Attack("Holds too much in many processes that let nobody look into them.", """
for _ in range(20):
    if not named_fork():
        libc.prctl(4, 0, 0, 0, 0)
        kept = b'x' * 300_000_000
        time.sleep(60)
        os._exit(0)
time.sleep(4)"""),
    "page_tables": Attack("Touches a page in each of very many read-only places, for the tables alone.", """
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
for _ in range(20):
    place = libc.mmap(None, 2**36, 1, 0x4022, -1, 0)
    if place == 2**64 - 1:
        break
    for at in range(place, place + 2**36, 2**21):
        ctypes.c_char.from_address(at).value"""),
    "many_mappings": Attack("Splits its memory into as many mappings as it can.", """
kept = []
try_all(lambda: kept.extend(mmap.mmap(-1, 4096) for _ in range(70_000)))"""),
    "pipes_full": Attack("Fills pipes, which lie in the kernel's memory.", """
for _ in range(400):
    readable, writable = os.pipe()
    try_all(lambda: fcntl.fcntl(writable, 1031, 2**20))
    os.set_blocking(writable, False)
    try_all(lambda: [os.write(writable, bytes(65536)) for _ in range(20)])"""),
    "sockets_full": Attack("Fills pairs of sockets in several processes.", """
for _ in range(8):
    if not named_fork():
        kept = []
        try_all(lambda: [fill(kept) for _ in range(400)])
        time.sleep(3)
        os._exit(0)
def fill(kept):
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    kept += [ours, theirs]
    try_all(lambda: [ours.send(bytes(65536)) for _ in range(20)])
time.sleep(1)"""),
    "descriptors_in_flight": Attack("Hides open files in messages nobody reads.", """
ours, theirs = socket.socketpair()
ours.setblocking(False)
for _ in range(2000):
    with open('/dev/null') as file:
        socket.send_fds(ours, [b'x'], [file.fileno()] * 200)"""),
    "scratch_full": Attack("Writes files until there is no room.", """
for number in range(100):
    open(f'fill-{number}', 'wb').write(bytes(20_000_000))
reached()"""),
    "temporary_full": Attack("Fills the folder for temporary files, and that of shared memory.", """
import tempfile
for folder in (tempfile.gettempdir(), '/tmp', '/dev/shm', '/var/tmp', '/run/lock'):
    try_all(lambda: [open(f'{folder}/NAME-{number}', 'wb').write(bytes(20_000_000)) for number in range(40)],
            lambda: reached(folder) if len(glob.glob(f'{folder}/NAME-*')) == 40 else None)"""),
    "removed_files_full": Attack("Keeps files open that it has removed.", """
kept = []
for number in range(60):
    kept.append(open('hidden', 'w+b'))
    os.remove('hidden')
    kept[-1].write(bytes(20_000_000))
    kept[-1].flush()
time.sleep(3)
reached()"""),
    "very_many_files": Attack("Makes files until the numbers for files are gone.", """
for number in range(60_000):
    os.mknod(f'file-{number}')
time.sleep(3)
reached()"""),
    "very_deep_folders": Attack("Makes folders in folders, deeper than a path may be long.", """
for _ in range(3_000):
    os.mkdir('d')
    os.chdir('d')"""),
    "closed_folders": Attack("Leaves folders that not even their owner may open.", """
for number in range(5):
    os.makedirs(f'closed-{number}/inner')
    open(f'closed-{number}/inner/file', 'w').write('x')
    os.mkdir(f'zero-{number}', 0)
    libc.chmod(f'closed-{number}'.encode(), 0)"""),
    "odd_file_names": Attack("Leaves files with names that are no text, or as long as can be.", """
for name in (b'\\xff\\xfe', b'\\n\\r\\t', b'-rf', b'x' * 255, '\\u202e'.encode(), b'\\x1b[2J'):
    os.mkdir(name)
    open(name + b'/' + name, 'w').write('x')"""),
    "sparse_file": Attack("Makes a file that says it is a thousand gigabytes.", """
open('large', 'wb').truncate(10**12)
reached()"""),
    "threads_without_end": Attack("Starts threads until there are none.", """
for _ in range(5_000):
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
reached()"""),
    "processes_without_end": Attack("Forks sleeping processes until there are none.", """
for _ in range(2_000):
    if not named_fork():
        time.sleep(60)
        os._exit(0)
reached()"""),
    "zombies": Attack("Leaves dead children that nobody asks after.", """
for _ in range(2_000):
    if not os.fork():
        os._exit(0)
reached()"""),
    "open_files_without_end": Attack("Opens files until there are none.", """
kept = [open('/dev/null') for _ in range(100_000)]
reached()"""),
    "timers_and_signals": Attack("Queues signals and starts timers by the thousand.", """
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN])
for _ in range(100_000):
    system('rt_sigqueueinfo', os.getpid(), signal.SIGRTMIN, struct.pack('iii', 34, 0, -1) + bytes(116))"""),
    "watches_without_end": Attack("Makes watches of files and nests of epoll until the user has no more.", """
import select
for _ in range(300):
    at = libc.inotify_init()
    for name in glob.glob('/usr/lib/*'):
        libc.inotify_add_watch(at, name.encode(), 0xFFF)
kept = [select.epoll() for _ in range(300)]
for first, second in zip(kept, kept[1:]):
    try_all(lambda: first.register(second.fileno()))"""),
    "keyrings": Attack("Stores data in the kernel's keyrings.", """
for number in range(100):
    if system('add_key', b'user', b'NAME%d' % number, bytes(20_000), 20_000, -4) >= 0:
        reached()"""),
    "core_dumps": Attack("Crashes with a large core to be written.", """
try_all(lambda: resource.setrlimit(resource.RLIMIT_CORE, (2**30, 2**30)))
if not os.fork():
    kept = b'x' * 200_000_000
    os.abort()
os.wait()
if glob.glob('core*'):
    reached()"""),
    "locked_memory": Attack("Locks memory so that it can never be put aside.", """
if libc.mlockall(3) == 0:
    reached()
place = mmap.mmap(-1, 10_000_000)
if libc.mlock(ctypes.byref(ctypes.c_char.from_buffer(place)), 10_000_000) == 0:
    reached()"""),
    "stops_its_first_process": Attack("Stops the process that ought to pass signals on to it.", """
for pid in (1, os.getppid()):
    try_all(lambda: os.kill(pid, signal.SIGSTOP))"""),
    "ends_its_first_process": Attack("Ends the process that started it.", """
for pid in (1, os.getppid()):
    try_all(lambda: os.kill(pid, signal.SIGKILL))"""),
    "sleeps": Attack("Sleeps for ever, in the cell and in a child that ignores signals.", """
if not named_fork():
    for number in range(1, 64):
        try_all(lambda: signal.signal(number, signal.SIG_IGN))
    time.sleep(10**6)
time.sleep(10**6)"""),
}
