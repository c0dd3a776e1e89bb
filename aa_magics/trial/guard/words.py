"""The words of Python that the check of a cell's source knows: modules, their parts, names, attributes, functions.

Modules of Python's own library are allowed by name; of some only parts are. Other libraries are allowed, but those that
serve to get out: if a program reaches further through one, the wall stands behind.
"""

import sys

Reason = tuple[str, str]
"""What something does, and what to do instead."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _for_each(reason: Reason, text: str) -> dict[str, Reason]:
    return dict.fromkeys(text.split(), reason)


ALLOWED = _words(
    """
    __future__ abc array base64 binascii bisect bz2 calendar cmath collections colorsys configparser contextlib
    contextvars copy csv dataclasses datetime decimal difflib enum errno fnmatch fractions functools glob graphlib gzip
    hashlib heapq hmac html ipaddress itertools json keyword locale logging lzma math mimetypes numbers operator pathlib
    platform pprint queue quopri random re reprlib secrets shlex sqlite3 stat statistics string stringprep struct
    tarfile
    tempfile textwrap time timeit tomllib typing unicodedata uuid warnings weakref xml zipfile zlib zoneinfo
    """
)
"""Of Python's own library: what an analyst has a use for."""

PARTS: dict[str, frozenset[str]] = {
    "os": _words("path sep linesep fspath PathLike cpu_count curdir"),
    "sys": _words("version version_info maxsize float_info getsizeof stdout stderr byteorder platform"),
    "io": _words("StringIO BytesIO TextIOWrapper"),
    "gc": _words("collect"),
    "ast": _words("literal_eval"),
    "types": _words("SimpleNamespace MappingProxyType NoneType"),
    "inspect": _words("signature getdoc"),
    "traceback": _words("print_exc format_exc"),
    "codecs": _words("encode decode"),
    "urllib": _words("parse"),
    "importlib": _words("metadata"),
    "IPython": _words("display"),
    "IPython.display": _words("display"),
}
"""Modules of which only some names may be used."""

PROGRAMS = "starts other programs", "Work on the frames with Python and its libraries."
NETWORK = "uses the network", "Use the frames that are there."
NATIVE = "runs native code", "Use NumPy or pandas for what has to be fast."
THREADS = "starts threads or processes", "Write it as a plain loop, or let a library work on whole columns."
PICKLES = "runs whatever a file holds", "Keep values in variables, or write CSV, JSON or Parquet."
INSIDES = "reaches into Python's own machinery", "Import the module by its name, and call what it offers."
GUARD = "reaches for what tries this cell", "Use pandas, NumPy, SciPy, scikit-learn, statsmodels or Plotly."
FILES = "lists, moves or deletes files", "Make a new variable instead."
SIGNALS = "meddles with how this process is run", "Leave it out."
ENVIRONMENT = "reads the environment or the machine", "Take what the cell needs from the frames."
MARKUP = "shows text that a front end may run or load", "Show the value itself."
TEXT_AS_CODE = "runs text as code", "Write the code itself."
NOTEBOOK = "speaks to the notebook", "Write plain Python, without magics."
VARIABLES = "reaches for all variables", "Name the variables that the cell uses."
WAITS = "waits for a person or ends the kernel", "Leave it out."
PATCHES = "changes a library", "Make a variable of your own."
OUTSIDE = "leads out of the working folder", "Use the frames that are there, and a plain file name for what you write."
OTHERWISE = "does what no analysis needs", "Leave it out."
UNUSUAL = "is no module that an analysis needs", "Use pandas, NumPy, SciPy, scikit-learn, statsmodels or Plotly."

MODULES: dict[str, Reason] = {
    **_for_each(PROGRAMS, "subprocess pty os posix nt sh plumbum pexpect ptyprocess winreg _winapi _posixsubprocess"),
    **_for_each(PROGRAMS, "webbrowser"),
    **_for_each(NETWORK, "socket ssl http urllib ftplib smtplib imaplib poplib telnetlib nntplib xmlrpc socketserver"),
    **_for_each(
        NETWORK, "wsgiref select selectors _socket requests httpx httpcore urllib3 aiohttp websocket websockets"
    ),
    **_for_each(
        NETWORK, "zmq tornado paramiko fabric boto3 botocore s3fs gcsfs fsspec adlfs pycurl grpc redis psycopg"
    ),
    **_for_each(NETWORK, "psycopg2 pymysql pymongo huggingface_hub openai anthropic litellm dspy jupyter_client"),
    **_for_each(NETWORK, "jupyter_server"),
    **_for_each(NATIVE, "ctypes cffi _ctypes _cffi_backend mmap numba cython pyximport llvmlite clr"),
    **_for_each(THREADS, "threading _thread multiprocessing concurrent asyncio trio anyio joblib loky dask ray sched"),
    **_for_each(PICKLES, "pickle _pickle cPickle marshal shelve dbm dill cloudpickle copyreg"),
    **_for_each(
        INSIDES, "sys builtins importlib imp runpy code codeop pdb bdb gc inspect types ast codecs traceback dis"
    ),
    **_for_each(
        INSIDES, "site pkgutil zipimport sysconfig linecache faulthandler tracemalloc atexit trace symtable io"
    ),
    **_for_each(INSIDES, "_imp _frozen_importlib _frozen_importlib_external _io"),
    **_for_each(GUARD, "aa_magics IPython ipykernel jupyter_core comm traitlets pytest"),
    **_for_each(FILES, "shutil fileinput filecmp send2trash Send2Trash"),
    **_for_each(SIGNALS, "signal _signal resource fcntl termios tty curses readline psutil setproctitle"),
    **_for_each(TEXT_AS_CODE, "jinja2 mako"),
    **_for_each(ENVIRONMENT, "getpass pwd grp spwd dotenv keyring netrc nis"),
}
"""Modules that are refused, or of which only `PARTS` are allowed."""

PART_REASONS: dict[str, Reason] = {
    **_for_each(ENVIRONMENT, "os.environ os.environb os.getenv os.getenvb os.putenv os.getlogin os.getcwd"),
    **_for_each(SIGNALS, "os.kill os.killpg os.abort os._exit os.nice sys.exit"),
    **_for_each(FILES, "os.remove os.unlink os.rename os.replace os.rmdir os.removedirs os.mkdir os.makedirs os.link"),
    **_for_each(FILES, "os.symlink os.truncate os.chmod os.open os.listdir os.walk os.scandir os.mkfifo io.open"),
    **_for_each(MARKUP, "IPython.display.HTML IPython.display.Markdown IPython.display.Javascript IPython.display.SVG"),
    **_for_each(MARKUP, "IPython.display.IFrame IPython.display.Image"),
    **_for_each(NETWORK, "urllib.request logging.handlers logging.config pyarrow.flight"),
    **_for_each(OUTSIDE, "pyarrow.fs"),
    **_for_each(NATIVE, "numpy.f2py numpy.ctypeslib"),
    **_for_each(PROGRAMS, "os.system os.popen os.fork os.forkpty os.startfile os.posix_spawn os.posix_spawnp os.execv"),
    **_for_each(PROGRAMS, "os.execve os.execl os.execlp os.execvp os.spawnl os.spawnv os.spawnlp os.spawnvp"),
}

REACHED = _words(
    """
    os _os sys _sys subprocess _subprocess socket _socket ctypes _ctypes builtins importlib shutil pickle _pickle
    threading _thread multiprocessing gc inspect posix nt marshal cloudpickle urllib requests ctypeslib f2py _winapi
    mmap
    """
)
"""What other modules import, and a program could take from them: `pandas.io.common.os`."""

NAMES: dict[str, Reason] = {
    **_for_each(TEXT_AS_CODE, "eval exec compile"),
    **_for_each(VARIABLES, "globals locals"),
    "__import__": INSIDES,
    "get_ipython": NOTEBOOK,
}
CALLED: dict[str, Reason] = {
    **_for_each(WAITS, "input breakpoint help exit quit"),
    **_for_each(PICKLES, "read_pickle to_pickle load_pickle unsafe_load"),
    **_for_each(ENVIRONMENT, "read_clipboard to_clipboard"),
    **_for_each(NETWORK, "fetch_openml fetch_california_housing fetch_20newsgroups get_rdataset load_dataset"),
    **_for_each(NETWORK, "read_gbq to_gbq urlopen urlretrieve"),
    **_for_each(NATIVE, "load_extension enable_load_extension load_library"),
}

INTROSPECTION = _words(
    """
    f_globals f_locals f_builtins f_back f_code gi_frame gi_code cr_frame cr_code ag_frame ag_code tb_frame tb_next
    co_code co_consts func_globals func_code _getframe _current_frames get_objects get_referrers get_referents
    addaudithook settrace setprofile
    """
)
HARMLESS_DUNDERS = frozenset(
    f"__{name}__"
    for name in _words(
        """
        name qualname doc version author init post_init len repr str bytes format eq ne lt le gt ge hash bool int float
        complex index iter next reversed contains getitem setitem delitem missing enter exit call add radd iadd sub rsub
        mul rmul matmul truediv floordiv mod pow neg pos abs invert and or xor round floor ceil trunc annotations all
        array dataframe debug main length_hint slots match_args future
        """
    )
)

FILE_FUNCTIONS = _words(
    """
    open open_code load save savez savez_compressed loadtxt savetxt genfromtxt fromfile tofile memmap open_memmap Path
    PurePath PosixPath ExcelWriter ExcelFile HDFStore connect imread imsave savefig add_layout_image Image urlopen
    urlretrieve ZipFile TarFile FileHandler parse iterparse dump plot NamedTemporaryFile glob iglob rglob dataset OSFile
    memory_map input_stream output_stream loadmat savemat create_engine FileSystemLoader from_custom_template
    open_input_stream open_input_file open_output_stream delete_file copy_file
    """
)
FILE_PREFIXES = ("read_", "scan_", "sink_", "write_", "to_", "load_", "fetch_")
PATH_KEYWORDS = _words(
    """
    path path_or_buf filepath_or_buffer filepath io buf fname file filename source con url database dir pathname
    root_dir
    path_or_buffer excel_writer
    """
)

READ_AS_CODE = _words(
    """
    query eval ols wls gls glsar glm gee logit probit poisson negativebinomial mnlogit mixedlm rlm quantreg phreg
    from_formula dmatrix dmatrices model_matrix
    """
)
"""Functions whose text pandas, patsy and formulaic run as Python."""
RUN_AS_SQL = _words("execute executemany executescript read_sql read_sql_query")
SQL_REFUSED = _words("attach vacuum load_extension readfile writefile")


def why_refused(module: str) -> Reason | None:
    """Return why a module may not be imported, None if it may: "os.path", "sklearn.cluster", "subprocess"."""
    root, _, rest = module.partition(".")
    if module in PART_REASONS:
        return PART_REASONS[module]
    if root in PARTS:
        part = rest.partition(".")[0]
        return None if not part or part in PARTS[root] else part_reason(f"{root}.{part}")
    if root in MODULES:
        return MODULES[root]
    return None if root in ALLOWED or root not in sys.stdlib_module_names else UNUSUAL


def part_reason(name: str) -> Reason:
    """Return why a part of a module may not be used: "os.environ"."""
    root = name.partition(".")[0]
    return PART_REASONS.get(name) or (OTHERWISE if root == "os" else MODULES.get(root, INSIDES))
