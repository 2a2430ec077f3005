"""Links in the documents lead somewhere, and what they name of the program is there."""

import re

from project import LAYERS, ROOT, finish, read, tracked_files

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
USER_GUIDE = "docs/user-guide.md"
TOP_FOLDERS = ["docs", "local-server", "packaging", "resources", "script", "src", "tests", "ui"]


def anchors(text):
    """What headings are called in links, the way forges do it."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def link_problems(path):
    for target in LINK.findall(FENCE.sub("", read(path))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (ROOT / path).parent / name if name else ROOT / path
        if not file.exists():
            yield f"{path}: {target} leads nowhere"
        elif anchor and anchor not in anchors(file.read_text(encoding="utf-8")):
            yield f"{path}: {target}: there is no such heading"


def script_problems(path):
    for name in sorted(set(re.findall(r"(?<![\w./-])(script/[\w-]+)", read(path)))):
        if not (ROOT / name).exists():
            yield f"{path}: {name} does not exist"


def path_problems(path):
    """Paths in backticks: of a file, of a folder, or (in src) of the files of one class, without their ending."""
    for name in sorted(set(re.findall(r"`([\w.-]+/[\w./-]+)`", FENCE.sub("", read(path))))):
        first = name.partition("/")[0]
        if first in TOP_FOLDERS and not (ROOT / name).exists():
            yield f"{path}: {name} does not exist"
        if first in LAYERS and not (ROOT / "src" / name).exists() and not list((ROOT / "src").glob(f"{name}.*")):
            yield f"{path}: src/{name} does not exist"


def guide_problems():
    """The guide knows every option of the man page, and every variable, event and exit code."""
    manual = read("packaging/realtime-monitor.1").replace("\\-", "-")
    guide = read(USER_GUIDE)
    for option in sorted(set(re.findall(r'^\.TP\n\.[BIR]+ "?(--[a-z-]+)', manual, re.MULTILINE))):
        if not re.search(rf"{option}(?![\w-])", guide):
            yield f"{USER_GUIDE}: says nothing of {option}"
    for variable in sorted(set(re.findall(r"^\.B (CENTRIFUGO_\w+)$", manual, re.MULTILINE))):
        if f"`{variable}`" not in guide:
            yield f"{USER_GUIDE}: says nothing of {variable}"
    events = re.search(r"^\.SH EVENTS\n(.*?)^\.SH", manual, re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^\.TP\n\.IR? (.+)$", events[1], re.MULTILINE):
        for kind in re.findall(r"\w+", heading):
            if not re.search(rf"^\| [^|]*`{kind}`", guide, re.MULTILINE):
                yield f"{USER_GUIDE}: says nothing of the event {kind}"
    status = re.search(r"^\.SH EXIT STATUS\n(.*?)^\.SH", manual, re.MULTILINE | re.DOTALL)
    for code in re.findall(r"^\.B (\d+)$", status[1], re.MULTILINE):
        if not re.search(rf"^\| {code} \|", guide, re.MULTILINE):
            yield f"{USER_GUIDE}: says nothing of exit code {code}"


documents = tracked_files("*.md")
problems = [problem for path in documents for check in (link_problems, script_problems, path_problems) for problem in check(path)]
finish(problems + list(guide_problems()), f"{len(documents)} documents")
