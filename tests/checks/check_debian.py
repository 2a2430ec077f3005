"""The Debian package has the documents that Debian wants, and lintian, where it is installed, warns of nothing in it.

Takes the build folder."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

from project import SKIPPED, finish

BUILD = pathlib.Path(sys.argv[1])
DOCUMENTS = ["changelog.Debian.gz", "changelog.gz", "copyright"]


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def package_problems(folder):
    result = run("cpack", "--config", str(BUILD / "CPackConfig.cmake"), "-G", "DEB", "-B", folder)
    packages = list(pathlib.Path(folder).glob("*.deb"))
    if result.returncode or len(packages) != 1:
        yield f"cpack: {result.stdout.strip()}"
        return
    package = packages[0]
    contents = run("dpkg-deb", "--contents", str(package)).stdout
    for name in DOCUMENTS:
        if f"./usr/share/doc/realtime-monitor/{name}\n" not in contents:
            yield f"{package.name}: has no {name}"
    if not shutil.which("lintian"):
        print("debian: lintian is not installed, so it has not judged the package")
        return
    result = run("lintian", "--allow-root", "--fail-on", "error,warning", str(package))
    if result.returncode:
        yield f"lintian: {result.stdout.strip()}"


if not shutil.which("dpkg-deb"):
    print("debian: this is no Debian")
    sys.exit(SKIPPED)
with tempfile.TemporaryDirectory() as staging:
    found = list(package_problems(staging))
finish(found, "debian package")
