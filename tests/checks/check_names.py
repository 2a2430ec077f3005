"""In one layer of src, and in one folder of tests, no two files have the same type, constant or function in a namespace
without a name, and none has one of a header there: the build compiles a few files as one (cmake/Precompiled.cmake), and
which ones changes with each new file."""

import collections
import re

from project import ROOT, finish, read, tracked_files, without_comments

UNNAMED = re.compile(r"^namespace \{$(.*?)^\} // namespace$", re.MULTILINE | re.DOTALL)
# clang-format begins what belongs to a namespace at the start of a line.
TYPE = re.compile(r"^(?:struct|class|enum class|enum|union) (\w+)\b(?! *;)|^using (\w+) =", re.MULTILINE)
CONSTANT = re.compile(r"^(?:constexpr|const|inline|static|thread_local) [\w:<>,*& ]*?[ *&](\w+)(?:\[\w*\])?(?: =|\{|\()",
                      re.MULTILINE)
FUNCTION = re.compile(r"^(?!using|return|namespace|constexpr|const )[\w:<>,*& ]+?[ *&](\w+)\(([^;{}]*?)\)(?: noexcept)?\n\{",
                      re.MULTILINE)


def unnamed_parts(path):
    return "\n".join(without_comments(part) for part in UNNAMED.findall(read(path)))


def types(text):
    return {first or second for first, second in TYPE.findall(text)}


def names(path):
    text = without_comments(read(path)) if path.suffix == ".h" else unnamed_parts(path)
    found = types(text) | set(CONSTANT.findall(text))
    # Functions of one name may differ in their parameters.
    return found | {f"{name}({' '.join(parameters.split())})" for name, parameters in FUNCTION.findall(text)}


ALONE = ("tests/bench", "tests/fuzz", "tests/tsan")  # each file is a program of its own

homes = collections.defaultdict(lambda: collections.defaultdict(list))
paths = [path for path in tracked_files("src/*.cpp", "src/*.h", "tests/*.cpp", "tests/*.h") if not str(path).startswith(ALONE)]
for path in paths:
    for name in names(path):
        homes["/".join(path.parts[:2])][name].append(str(path))
problems = [f"{name} is in {' and '.join(found)}" for folder in homes.values() for name, found in sorted(folder.items())
            if len(found) > 1 and any(path.endswith(".cpp") for path in found)]
if not any(homes.values()):
    problems.append(f"no names in {ROOT}")
finish(problems, f"names without a namespace in {len(paths)} files")
