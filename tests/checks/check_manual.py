"""The man page has exactly the options that --help has, command by command, and each variable and exit code.

Takes the build folder."""

import pathlib
import re
import subprocess
import sys

from project import finish, read

PROGRAM = pathlib.Path(sys.argv[1]) / "realtime-monitor"
COMMANDS = {"THE WINDOW": [], "token": ["token"], "watch": ["watch"], "record": ["record"],
            "export": ["export"], "grep": ["grep"], "publish": ["publish"], "server": ["server"]}
EVERYWHERE = {"--help", "--version"}


def manual_sections():
    """Heading -> text, with roff's escaped hyphens as plain ones."""
    parts = re.split(r"^\.S[HS] (.+)$", read("packaging/realtime-monitor.1").replace("\\-", "-"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def documented_options(text):
    """Only those that begin a paragraph of their own; others are mentions."""
    return set(re.findall(r'^\.TP\n\.[BIR]+ "?(--[a-z-]+)', text, re.MULTILINE))


def option_problems(heading, arguments, section):
    result = subprocess.run([str(PROGRAM), *arguments, "--help"], capture_output=True, text=True, timeout=60)
    offered = set(re.findall(r"^  (--[a-z-]+)", result.stdout, re.MULTILINE))
    if result.returncode or not offered:
        yield f"realtime-monitor {' '.join([*arguments, '--help'])} lists no options (exit code {result.returncode})"
        return
    documented = documented_options(section)
    for option in sorted(offered - documented - EVERYWHERE):
        yield f"{heading}: {option} is in --help, but not in the man page"
    for option in sorted(documented - offered):
        yield f"{heading}: {option} is in the man page, but not in --help"


def list_problems(sections):
    """Variables and exit codes."""
    text = subprocess.run([str(PROGRAM), "--help"], capture_output=True, text=True, timeout=60).stdout
    for variable in sorted(set(re.findall(r"^  (CENTRIFUGO_\w+)", text, re.MULTILINE))):
        if f".B {variable}\n" not in sections["ENVIRONMENT"]:
            yield f"{variable} is in --help, but not in the man page"
    for code in (0, 1, 2, 3, 130, 143):
        if f".B {code}\n" not in sections["EXIT STATUS"]:
            yield f"the exit code {code} is not in the man page"


if not PROGRAM.exists():
    finish([f"{PROGRAM} is not built"], "man page")
sections = manual_sections()
problems = [problem for heading, arguments in COMMANDS.items()
            for problem in option_problems(heading, arguments, sections[heading])]
problems += list_problems(sections)
finish(problems, "man page")
