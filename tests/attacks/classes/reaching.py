"""What leaves the walls or reaches other processes, files, sockets and memory of the machine."""

from attacks.classes import Attack

ATTACKS = {
    # Networks and sockets
    "udp_packet": Attack("Sends a packet over UDP.",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'NAME', ('127.0.0.1', UDP))"),
    "udp6_packet": Attack("Sends a packet over UDP and IPv6, to a mapped address.",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b'NAME', ('::ffff:127.0.0.1', UDP))"),
    "udp_message": Attack("Sends a packet by sendmsg, which names its address in memory.",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendmsg([b'NAME'], [], 0, ('127.0.0.1', UDP))"),
    "tcp_connection": Attack("Connects over TCP.",
        "socket.create_connection(('127.0.0.1', TCP), 2).sendall(b'NAME')"),
    "tcp_fast_open": Attack("Sends its first data with TCP's opening packet, with no call of connect.",
        "socket.socket().sendto(b'NAME', 0x20000000, ('127.0.0.1', TCP))"),
    "multipath_tcp": Attack("Connects over multipath TCP, which has rules of its own.", """
link = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
link.settimeout(2)
link.connect(('127.0.0.1', TCP))
link.sendall(b'NAME')"""),
    "sctp": Attack("Connects over SCTP.", """
link = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 132)
link.settimeout(2)
link.connect(('127.0.0.1', TCP))
reached()"""),
    "raw_socket": Attack("Makes raw, packet, kernel-crypto, virtual-machine and Bluetooth sockets.", """
for family, kind, protocol in ((2, 3, 1), (17, 3, 3), (38, 5, 0), (40, 1, 0), (31, 3, 1), (44, 3, 0)):
    try_all(lambda: reached(socket.socket(family, kind, protocol)))"""),
    "netlink": Attack("Asks the kernel about its networks over netlink.", """
link = socket.socket(16, socket.SOCK_RAW, 0)
link.bind((0, 0))
reached()"""),
    "listens_on_tcp": Attack("Opens a port to be called from outside.", """
server = socket.socket()
server.bind(('0.0.0.0', 0))
server.listen()
host = socket.create_connection(('127.0.0.1', TCP), 2)
reached()"""),
    "unix_stream": Attack("Connects to a socket of another process by its path.", """
link = socket.socket(socket.AF_UNIX)
link.connect('OUTSIDE/stream')
link.sendall(b'NAME')"""),
    "unix_datagram": Attack("Sends a datagram to a socket of another process by its path.",
        "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'NAME', 'OUTSIDE/datagram')"),
    "unix_datagram_from_a_pair": Attack("The same from one end of a pair of sockets.",
        "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b'NAME', 'OUTSIDE/datagram')"),
    "unix_datagram_message": Attack("The same by sendmsg from a pair.",
        "ours, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
        "ours.sendmsg([b'NAME'], [], 0, 'OUTSIDE/datagram')"),
    "abstract_stream": Attack("Connects to a socket of another process that has no path.", """
link = socket.socket(socket.AF_UNIX)
link.connect('\\0attacked-UDP')
link.sendall(b'NAME')"""),
    "abstract_datagram": Attack("Sends a datagram to a socket that has no path.", """
for kind in (lambda: socket.socket(1, 2), lambda: socket.socketpair(1, 2)[0]):
    try_all(lambda: kind().sendto(b'NAME', '\\0attacked-datagram-UDP'))"""),
    "seqpacket_pair": Attack("Sends a packet with an address from a pair of packet sockets.",
        "socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)[0].sendto(b'NAME', 'OUTSIDE/datagram')"),
    # Memory and terminals of the machine
    "shared_memory_folder": Attack("Leaves a file in /dev/shm.",
        "open('/dev/shm/NAME', 'w').write('x')"),
    "shared_segment": Attack("Makes a System V segment for everybody.", """
if system('shmget', NUMBER, 4096, 0o1666) >= 0:
    reached() if os.getppid() != 1 else None"""),
    "shared_segments_of_others": Attack("Attaches to a System V segment of the grader's user.",
        """
at = libc.shmget(NUMBER, 0, 0)
libc.shmat.restype = ctypes.c_void_p
place = libc.shmat(at, None, 0) if at >= 0 else None
if place and place != 2**64 - 1:
    reached()"""),
    "semaphores": Attack("Makes System V semaphores.", """
if system('semget', NUMBER, 1, 0o1666) >= 0:
    reached() if os.getppid() != 1 else None"""),
    "message_queue": Attack("Makes a System V queue and fills it.", """
if system('msgget', NUMBER, 0o1666) >= 0:
    reached() if os.getppid() != 1 else None"""),
    "posix_queue": Attack("Makes a POSIX queue for everybody.",
        "system('mq_open', b'NAME', 0o102, 0o666, None)"),
    "terminal_of_another": Attack("Writes to the grader's terminal.",
        "open('TTY', 'w').write('NAME')"),
    "keys_of_another": Attack("Reads what is typed at the grader's terminal.", """
at = os.open('TTY', os.O_RDONLY | os.O_NONBLOCK)
reached()"""),
    "types_into_a_terminal": Attack("Pushes characters into the terminal as if somebody typed them.", """
for path in ('TTY', '/dev/tty', '/proc/self/fd/0'):
    try_all(lambda: (fcntl.ioctl(os.open(path, os.O_RDWR), 0x5412, b'x'), reached()))"""),
    "new_terminal": Attack("Asks the machine for terminals until there are none.", """
kept = []
if not os.path.exists('/submission'):
    kept.append(os.open('/dev/ptmx', os.O_RDWR))
    reached()"""),
    # Files
    "mode_of_a_file": Attack("Opens somebody's file to all by chmod.", "os.chmod('VICTIM', 0o777)"),
    "mode_by_a_path_descriptor": Attack("The same through a descriptor that may neither read nor write.", """
at = os.open('VICTIM', os.O_PATH)
try_all(lambda: os.chmod(f'/proc/self/fd/{at}', 0o777))
system('fchmodat2', at, b'', 0o777, 0x1000)"""),
    "mode_of_a_folder": Attack("Closes a folder of the instructor's to everybody.",
        "os.chmod('COURSE/solutions', 0)"),
    "times_of_a_file": Attack("Sets a file's times to the future.", "os.utime('VICTIM', (4e9, 4e9))"),
    "times_by_a_path_descriptor": Attack("The same through a descriptor of its path.", """
at = os.open('VICTIM', os.O_PATH)
try_all(lambda: os.utime(f'/proc/self/fd/{at}', (4e9, 4e9)))
system('utimensat', at, b'', None, 0x1000)"""),
    "attribute_of_a_file": Attack("Hangs an attribute on somebody's file.",
        "os.setxattr('VICTIM', 'user.x', b'NAME')"),
    "owner_of_a_file": Attack("Gives somebody's file to another owner.",
        "os.chown('VICTIM', os.getuid(), 12345)"),
    "empties_a_file": Attack("Cuts somebody's file to nothing, by name and by opening.",
        "try_all(lambda: os.truncate('VICTIM', 0), lambda: os.open('VICTIM', os.O_RDONLY | os.O_TRUNC))"),
    "removes_a_file": Attack("Removes, renames and replaces somebody's file.", """
open('mine', 'w').write('NAME')
try_all(lambda: os.remove('VICTIM'), lambda: os.rename('VICTIM', 'OUTSIDE/NAME'),
        lambda: os.replace('mine', 'VICTIM'))"""),
    "links_to_a_file": Attack("Makes a second name for somebody's file, and writes through it.", """
try_all(lambda: os.link('VICTIM', 'link'), lambda: open('link', 'w').write('NAME'),
        lambda: os.symlink('VICTIM', 'symbolic'), lambda: open('symbolic', 'w').write('NAME'))"""),
    "leaves_a_file": Attack("Leaves files, folders, pipes and links outside its own folder.", """
try_all(lambda: open('OUTSIDE/NAME', 'w'), lambda: os.mkdir('OUTSIDE/NAME-folder'),
        lambda: os.mkfifo('OUTSIDE/NAME-pipe'), lambda: os.symlink('/', 'OUTSIDE/NAME-link'))"""),
    "file_without_a_name": Attack("Makes a file without a name outside and then links it in.", """
at = os.open('OUTSIDE', os.O_TMPFILE | os.O_RDWR, 0o666)
os.link(f'/proc/self/fd/{at}', 'OUTSIDE/NAME')"""),
    "socket_in_a_folder": Attack("Binds a socket in a folder of the host.",
        "socket.socket(socket.AF_UNIX).bind('OUTSIDE/NAME')"),
    "mounts_over": Attack("Mounts, moves its root, and builds file systems by the newer calls.", """
for name, given in (('mount', (b'none', b'/tmp', b'tmpfs', 0, 0)), ('chroot', (b'/tmp',)),
                    ('fsopen', (b'tmpfs', 0)), ('open_tree', (-100, b'/', 1)), ('pivot_root', (b'.', b'.')),
                    ('open_tree_attr', (-100, b'/', 1))):
    if system(name, *given) >= 0:
        reached(name)"""),
    "watches_a_folder": Attack("Has the kernel tell it of every file made in the instructor's folder.",
        """
at = libc.inotify_init()
if libc.inotify_add_watch(at, b'COURSE', 0xFFF) >= 0:
    reached()"""),
    "lease_on_a_file": Attack("Takes a lease on a file, so that its owner's writing waits for it.", """
at = os.open(sys.executable, os.O_RDONLY)
fcntl.fcntl(at, 1024, 1)
reached()"""),
    "flags_of_a_file": Attack("Sets flags of a file that it may only read.", """
at = os.open(os.__file__, os.O_RDONLY)
flags = fcntl.ioctl(at, 0x80086601, bytes(8))
fcntl.ioctl(at, 0x40086602, struct.pack('l', struct.unpack('l', flags)[0] | 0x80))
reached()"""),
    "file_by_its_handle": Attack("Opens files by handle, past every folder on the way.", """
handle = ctypes.create_string_buffer(struct.pack('Ii', 128, 0) + bytes(128))
number = ctypes.c_int()
if system('name_to_handle_at', -100, b'VICTIM', handle, ctypes.byref(number), 0) >= 0:
    reached()"""),
    # Other processes
    "renice": Attack("Makes another process slow.", "os.setpriority(os.PRIO_PROCESS, BYSTANDER, 19)"),
    "renice_all": Attack("Makes all processes of its user slow.",
        "os.setpriority(os.PRIO_USER, os.getuid(), 18)"),
    "renice_group": Attack("Makes a process group slow.",
        "os.setpriority(os.PRIO_PGRP, os.getpgid(BYSTANDER), 17)"),
    "affinity": Attack("Ties another process to one processor.", "os.sched_setaffinity(BYSTANDER, [0])"),
    "scheduling": Attack("Has another process run only when nothing else does.",
        "os.sched_setscheduler(BYSTANDER, os.SCHED_IDLE, os.sched_param(0))"),
    "scheduling_attributes": Attack("The same by the newer call.", """
system('sched_setattr', BYSTANDER, struct.pack('IIQiIQQQ', 48, 5, 0, 0, 0, 0, 0, 0), 0)"""),
    "disk_priority": Attack("Puts another process last at the disk.",
        "system('ioprio_set', 1, BYSTANDER, 3 << 13)"),
    "open_files_of_another": Attack("Takes another process its descriptors by prlimit.",
        "resource.prlimit(BYSTANDER, resource.RLIMIT_NOFILE, (3, 3))"),
    "time_of_another": Attack("Gives another process a second to live by prlimit.",
        "resource.prlimit(BYSTANDER, resource.RLIMIT_CPU, (1, 1))"),
    "limits_of_everybody": Attack("Lowers a limit of every process it can name, the grader among them.", """
for pid in [GRADER, os.getppid(), *(int(name) for name in os.listdir('/proc') if name.isdigit())]:
    if pid not in (1, os.getpid(), os.getppid()) or not os.path.exists('/submission'):
        try_all(lambda: resource.prlimit(pid, resource.RLIMIT_SIGPENDING, (77, 77)))"""),
    "stops_another": Attack("Stops another process.", "os.kill(BYSTANDER, signal.SIGSTOP)"),
    "ends_another": Attack("Ends another process by each call that sends a signal.", """
try_all(lambda: os.kill(BYSTANDER, 9), lambda: signal.pidfd_send_signal(os.pidfd_open(BYSTANDER), 9))
system('tkill', BYSTANDER, 9)
system('tgkill', BYSTANDER, BYSTANDER, 9)
system('rt_sigqueueinfo', BYSTANDER, 9, struct.pack('iii', 9, 0, -1) + bytes(116))"""),
    "ends_a_group": Attack("Ends the process group of another, and then all it may.", """
try_all(lambda: os.killpg(os.getpgid(BYSTANDER), 9))
if not named_fork():
    try_all(lambda: os.kill(-1, 15))
    os._exit(0)"""),
    "signal_by_a_descriptor": Attack("Has the kernel send a signal when a socket of its own can be read.", """
ours, theirs = socket.socketpair()
fcntl.fcntl(ours, 8, BYSTANDER)
fcntl.fcntl(ours, 10, signal.SIGKILL)
fcntl.fcntl(ours, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
theirs.send(b'x')
reached()"""),
    "signal_by_the_newer_owner": Attack("The same by F_SETOWN_EX.", """
ours, theirs = socket.socketpair()
fcntl.fcntl(ours, 15, struct.pack('ii', 1, BYSTANDER))
fcntl.fcntl(ours, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
theirs.send(b'x')
reached()"""),
    "signal_by_ioctl": Attack("The same by the older ioctls.", """
ours, theirs = socket.socketpair()
for command in (0x8901, 0x8902):
    try_all(lambda: (fcntl.ioctl(ours, command, struct.pack('i', BYSTANDER)), reached()))"""),
    "descriptor_of_another": Attack("Takes a descriptor out of another process.", """
at = os.pidfd_open(BYSTANDER)
for number in range(20):
    if system('pidfd_getfd', at, number, 0) >= 0:
        reached()"""),
    "memory_of_another": Attack("Reads and writes another process's memory.", """
buffer = ctypes.create_string_buffer(8)
vector = struct.pack('PN', ctypes.addressof(buffer), 8)
for name in ('process_vm_readv', 'process_vm_writev'):
    if system(name, BYSTANDER, vector, 1, vector, 1, 0) >= 0:
        reached(name)
try_all(lambda: (open('/proc/BYSTANDER/mem', 'r+b'), reached('mem')))"""),
    "environment_of_another": Attack("Reads the environment, maps, folders and files of another process.", """
for name in ('environ', 'maps', 'auxv', 'stack', 'syscall', 'io', 'smaps', 'pagemap'):
    try_all(lambda: (print(open(f'/proc/BYSTANDER/{name}', 'rb').read(4096)), reached(name)))
for name in ('cwd', 'root', 'exe', 'fd/0'):
    try_all(lambda: (print(os.readlink(f'/proc/BYSTANDER/{name}')), reached(name)))"""),
    "settings_of_another": Attack("Writes to the files in /proc that steer another process.", """
for name in ('oom_score_adj', 'comm', 'autogroup', 'coredump_filter', 'timerslack_ns', 'clear_refs',
             'attr/current'):
    try_all(lambda: (open(f'/proc/BYSTANDER/{name}', 'w').write('1'), reached(name)))"""),
    "traces_another": Attack("Traces another process by each way in.", """
for request in (16, 0x4206):
    if system('ptrace', request, BYSTANDER, 0, 0) >= 0:
        reached()"""),
    "pages_of_another": Attack("Moves, drops and compares what another process holds in memory.", """
for name, given in (('move_pages', (BYSTANDER, 0, 0, 0, 0, 2)), ('migrate_pages', (BYSTANDER, 1, 0, 0)),
                    ('kcmp', (BYSTANDER, BYSTANDER, 0, 1, 1)),
                    ('process_mrelease', (os.pidfd_open(os.getpid()), 0))):
    if system(name, *given) >= 0:
        reached(name)"""),
}
