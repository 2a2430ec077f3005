"""Tracked text names no folder of somebody's machine, hides no character, ends its lines the same way everywhere, and is
translatable where a widget shows it."""

import re

from project import ROOT, finish, tracked_files

MACHINE_PATH = re.compile(r"(?<![\w.$}\-])/(?:work|root|home|tmp)/[\w.$-]")
# A literal with a word in it that a widget shows: it could not be translated.
SHOWN = re.compile(
    r"\b(?:set(?:Text|(?:Plain)?ToolTip|StatusTip|WindowTitle|Title|PlaceholderText|Accessible(?:Name|Description)|IconText"
    r"|LabelText|InformativeText|FullText|TabText|HorizontalHeaderLabels)|show(?:Plain|Wrapped)|add(?:Action|Menu|Item|Tab)"
    r"|new Q(?:Action|Menu|Label|PushButton|CheckBox))"
    r"\((?:[^;\"()]*,\s*)?\{?(?:QStringLiteral\(|QLatin1String\(|QString::fromLatin1\(|u)\"((?:[^\"\\]|\\.)*)\"")
ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)|%\d")
WORD = re.compile(r"[A-Za-z]{2}")
HIDDEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def may_name_paths(path):
    """Tests may invent paths; they never exist."""
    return path.parts[0] == "tests" or path.name.endswith("_test.go")


def is_text(path):
    """Not pictures, and not what the fuzz targets are fed with."""
    return path.suffix not in (".png", ".rtm") and path.parts[:3] != ("tests", "fuzz", "corpus")


def problems_of(path):
    data = (ROOT / path).read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"{path}: is not UTF-8 ({error.reason} at {error.start})"
        return
    if text and not text.endswith("\n"):
        yield f"{path}: its last line has no end"
    for number, line in enumerate(text.split("\n"), 1):
        match = HIDDEN.search(line)
        if match:
            yield f"{path}:{number}: hidden character U+{ord(match[0]):04X}: write it as an escape"
        if line != line.rstrip() and path.suffix not in (".md", ".diff", ".patch"):
            yield f"{path}:{number}: blanks at the end of the line"
        match = MACHINE_PATH.search(line)
        if match and not may_name_paths(path):
            yield f"{path}:{number}: a path of one machine: {line.strip()[:80]}"


    if path.parts[:2] == ("src", "gui") and path.suffix in (".cpp", ".h"):
        for match in SHOWN.finditer(text):
            if WORD.search(ESCAPE.sub("", match[1])):
                number = text.count("\n", 0, match.start()) + 1
                yield f"{path}:{number}: is shown without tr(): {match[1][:60]}"


files = [path for path in tracked_files() if is_text(path)]
finish([problem for path in files for problem in problems_of(path)], f"text of {len(files)} files")
