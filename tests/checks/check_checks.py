"""Each check finds what it is there to find: broken copies of the project must make it fail, and say where.

Takes the build folder."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from project import ROOT, finish, tracked_files

CHECKS = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
ID = "packaging/io.github.realtime_monitor.RealtimeMonitor"
CPP = "src/centrifuge/client/backoff.cpp"
SMALL_CLASS = "src/gui/controller/overloadmeter.cpp"
CLI = "docs/user-guide.md"

# check, file, what to replace (None: append), by what, words of the finding
BREAKS = [
    ("layering", CPP, None, '#include "monitor/journal/journal.h"\n', "points up"),
    ("layering", CPP, None, '#include "centrifuge/api/serverapi.h"\n', "may not know centrifuge/api"),
    ("layering", CPP, None, '#include "centrifuge/cellar/client.h"\n', "names no folder"),
    ("layering", CPP, None, '#include "backoff.h"\n', "is not written from src/"),
    ("layering", CPP, None, "class QWebSocket;\n", "only the transport knows QWebSocket"),
    ("layering", "src/centrifuge/codec/jsoncodec.cpp", None, "class QJsonDocument;\n", "builds no JSON tree"),
    ("layering", "src/centrifuge/CMakeLists.txt", None,
     "target_link_libraries(centrifuge PUBLIC monitor)\n", "may not link monitor"),
    ("classes", SMALL_CLASS, None, "\n" * 400, "OverloadMeter has"),
    ("classes", SMALL_CLASS, None, "void FrameThrottle::part()\n{\n}\n" * 110, "FrameThrottle has"),
    ("names", CPP, None, "namespace {\n\nstruct JsonRequestWriter\n{\n};\n\n} // namespace\n", "JsonRequestWriter is in"),
    ("sdk", "src/monitor/watch/watchworker.cpp", None, '#include "centrifuge/client/session.h"\n', "is not public"),
    ("sdk", "src/gui/window/topbar.cpp", None, '#include "centrifuge/codec/codec.h"\n', "is not public"),
    ("sdk", "src/centrifuge/client/client.h", None, '#include "centrifuge/codec/codec.h"\n', "which is not public"),
    ("sdk", "src/centrifuge/values.h", None, "#include <simdjson.h>\n", "a public header includes <simdjson.h>"),
    ("sdk", "src/centrifuge/CMakeLists.txt", "client/client.h", "client/klient.h", "there is no src/centrifuge/client/klient.h"),
    ("sdk", "src/centrifuge/CMakeLists.txt", "CENTRIFUGE_PUBLIC_HEADERS", "HEADERS", "CENTRIFUGE_PUBLIC_HEADERS is missing"),
    ("format", CPP, None, "int  x ;\n", "clang-format"),
    ("format", "local-server/rules.go", None, "var  x  int\n", "not as gofmt writes it"),
    ("text", "README.md", None, "see /home/somebody/notes\n", "a path of one machine"),
    ("text", "README.md", None, "\u202e\n", "hidden character U+202E"),
    ("text", CPP, None, "int x; \n", "blanks at the end"),
    ("text", SMALL_CLASS, None, 'void f(QLabel &l)\n{\n    l.setText(QStringLiteral("Ready"));\n}\n', "without tr()"),
    ("text", SMALL_CLASS, None, 'void f(QMenu &m)\n{\n    m.addAction(icon, u"Ready"_s);\n}\n', "without tr()"),
    ("documents", "README.md", r"\(LICENSE\)", "(LICENCE)", "leads nowhere"),
    ("documents", "ARCHITECTURE.md", "gui/log/rowcopy", "gui/log/rowcopies", "does not exist"),
    ("documents", "README.md", "#exit-codes", "#exits", "there is no such heading"),
    ("documents", CLI, "`leave`", "`left`", "says nothing of the event leave"),
    ("documents", CLI, "--env-file", "--file", "says nothing of --env-file"),
    ("compose", "compose.yaml", r"profiles: \[realtime\]", "profiles: [other]", "not in the profile realtime"),
    ("compose", "compose.yaml", r":v6\.\d+\.\d+", ":v6", "is not pinned"),
    ("compose", "compose.yaml", r'"127\.0\.0\.1:8000:8000"', '"8000:8000"', "is not on 127.0.0.1"),
    ("compose", "compose.yaml", "/health", "/", "no health check"),
    ("compose", "compose.yaml", "ENGINE_TYPE: redis", "ENGINE_TYPE: memory", "its environment is not that of centrifugo"),
    ("compose", "compose.yaml", "condition: service_healthy", "condition: service_started", "does not wait for Redis"),
    ("compose", "compose.yaml", '"127.0.0.1:8001:8000"', '"127.0.0.1:8000:8000"', "has the ports"),
    ("compose", "compose.yaml", "CENTRIFUGO_HTTP_API_KEY:", "CENTRIFUGO_API_KEY:", "does not reach"),
    ("compose", "compose.yaml", "FORCE_RECOVERY", "FORCE_RECOVER", "names this check knows"),
    ("compose", ".env.example", "(?m)^CENTRIFUGO_API_KEY=.*$", "CENTRIFUGO_API_KEY=x", "is not the value of"),
    ("packaging", "tests/checks/installed-files.txt", "(?m)^bin/.*\n", "", "is installed, but not in"),
    ("packaging", "tests/checks/installed-files.txt", r"\Abin/", "bin/another\nbin/", "but not installed"),
    ("packaging", f"{ID}.desktop", None, "X-Key=dev-only-api-key\n", "holds a secret"),
    ("packaging", f"{ID}.desktop", "Type=Application", "Type=Applicatio", "desktop-file-validate"),
    ("packaging", f"{ID}.metainfo.xml", "<summary>.*</summary>", "", "appstreamcli"),
    ("packaging", "packaging/realtime-monitor.1", r"(?m)^\.SH EXAMPLES$", ".XX", "mandoc"),
    ("packaging", "CHANGELOG.md", r"(?m)^## \d\S+", "## 0.0.1", "the version is 0.0.1"),
    ("packaging", "local-server/go.mod", "glob v0", "glob v1", "says nothing of github.com/gobwas/glob v1"),
    ("packaging", "packaging/debian-changelog", "0upstream1", "0upstream2", "that of the package is"),
    ("packaging", "packaging/debian-changelog", "  \\* First", "First", "debian-changelog"),
    ("manual", "packaging/realtime-monitor.1", r"(?m)^\.BR \\-\\-recover \[ =all \]$", ".BR \\-\\-recovery [ =all ]", "not in the man page"),
    ("manual", "packaging/realtime-monitor.1", r"(?m)^\.B 143$", ".B 144", "the exit code 143"),
    ("manual", "packaging/realtime-monitor.1", r"(?m)^\.RB \[ \\-\\-nodes$", ".RB [ \\-\\-knots", "not in the synopsis"),
    ("manual", "packaging/realtime-monitor.1", r"(?m)^\.I undecodable$", ".I unreadable", "the event undecodable"),
    ("manual", "packaging/realtime-monitor.1", r'" complete "', '" whole "', "the member complete of events"),
]


def broken(text, pattern, replacement):
    return text + replacement if pattern is None else re.sub(pattern, lambda match: replacement, text)


def problem_of(copy, case):
    check, file, pattern, replacement, words = case
    target = copy / file
    original = target.read_text(encoding="utf-8")
    text = broken(original, pattern, replacement)
    if text == original:
        return f"{check}: there is nothing to break in {file} any more: {pattern}"
    target.write_text(text, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-B", str(CHECKS / f"check_{check}.py"), *sys.argv[1:2]],
        env={**os.environ, "REALTIME_ROOT": str(copy)}, capture_output=True, text=True)
    target.write_text(original, encoding="utf-8")
    if result.returncode == SKIPPED:
        print(f"{check}: skipped here")
        return None
    if result.returncode == 1 and words in result.stdout:
        return None
    output = (result.stdout + result.stderr).strip()
    return f"{check}: does not say \"{words}\" of a broken {file} (exit code {result.returncode}): {output[-600:]}"


with tempfile.TemporaryDirectory() as folder:
    copy = pathlib.Path(folder)
    for path in tracked_files():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, copy / path)
    finish(filter(None, [problem_of(copy, case) for case in BREAKS]), f"{len(BREAKS)} broken copies")
