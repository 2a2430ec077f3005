#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
# SPDX-License-Identifier: MIT
"""Runs an official client of Centrifugo against the local server: LANGUAGE BUILD-FOLDER.

The clients are those that script/clients has put into build/clients; without one the test is skipped. Where
REALTIME_CONTRACT_PROGRAM names a Centrifugo, that runs instead of the local server."""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SKIPPED = 77
PATIENCE = 60
SECRET, KEY = "clients-secret", "clients-key"
CONFIG = {
    "client": {"token": {"hmac_secret_key": SECRET}},
    "http_api": {"key": KEY},
    "channel": {
        "without_namespace": {},
        "namespaces": [
            {
                "name": "history", "presence": True, "join_leave": True, "force_push_join_leave": True,
                "history_size": 100, "history_ttl": "300s", "force_recovery": True,
                "allow_subscribe_for_client": True, "allow_publish_for_subscriber": True,
                "allow_history_for_subscriber": True, "allow_presence_for_subscriber": True,
            },
            {"name": "closed"},
        ],
    },
}
EXPECTED = """\
connected
subscribed recoverable true positioned true
publication {"n":1} of alice
history 1
presence 1 1
rpc refused 108
channel refused 103
missed {"n":2}
recovered true
unsubscribed 2000
disconnected 3503
"""


def skip(why):
    print(f"{why}: skipped")
    sys.exit(SKIPPED)


def token():
    def encode(part):
        return base64.urlsafe_b64encode(part).rstrip(b"=")

    claims = {"sub": "alice", "exp": int(time.time()) + 600}
    signed = encode(b'{"alg":"HS256","typ":"JWT"}') + b"." + encode(json.dumps(claims).encode())
    signature = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + encode(signature)).decode()


def start_local_server(program):
    server = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    server.stdin.write(json.dumps(CONFIG).encode() + b"\n")
    server.stdin.flush()
    return server, json.loads(server.stdout.readline())["port"]


def start_centrifugo(program, folder):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    config = {**CONFIG, "http_server": {"address": "127.0.0.1", "port": port}, "usage_stats": {"disabled": True}}
    (folder / "config.json").write_text(json.dumps(config))
    server = subprocess.Popen([program, "-c", "config.json"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    return server, port


def command(language, form):
    folder = ROOT / "build/clients" / language
    if not (folder / "ready").exists():
        skip(f"the official client in {language} is not there (script/clients puts it into build/clients)")
    if language == "go":
        return [folder / "client", form]
    interpreter, source = {"javascript": ("node", "client.mjs"), "python": ("/usr/bin/python3", "client.py")}[language]
    return [interpreter, HERE / language / source, folder, form]


def problems(language, port):
    for form in ("json", "protobuf"):
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        environment |= {
            "WS_URL": f"ws://127.0.0.1:{port}/connection/websocket"
            + ("?cf_protocol=protobuf" if (language, form) == ("go", "protobuf") else ""),
            "API_URL": f"http://127.0.0.1:{port}/api", "API_KEY": KEY, "TOKEN": token(),
            "CHANNEL": f"history:{uuid.uuid4().hex}", "PYTHONDONTWRITEBYTECODE": "1",
        }
        result = subprocess.run(command(language, form), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, timeout=PATIENCE)
        if result.returncode or result.stdout != EXPECTED:
            yield f"{language}, {form}: ended with {result.returncode}; it printed\n{result.stdout}{result.stderr}"


def main():
    language, build = sys.argv[1], pathlib.Path(sys.argv[2])
    command(language, "json")
    centrifugo = os.environ.get("REALTIME_CONTRACT_PROGRAM")
    program = build / "realtime-local-server"
    if not centrifugo and not program.exists():
        skip("the local server is not built")
    with tempfile.TemporaryDirectory() as folder:
        if centrifugo:
            server, port = start_centrifugo(centrifugo, pathlib.Path(folder))
        else:
            server, port = start_local_server(program)
        try:
            found = list(problems(language, port))
        finally:
            server.kill()
            server.wait()
    print("\n".join(found) or f"{language}: both formats are fine")
    sys.exit(1 if found else 0)


main()
