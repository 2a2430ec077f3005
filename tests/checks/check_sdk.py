"""The border of the SDK: which headers of src/centrifuge are public, and that others include and know no more."""

import re

from project import ROOT, finish, read, tracked_files, without_comments

LIST = "src/centrifuge/CMakeLists.txt"
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)
HIDDEN = ("simdjson", "protozero/", "openssl/")  # what the SDK is built on, and its users need not have


def public_headers():
    match = re.search(r"set\(CENTRIFUGE_PUBLIC_HEADERS\s+([^)]*)\)", read(LIST))
    return {f"centrifuge/{name}" for name in match[1].split()} if match else set()


def includes(path):
    source = without_comments(read(path))
    for match in INCLUDE.finditer(source):
        yield source.count("\n", 0, match.start(2)) + 1, match[1], match[2]


def header_problems(path, public):
    """A public header includes only public ones, and those of Qt and the standard library."""
    for line, quote, name in includes(path):
        if quote == '"' and name not in public:
            yield f'{path}:{line}: a public header includes "{name}", which is not public'
        if name.startswith(HIDDEN):
            yield f"{path}:{line}: a public header includes <{name}>"


def user_problems(path, public):
    for line, quote, name in includes(path):
        if quote == '"' and name.startswith("centrifuge/") and name not in public:
            yield f'{path}:{line}: "{name}" is not public'


public = public_headers()
problems = [] if public else [f"{LIST}: CENTRIFUGE_PUBLIC_HEADERS is missing"]
for name in sorted(public):
    if (ROOT / "src" / name).is_file():
        problems += header_problems(f"src/{name}", public)
    else:
        problems.append(f"{LIST}: there is no src/{name}")
for path in tracked_files("src/monitor/*", "src/gui/*", "src/app/*"):
    if path.suffix in (".h", ".cpp"):
        problems += user_problems(path, public)
finish(problems, f"{len(public)} public headers")
