"""What is installed is what the list says, and what describes the program is valid and agrees on its version.

Takes the build folder. A line of installed-files.txt that begins with `?` is there only where the local server is built."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from project import ROOT, finish, read

ID = "io.github.realtime_monitor.RealtimeMonitor"
BUILD = pathlib.Path(sys.argv[1])
LIST = ROOT / "tests/checks/installed-files.txt"
SECRET = re.compile(rb"dev-only-[a-z]|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}")
TOOLS = [
    ["desktop-file-validate", f"packaging/{ID}.desktop"],
    ["appstreamcli", "validate", "--no-net", f"packaging/{ID}.metainfo.xml"],
    ["mandoc", "-Tlint", "-Wwarning", "packaging/realtime-monitor.1"],
]


def run(command):
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def expected_files():
    has_local_server = (BUILD / "realtime-local-server").exists()
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [line.lstrip("? ") for line in lines if has_local_server or not line.startswith("?")]


def install_problems():
    with tempfile.TemporaryDirectory() as staging:
        result = run(["cmake", "--install", str(BUILD), "--prefix", staging])
        if result.returncode:
            yield f"cmake --install: {result.stdout.strip()}"
            return
        folder = pathlib.Path(staging)
        found = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
        listed = expected_files()
        for name in sorted(found - set(listed)):
            yield f"{name}: is installed, but not in {LIST.name}"
        for name in sorted(set(listed) - found):
            yield f"{name}: is in {LIST.name}, but not installed"
        for name in sorted(found & set(listed)):
            is_program = name.startswith(("bin/", "libexec/"))
            if bool((folder / name).stat().st_mode & 0o111) != is_program:
                yield f"{name}: {'is not' if is_program else 'is'} executable"
        yield from secret_problems(folder)
        yield from hardening_problems(folder)
    names = [line.lstrip("? ") for line in LIST.read_text(encoding="utf-8").splitlines()]
    if names != sorted(names):
        yield f"{LIST.name}: is not sorted"


def secret_problems(folder):
    """Keys for development and tokens are for the tests and for compose.yaml."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        match = SECRET.search(path.read_bytes())
        if match:
            yield f"{path.relative_to(folder)}: holds a secret, it begins with {match[0][:8].decode('ascii')}"


def hardening_problems(folder):
    """Programs are position-independent, and what is relocated is read-only afterwards."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"):
        text = run(["readelf", "--wide", "--program-headers", str(path)]).stdout
        if "Elf file type is DYN" not in text:
            yield f"{path.relative_to(folder)}: is not position-independent"
        if "GNU_RELRO" not in text:
            yield f"{path.relative_to(folder)}: has no GNU_RELRO"
        if not re.search(r"BIND_NOW|Flags:.*\bNOW\b", run(["readelf", "--wide", "--dynamic", str(path)]).stdout):
            yield f"{path.relative_to(folder)}: is bound while it runs"


def tool_problems():
    for command in TOOLS:
        if not shutil.which(command[0]):
            yield f"{command[0]} is not installed (script/bootstrap installs it)"
            continue
        result = run(command)
        if result.returncode:
            yield f"{' '.join(command)}:\n{result.stdout.strip()}"


def icon_problems():
    """Each PNG has the size of its name: width and height are two numbers in the file's head."""
    for path in sorted((ROOT / "resources/icons").glob("*.png")):
        head = path.read_bytes()[:24]
        size = (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))
        match = re.match(r"app-(\d+)\.png", path.name)
        wanted = int(match[1]) if match else 32 if "@2x" in path.name else 16
        if head[:8] != b"\x89PNG\r\n\x1a\n" or size != (wanted, wanted):
            yield f"{path.name}: is {size[0]} x {size[1]}, not {wanted} x {wanted}"


def version_problems():
    version = re.search(r"project\(realtime-monitor\s+VERSION (\S+)", read("CMakeLists.txt"))[1]
    release = ElementTree.parse(ROOT / f"packaging/{ID}.metainfo.xml").find("releases/release")
    change = re.search(r"^## \[?(\d[^\s\]]*)\]?(?: - (\S+))?", read("CHANGELOG.md"), re.MULTILINE)
    manual = re.search(r'^\.TH REALTIME-MONITOR 1 (\S+) "Realtime Monitor (\S+)"',
                       read("packaging/realtime-monitor.1"), re.MULTILINE)
    found = {
        "metainfo": (release.get("version"), release.get("date")),
        "CHANGELOG.md": (change[1], change[2]),
        "man page": (manual[2], manual[1]),
    }
    for where, (its_version, date) in found.items():
        if its_version != version:
            yield f"{where}: the version is {its_version}, that of CMakeLists.txt is {version}"
        if date != release.get("date"):
            yield f"{where}: the date is {date}, that of the metainfo is {release.get('date')}"


def notice_problems():
    """What the programs hold of others is named with its version."""
    lines = set(read("packaging/third-party-notices").splitlines())
    modules = re.findall(r"^(?:require)?\s+([\w./-]+\.[\w./-]+ v\S+)", read("local-server/go.mod"), re.MULTILINE)
    if not modules:
        yield "local-server/go.mod: names no module"
    for name in [*modules, "protozero (headers)", "simdjson (headers)"]:
        if name not in lines:
            yield f"third-party-notices: says nothing of {name} (packaging/collect-notices writes it anew)"


def changelog_problems():
    """The changelog of the Debian package can be read, and is of this version."""
    if not shutil.which("dpkg-parsechangelog"):
        yield "dpkg-parsechangelog is not installed (script/bootstrap installs it)"
        return
    result = run(["dpkg-parsechangelog", "--file", "packaging/debian-changelog"])
    fields = dict(re.findall(r"^(\w+): (.*)$", result.stdout, re.MULTILINE))
    if result.returncode or "warning" in result.stdout:
        yield f"debian-changelog: {result.stdout.strip()}"
    version = re.search(r"project\(realtime-monitor\s+VERSION (\S+)", read("CMakeLists.txt"))[1]
    revision = re.search(r"CPACK_DEBIAN_PACKAGE_RELEASE (\w+)", read("packaging/CMakeLists.txt"))[1]
    if fields.get("Version") != f"{version}-{revision}":
        yield f"debian-changelog: the version is {fields.get('Version')}, that of the package is {version}-{revision}"


problems = [*install_problems(), *secret_problems(ROOT / "packaging"), *tool_problems(), *icon_problems(), *version_problems(),
            *notice_problems(), *changelog_problems()]
finish(problems, "packaging")
