"""The man page has exactly the commands and options that --help has, in the synopsis, too, and each variable, exit code,
and kind and member of events.

Takes the build folder."""

import pathlib
import re
import subprocess
import sys

from project import finish, read

PROGRAM = pathlib.Path(sys.argv[1]) / "realtime-monitor"
EVERYWHERE = {"--help", "--version"}
WINDOW = "THE WINDOW"


def help_of(*arguments):
    result = subprocess.run([str(PROGRAM), *arguments, "--help"], capture_output=True, text=True, timeout=60)
    return "" if result.returncode else result.stdout


def offered_commands():
    """Those of --help; also the window, which is the program without a command."""
    listed = help_of().partition("\nCommands")[2].partition("\n\n")[0]
    return [WINDOW, *re.findall(r"^  ([a-z]+)", listed, re.MULTILINE)]


def manual_sections():
    """Heading -> text, with roff's escaped hyphens as plain ones."""
    parts = re.split(r"^\.S[HS] (.+)$", read("packaging/realtime-monitor.1").replace("\\-", "-"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def documented_options(text):
    """Only those that begin a paragraph of their own; others are mentions."""
    return set(re.findall(r'^\.TP\n\.[BIR]+ "?(--[a-z-]+)', text, re.MULTILINE))


def synopsis(text):
    """Command -> its options in the synopsis."""
    options = {}
    for line in text.split(".br\n"):
        words = re.search(r"^\.B realtime-monitor ?([a-z]*)", line, re.MULTILINE)
        options[words[1] or WINDOW] = set(re.findall(r"--[a-z-]+", line))
    return options


def option_problems(command, sections, in_synopsis):
    offered = set(re.findall(r"^  (--[a-z-]+)", help_of(*([] if command == WINDOW else [command])), re.MULTILINE))
    if not offered:
        yield f"{command}: --help lists no options"
        return
    if command not in sections or command not in in_synopsis:
        yield f"{command} is in --help, but not in the man page and its synopsis"
        return
    for place, documented in (("man page", documented_options(sections[command])), ("synopsis", in_synopsis[command])):
        for option in sorted(offered - documented - EVERYWHERE):
            yield f"{command}: {option} is in --help, but not in the {place}"
        for option in sorted(documented - offered):
            yield f"{command}: {option} is in the {place}, but not in --help"


def event_problems(section):
    source = read("src/monitor/entry/eventjson.cpp") + read("src/monitor/publish/publishtext.cpp")
    source += read("src/app/querytext.cpp")
    names = read("src/monitor/entry/entrynames.cpp").partition(" Kinds{{\n")[2].partition('{LABEL("recovered")')[0]
    kinds = set(re.findall(r'LABEL\("[^"]+"\), "(\w+)"', names)) | set(re.findall(r'= \w*[oO]bject\("(\w+)"\)', source))
    headings = "\n".join(re.findall(r"^\.TP\n(\..+)", section, re.MULTILINE))
    for kind in sorted(kinds):
        if not re.search(rf"\b{kind}\b", headings):
            yield f"the event {kind} is not in the man page"
    for member in sorted(set(re.findall(r'\badd\w*\((?:\w+, )?"(\w+)"', source))):
        if not re.search(rf"\b{member}\b", section):
            yield f"the member {member} of events is not in the man page"


def list_problems(sections):
    """Variables and exit codes."""
    for variable in sorted(set(re.findall(r"^  (CENTRIFUGO_\w+|REALTIME_\w+)", help_of(), re.MULTILINE))):
        if f".B {variable}\n" not in sections["ENVIRONMENT"]:
            yield f"{variable} is in --help, but not in the man page"
    for code in (0, 1, 2, 3, 130, 143):
        if f".B {code}\n" not in sections["EXIT STATUS"]:
            yield f"the exit code {code} is not in the man page"


if not PROGRAM.exists():
    finish([f"{PROGRAM} is not built"], "man page")
sections = manual_sections()
commands = offered_commands()
in_synopsis = synopsis(sections["SYNOPSIS"])
problems = [problem for command in commands for problem in option_problems(command, sections, in_synopsis)]
problems += [f"{command} is in the synopsis, but not in --help" for command in sorted(set(in_synopsis) - set(commands))]
problems += event_problems(sections["EVENTS"])
problems += list_problems(sections)
finish(problems, "man page")
