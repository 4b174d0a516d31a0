"""What tries to get rid of the walls."""

from attacks.classes import Attack

_SET_USER_PROGRAMS = """
before = os.getuid()
for path in ('/bin/su', '/usr/bin/sudo', '/bin/mount', '/usr/bin/passwd', '/usr/bin/chsh', '/usr/bin/newgrp',
             '/usr/bin/pkexec', '/bin/ping', '/usr/bin/newuidmap', '/usr/bin/at', '/usr/bin/crontab'):
    if os.path.exists(path):
        child = subprocess.Popen([path, '--help'], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        strange = lambda: os.stat(f'/proc/{child.pid}').st_uid not in (before, 65534)
        try_all(lambda: reached(path) if strange() else None)
        child.kill()"""

ATTACKS = {
    "becomes_root": Attack("Becomes root or another user by each call there is.", """
for name in ('setuid', 'setgid', 'setfsuid'):
    getattr(libc, name)(0)
try_all(lambda: os.setresuid(0, 0, 0), lambda: os.setresuid(54321, 54321, 54321), lambda: os.setgroups([0]))
status = open('/proc/self/status').read()
for line in status.splitlines():
    if line.startswith('Cap') and not line.startswith('CapBnd') and int(line.split()[1], 16):
        reached(line)"""),
    "set_user_programs": Attack("Starts programs that run as root.", _SET_USER_PROGRAMS),
    "takes_back_privileges": Attack("Takes back what prctl gave away, and keeps it over a change of user.",
        """
for number, given in ((38, 0), (24, 0), (47, 2), (8, 1), (28, 0), (23, 21)):
    libc.prctl(number, given, 21, 0, 0)
if 'NoNewPrivs:\\t1' not in open('/proc/self/status').read():
    reached()"""),
    "namespaces_of_its_own": Attack("Makes a user namespace by each call that could.", """
for flags in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x8000000):
    if system('unshare', flags) == 0:
        reached(hex(flags))
child = libc.syscall({'x86_64': 56, 'aarch64': 220}[os.uname().machine], 0x10000000 | 17, 0, 0, 0, 0)
if child == 0:
    os._exit(0)
if child > 0:
    reached('clone')
arguments = struct.pack('8Q', 0x10000000, 0, 0, 0, 17, 0, 0, 0)
child = libc.syscall(435, arguments, 64)
if child == 0:
    os._exit(0)
if child > 0:
    reached('clone3')"""),
    "namespaces_of_others": Attack("Enters the namespaces of processes it can see.", """
for path in glob.glob('/proc/*/ns/*'):
    try_all(lambda: reached(path) if system('setns', os.open(path, os.O_RDONLY), 0) == 0 else None)
try_all(lambda: reached() if system('setns', os.pidfd_open(BYSTANDER), 0x20000) == 0 else None)"""),
    "old_calls": Attack("Makes its calls by the numbers of x32 and of 32-bit programs.", """
for number in (39, 101, 272):
    if libc.syscall(0x40000000 | number, 0, 0, 0, 0) >= 0:
        reached(number)
if os.uname().machine == 'x86_64' and not os.fork():
    code = mmap.mmap(-1, 4096, prot=7)
    code.write(bytes.fromhex('b814000000cd80c3'))  # getpid by int 0x80
    run = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    number = run()
    os.write(1, b'')
    if number > 0:
        open('escaped', 'w').write('x')
    os._exit(0)
time.sleep(0.5)
if os.path.exists('escaped'):
    reached('int 0x80')"""),
    "calls_of_tomorrow": Attack("Tries every call that is younger than the list of those it may not make.",
        """
for number in range(470, 600):
    libc.syscall(number, 0, 0, 0, 0, 0, 0)
    if ctypes.get_errno() != 38:
        reached(number)"""),
    "io_uring": Attack("Has the kernel do its calls for it.", """
if system('io_uring_setup', 8, ctypes.create_string_buffer(256)) >= 0:
    reached()"""),
    "kernel_programs": Attack("Loads programs, modules and images into the kernel.", """
for name, given in (('bpf', (5, ctypes.create_string_buffer(128), 128)), ('init_module', (b'x', 1, b'')),
                    ('finit_module', (0, b'', 0)), ('kexec_load', (0, 0, 0, 0)), ('userfaultfd', (0,)),
                    ('perf_event_open', (ctypes.create_string_buffer(128), 0, -1, -1, 0)), ('acct', (None,)),
                    ('personality', (0x40000,)), ('modify_ldt', (0, 0, 0)), ('iopl', (3,)),
                    ('keyctl', (0, 0, 0))):
    if system(name, *given) >= 0:
        reached(name)"""),
    "clock_and_power": Attack("Sets the clock and the host's name, and turns the machine off.", """
for name, given in (('settimeofday', (struct.pack('ll', 0, 0), None)),
                    ('clock_settime', (0, struct.pack('ll', 0, 0))),
                    ('adjtimex', (ctypes.create_string_buffer(256),)), ('swapoff', (b'/swap',)),
                    ('reboot', (0xfee1dead, 672274793, 0x89ABCDEF, None)), ('syslog', (5, None, 0))):
    if system(name, *given) >= 0:
        reached(name)
try_all(lambda: (socket.sethostname('NAME'), reached('host name')))"""),
    "settings_of_the_kernel": Attack("Writes to what steers the kernel.", """
for path in ('/proc/sys/kernel/core_pattern', '/proc/sys/kernel/hostname', '/proc/sys/vm/overcommit_memory',
             '/proc/sysrq-trigger', '/sys/kernel/uevent_helper', '/sys/fs/cgroup/cgroup.procs',
             '/sys/fs/cgroup/memory/release_agent', '/proc/sys/fs/binfmt_misc/register', '/sys/power/state'):
    try_all(lambda: (open(path, 'r+').write(''), reached(path)))"""),
    "devices": Attack("Opens the machine's devices, and makes new ones.", """
for path in ('/dev/mem', '/dev/kmsg', '/dev/kvm', '/dev/fuse', '/dev/loop-control', '/dev/vda', '/dev/sda',
             '/dev/nvme0n1', '/dev/port', '/dev/input/event0', '/dev/net/tun', '/dev/userfaultfd',
             '/dev/vhost-net'):
    for mode in (os.O_RDONLY, os.O_WRONLY):
        try_all(lambda: (os.open(path, mode), reached(path)))
try_all(lambda: (os.mknod('disk', 0o60666, os.makedev(254, 0)), reached('mknod')))"""),
    "other_roots": Attack("Leaves its root by /proc, by an old folder, and by a descriptor it was left.", """
for path in ('/proc/1/root', '/proc/self/root' + '/../..', '/..', '/proc/BYSTANDER/root', '/proc/GRADER/cwd'):
    try_all(lambda: print(open(path + '/secret.txt').read()))
    try_all(lambda: print(open(path + 'COURSE/secret.txt').read()))
for number in range(3, 300):
    try_all(lambda: (os.fchdir(number), print(os.listdir('.')), reached(number)))
    try_all(lambda: (os.open('../..', os.O_RDONLY, dir_fd=number), reached(number)))"""),
    "preloaded_library": Attack("Sets what the next program of its own loads, and starts one.", """
open('library.so', 'wb').write(b'not a library')
print(subprocess.run(['/bin/cat', 'COURSE/secret.txt'], env={'LD_PRELOAD': os.path.abspath('library.so')},
                     capture_output=True, text=True).stdout)"""),
    "filter_of_its_own": Attack("Puts a filter over the filter that says every call is fine.", """
program = struct.pack('HBBI', 6, 0, 0, 0x7FFF0000)
class Fprog(ctypes.Structure):
    _fields_ = [('len', ctypes.c_ushort), ('filter', ctypes.c_void_p)]
held = ctypes.create_string_buffer(program)
libc.prctl(22, 2, ctypes.byref(Fprog(1, ctypes.addressof(held))), 0, 0)
if system('unshare', 0x10000000) == 0 or system('ptrace', 0, 0, 0, 0) == 0:
    reached()"""),
    "landlock_of_its_own": Attack("Puts a Landlock domain of its own over the one there is.", """
ruleset = libc.syscall(444, struct.pack('Q', 1), ctypes.c_size_t(8), 0)
if ruleset >= 0:
    libc.syscall(446, ruleset, 0)
print(open('COURSE/secret.txt').read())"""),
}
