"""What the checks share: the project's files, and how a check ends."""

import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(os.environ.get("REALTIME_ROOT") or pathlib.Path(__file__).resolve().parents[2])
SKIPPED = 77  # ctest's SKIP_RETURN_CODE in CMakeLists.txt


def tracked_files(*patterns):
    """The files git knows (new ones included), as paths relative to ROOT."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        skip("this is not a git work tree")
    names = sorted(set(filter(None, result.stdout.split("\0"))))
    return [pathlib.Path(name) for name in names if (ROOT / name).is_file()]


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
    for problem in problems:
        print(problem)
    print(f"{checked}: {len(problems)} problems" if problems else f"{checked}: in order")
    sys.exit(1 if problems else 0)
