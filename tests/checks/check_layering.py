"""The layers and folders of ARCHITECTURE.md: who may include whom, and what only one place may know."""

import re

from project import LAYERS, ROOT, finish, read, tracked_files, without_comments

# The folders of the layers, in the same order: each may include itself and those before it.
FOLDERS = [
    "text",
    "centrifuge", "centrifuge/codec", "centrifuge/transport", "centrifuge/client", "centrifuge/api",
    "monitor/platform", "monitor/profile", "monitor/entry", "monitor/json", "monitor/journal", "monitor/filter",
    "monitor/log", "monitor/recording", "monitor/watch", "monitor/publish", "monitor/explain", "monitor/server",
    "monitor/localserver",
    "gui/widgets", "gui/controller", "gui/channels", "gui/publish", "gui/presenter", "gui/profiles", "gui/server", "gui/chart", "gui/log",
    "gui/detail", "gui/recording", "gui/window",
    "app",
]
INCLUDE = re.compile(r'^\s*#\s*(?:include\s*|if\s+__has_include\()"([^"]+)"', re.MULTILINE)
LINKED = re.compile(r"target_link_libraries\(\s*([\w-]+)([^)]*)\)")
TARGETS = {"realtime-monitor": "app"}

# A word, where alone it may stand (or may not), and why.
RULES = [
    (r"\bQWebSocket(?!Protocol)\w*", lambda path: path.stem == "websockettransport",
     "only the transport knows QWebSocket"),
    (r"\bQJson\w+", lambda path: not (path.parts[1] == "centrifuge" and re.search(r"codec|reader|jsontext", path.stem)),
     "the receiving path builds no JSON tree"),
    (r"\bsqlite3?_\w+|\bQSql\w+", lambda path: path.parts[2] == "recording", "only recordings know SQLite"),
    (r"\bQEventLoop\b|\bprocessEvents\b", lambda path: False, "no nested event loop"),
    (r"\b(?:msleep|usleep|sleep_for|sleep_until)\b", lambda path: False, "no sleeping"),
    (r"\bQt::(?:RichText|AutoText|MarkdownText)\b|\bsetHtml\b|\bsetMarkdown\b", lambda path: False,
     "text is plain"),
    (r"\bQMessageBox::(?:about|critical|information|question|warning)\(", lambda path: False,
     "a static message box guesses the format of its text and blocks"),
    (r"^\s*using\s+namespace\b", lambda path: path.suffix != ".h", "no `using namespace` in a header"),
]


def line_of(source, position):
    return source.count("\n", 0, position) + 1


def include_problem(folder, included):
    target, slash, _ = included.rpartition("/")
    if not slash:
        if included.endswith(".moc") or (included.startswith("ui_") and folder.startswith("gui/")):
            return None
        return "is not written from src/"
    if target not in FOLDERS:
        return "names no folder"
    if FOLDERS.index(target) > FOLDERS.index(folder):
        return f"points up: {folder} may not know {target}"
    return None


def source_problems(path):
    folder = "/".join(path.parts[1:-1])
    source = without_comments(read(path))
    if folder not in FOLDERS:
        yield f"{path}: {folder} is not a known folder"
        return
    for match in INCLUDE.finditer(source):
        problem = include_problem(folder, match[1])
        if problem:
            yield f'{path}:{line_of(source, match.start(1))}: "{match[1]}" {problem}'
    for pattern, is_allowed, reason in RULES:
        for match in re.finditer(pattern, source, re.MULTILINE):
            if not is_allowed(path):
                yield f"{path}:{line_of(source, match.start())}: {match[0].strip()}: {reason}"


def link_problems(path):
    for target, libraries in LINKED.findall(read(path)):
        layer = TARGETS.get(target, target)
        if layer not in LAYERS:
            continue
        for library in set(libraries.split()) & set(LAYERS):
            if LAYERS.index(library) >= LAYERS.index(layer):
                yield f"{path}: {target} may not link {library}"


sources = tracked_files("src/*.cpp", "src/*.h")
problems = [problem for path in sources for problem in source_problems(path)]
for path in tracked_files("src/*CMakeLists.txt"):
    problems += link_problems(path)
if not sources:
    problems.append(f"no sources in {ROOT}")
finish(problems, f"layers of {len(sources)} files")
