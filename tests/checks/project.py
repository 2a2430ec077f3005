"""What the checks share: the project's files, and how a check ends."""

import fnmatch
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(os.environ.get("REALTIME_ROOT") or pathlib.Path(__file__).resolve().parents[2])
LAYERS = ["text", "centrifuge", "monitor", "gui", "app"]  # of src; each may include itself and those before it
UNTRACKED = {".git", "build", "dist", ".env"}
SKIPPED = 77  # ctest's SKIP_RETURN_CODE in CMakeLists.txt


def tracked_files(*patterns):
    """The files git knows (new ones included), as paths relative to ROOT; without git, all but what is built."""
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
               "--exclude-standard", "--", *patterns]
    try:
        result = subprocess.run(command, capture_output=True, text=True)
        is_git = result.returncode == 0
    except FileNotFoundError:
        is_git = False
    if is_git:
        names = sorted(set(filter(None, result.stdout.split("\0"))))
        return [pathlib.Path(name) for name in names if (ROOT / name).is_file()]
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(
        path for path in paths
        if path.parts[0] not in UNTRACKED and "__pycache__" not in path.parts
        and (not patterns or any(fnmatch.fnmatch(str(path), pattern) for pattern in patterns)))


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def without_comments(source):
    """C++ without its comments; lines keep their numbers, string literals stay."""
    pattern = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
    return pattern.sub(
        lambda match: match[0] if match[0][0] == '"' else re.sub(r"[^\n]", " ", match[0]), source)


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(SKIPPED)


def finish(problems, checked):
    problems = list(problems)
    for problem in problems:
        print(problem)
    print(f"{checked}: {len(problems)} problems" if problems else f"{checked}: in order")
    sys.exit(1 if problems else 0)
