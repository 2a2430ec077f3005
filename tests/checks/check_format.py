"""Every C++ file is as clang-format 14 writes it, every Go file as gofmt does."""

import shutil
import subprocess

from project import ROOT, finish, skip, tracked_files

CLANG_FORMAT = shutil.which("clang-format-14")
GOFMT = shutil.which("gofmt") or shutil.which(str(ROOT / "build/go/bin/gofmt"))

if not CLANG_FORMAT:
    skip("clang-format-14 is not installed")

problems = []
sources = [str(path) for path in tracked_files("*.cpp", "*.h")]
result = subprocess.run([CLANG_FORMAT, "--dry-run", "-Werror", *sources], cwd=ROOT, capture_output=True, text=True)
if result.returncode:
    problems += [line for line in result.stderr.splitlines() if "error:" in line] or [result.stderr]

go_sources = [str(path) for path in tracked_files("*.go")]
if GOFMT and go_sources:
    result = subprocess.run([GOFMT, "-l", *go_sources], cwd=ROOT, capture_output=True, text=True)
    problems += [f"{name}: not as gofmt writes it" for name in result.stdout.split()]
    problems += result.stderr.splitlines()
elif go_sources:
    print("gofmt is not here: the Go files are not looked at")
finish(problems, f"format of {len(sources)} C++ and {len(go_sources) if GOFMT else 0} Go files")
