"""No class is too large, in however many files it lies: all .cpp files of a class have at most 400 lines together.

A file counts for the class that it defines most members of. One that defines none and has no header of its own counts
for the class whose name its own begins with."""

import collections
import re

from project import ROOT, finish, read, tracked_files

LIMIT = 400
MEMBER = re.compile(r"^(?=\S)(?:[^\n(/]*[\s*&])?([A-Z]\w*)(?:::\w+)*::~?(?:\w+|operator[^\s(]+)\(", re.MULTILINE)


def layer_of(path):
    return path.parts[1]


def defined_class(path):
    counts = collections.Counter(MEMBER.findall(read(path)))
    return counts.most_common(1)[0][0] if counts else None


def named_class(path, names):
    if (ROOT / path).with_suffix(".h").exists():
        return None
    candidates = [name for layer, name in names if layer == layer_of(path) and path.stem.startswith(name.lower())]
    return max(candidates, key=len, default=None)


def files_by_class(paths):
    """Two layers may have a class of the same name."""
    defined = {path: defined_class(path) for path in paths}
    names = {(layer_of(path), name) for path, name in defined.items() if name}
    files = collections.defaultdict(list)
    for path, name in defined.items():
        owner = name or named_class(path, names)
        if owner:
            files[layer_of(path), owner].append(path)
    return files


def size_problems(files):
    for (_, name), paths in sorted(files.items()):
        lines = sum(read(path).count("\n") for path in paths)
        if lines > LIMIT:
            yield f"{name} has {lines} lines, {LIMIT} are allowed: {', '.join(map(str, paths))}"


classes = files_by_class(tracked_files("src/*.cpp"))
problems = list(size_problems(classes))
if not classes:
    problems.append(f"no classes in {ROOT}")
finish(problems, f"size of {len(classes)} classes")
