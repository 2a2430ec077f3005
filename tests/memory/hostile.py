#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
# SPDX-License-Identifier: MIT
"""What a hostile server makes the program hold: the peak of its memory in each case.

usage: hostile.py PROGRAM [--only WORD] [--seconds N]

Each case runs the program against a server that floods it. The table tells the peak, and its ratio to that of a quiet
connection in the same run. It fails (1) when a case that stays below the frame limit takes more than 200 MB.
"""

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time

from floodserver import MB, FloodServer, field, frame, message

MOST_MEGABYTES = 200
LOG_MEGABYTES = 256 + 24 + 64  # the last while its disk is behind


def quiet(peer):
    peer.go_live()


def status_line(peer):
    peer.read_head()
    peer.send(b"HTTP/1.1 101 ")
    peer.send_for_ever(b"x" * 65536)


def upgrade_headers(peer):
    peer.read_head()
    peer.send(b"HTTP/1.1 101 Switching Protocols\r\n")
    peer.send_for_ever(b"X-Header: more\r\n" * 4096)


def pings_of_websocket(peer):
    peer.go_live()
    peer.send_for_ever(frame(9, b"p" * 100) * 600)


def pings_of_centrifugo(peer):
    peer.go_live()
    peer.send_for_ever(frame(peer.opcode, b"{}" if peer.is_json else b"\0") * 10000)


def replies(peer):
    """To calls that were never made."""
    peer.go_live()
    reply = b'{"id":%d,"history":{"publications":[{"data":1}]}}'
    batch = b"\n".join(reply % (i + 100) for i in range(2000)) if peer.is_json \
        else b"".join(message(field(1, i + 100) + field(11, field(1, field(4, b"1")))) for i in range(2000))
    peer.send_for_ever(frame(peer.opcode, batch))


def half_a_frame(peer):
    """Announced with 63 MB, sent slowly, never ended: again and again on new connections."""
    peer.go_live()
    whole = frame(peer.opcode, b"x" * (63 * MB))
    peer.send(whole[:-1])


def fragments(peer):
    peer.go_live()
    peer.send_messages(b"x", final=False)
    peer.send_for_ever(frame(0, b"x" * 10, final=False) * 5000)


def large_fragments(peer):
    peer.go_live()
    peer.send_messages(b"x", final=False)
    peer.send_for_ever(frame(0, b"x" * MB, final=False))


def publications(size):
    def serve(peer):
        peer.go_live()
        data = b'"' + b"x" * size + b'"'
        peer.send_for_ever(frame(peer.opcode, peer.publication(data)))
    return serve


def many_in_a_frame(peer):
    peer.go_live()
    one = peer.publication(b'"' + b"x" * (4 * MB) + b'"')
    peer.send_for_ever(frame(peer.opcode, (b"\n" if peer.is_json else b"").join([one] * 15)))


def dense(peer):
    """As many JSON values as possible; a publication that is kept."""
    peer.go_live()
    data = b"[" + b"1," * (15 * MB) + b"1]"
    peer.send_for_ever(frame(peer.opcode, peer.publication(data)))


def brackets(peer):
    peer.go_live()
    peer.send_for_ever(frame(peer.opcode, peer.publication(b"[" * (31 * MB) + b"]" * (31 * MB))))


def dense_elsewhere(peer):
    peer.go_live()
    text = b'{"push":{"channel":"news","more":[' + b"1," * (30 * MB) + b"1]}}"
    peer.send_for_ever(frame(peer.opcode, text if peer.is_json else message(field(99, text))))


def undecodable(peer):
    peer.go_live()
    text = b'{"push":{"channel":"news","pub":{"data":' + b"x" * (60 * MB) + b"}}}"
    peer.send_for_ever(frame(peer.opcode, text if peer.is_json else message(b"\x1f" * (60 * MB))))


def tags(peer):
    peer.go_live()
    if peer.is_json:
        pairs = b",".join(b'"%06d":""' % i for i in range(60000))
        peer.send_for_ever(frame(1, b'{"push":{"channel":"news","pub":{"data":1,"tags":{' + pairs + b"}}}}"))
    pairs = b"".join(field(7, field(1, b"%06d" % i)) for i in range(60000))
    peer.send_for_ever(frame(2, message(field(4, field(2, b"news") + field(4, field(4, b"1") + pairs)))))


def long_channel(peer):
    peer.go_live()
    name = b"x" * (60 * MB)
    peer.send_for_ever(frame(peer.opcode, b'{"push":{"channel":"' + name + b'","pub":{"data":1}}}' if peer.is_json
                             else message(field(4, field(2, name) + field(4, field(4, b"1"))))))


def long_reason(peer):
    peer.go_live()
    reason = b"r" * (60 * MB)
    peer.send_messages(b'{"push":{"disconnect":{"code":3001,"reason":"' + reason + b'"}}}' if peer.is_json
                       else message(field(4, field(11, field(1, 3001) + field(2, reason)))))


def foreign_channels(peer):
    """Subscriptions of the server's own without number, and publications in them."""
    peer.go_live()
    for start in itertools.count(0, 1000):
        names = [b"c%d" % i for i in range(start, start + 1000)]
        if peer.is_json:
            peer.send_messages(b"\n".join(b'{"push":{"channel":"%s","subscribe":{}}}' % name for name in names))
            peer.send_messages(b"\n".join(b'{"push":{"channel":"%s","pub":{"data":1}}}' % name for name in names))
        else:
            peer.send_messages(b"".join(message(field(4, field(2, name) + field(9, field(5, 1)))) for name in names))
            peer.send_messages(b"".join(message(field(4, field(2, name) + field(4, field(4, b"1")))) for name in names))


def recovered(peer):
    """As much as a frame takes, in the answer to the subscribe."""
    peer.go_live(subscribe=False)
    data = b'"' + b"x" * (31 * MB) + b'"'
    if peer.is_json:
        items = b",".join(b'{"offset":%d,"data":%s}' % (i, data) for i in (1, 2))
        peer.send_messages(b'{"id":2,"subscribe":{"recoverable":true,"positioned":true,"epoch":"e","offset":2,'
                           b'"recovered":true,"was_recovering":true,"publications":[' + items + b"]}}")
    else:
        items = b"".join(field(7, field(4, data) + field(6, i)) for i in (1, 2))
        peer.send_messages(message(field(1, 2) + field(6, field(3, 1) + field(6, b"e") + items + field(8, 1)
                                                       + field(9, 2) + field(10, 1) + field(12, 1))))


def paged(peer):
    """The same in a page of the history."""
    peer.go_live(subscribe=False)
    data = b'"' + b"x" * (31 * MB) + b'"'
    if peer.is_json:
        peer.send_messages(b'{"id":2,"subscribe":{"recoverable":true,"positioned":true,"epoch":"e","offset":2}}')
        peer.connection.recv(65536)
        items = b",".join(b'{"offset":%d,"data":%s}' % (i, data) for i in (1, 2))
        peer.send_messages(b'{"id":3,"history":{"offset":2,"epoch":"e","publications":[' + items + b"]}}")
    else:
        peer.send_messages(message(field(1, 2) + field(6, field(3, 1) + field(6, b"e") + field(9, 2) + field(10, 1))))
        peer.connection.recv(65536)
        items = b"".join(field(1, field(4, data) + field(6, i)) for i in (1, 2))
        peer.send_messages(message(field(1, 3) + field(11, items + field(2, b"e") + field(3, 2))))


def joins(peer):
    peer.go_live()
    info = b'{"user":"u","client":"c","conn_info":' + b"[1,2,3]" * 1 + b"}"
    one = b'{"push":{"channel":"news","join":{"info":' + info + b"}}}" if peer.is_json \
        else message(field(4, field(2, b"news") + field(5, field(1, field(1, b"u") + field(2, b"c")))))
    peer.send_for_ever(frame(peer.opcode, (b"\n" if peer.is_json else b"").join([one] * 5000)))


def http(head, more):
    def serve(peer):
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\n" + head)
        peer.send_for_ever(more)
    return serve


JSON_BODY = b"Content-Type: application/json\r\n"
WATCH_CASES = [
    status_line, upgrade_headers, pings_of_websocket, pings_of_centrifugo, replies, half_a_frame, fragments,
    large_fragments, publications(100), publications(100_000), publications(31 * MB), publications(60 * MB),
    many_in_a_frame, dense, brackets, dense_elsewhere, undecodable, tags, long_channel, long_reason, foreign_channels,
    joins]
NAMES = {2: "publications of 100 B", 3: "publications of 100 KB", 4: "publications of 31 MB", 5: "of 60 MB, not kept"}
API_CASES = {
    "a header without an end": http(b"X-Header: ", b"x" * 65536),
    "headers without an end": http(b"", b"X-Header: more\r\n" * 4096),
    "a body without an end": http(JSON_BODY + b"\r\n", b" " * 65536),
    "chunks without an end": http(JSON_BODY + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 10000),
    "a chunk extension without an end": http(JSON_BODY + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 65536),
}


def history_page(peer):
    """A history of the HTTP API as large as an answer may be, then more."""
    peer.read_head()
    body = b'{"result":{"publications":[' + b",".join(
        b'{"offset":%d,"data":[%s1]}' % (i + 1, b"1," * (MB // 2)) for i in range(15)) + b'],"offset":15,"epoch":"e"}}'
    peer.send(b"HTTP/1.1 200 OK\r\n" + JSON_BODY + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def kept_by_the_log(peer):
    """The window watches nothing by itself: the server subscribes it, and its log keeps what comes."""
    peer.upgrade()
    peer.connection.recv(65536)
    subscription = field(6, field(1, b"news") + field(2, b""))
    peer.send_messages(message(field(1, 1) + field(5, field(1, b"c") + subscription)))
    peer.send_for_ever(frame(2, peer.publication(b'"' + b"x" * (31 * MB) + b'"')))


def live_without_history(peer):
    """The user may not read the history; whoever has the key may."""
    peer.upgrade()
    peer.connection.recv(65536)
    peer.send_messages(b'{"id":1,"connect":{"client":"c"}}')
    peer.connection.recv(65536)
    peer.send_messages(b'{"id":2,"subscribe":{"recoverable":true,"positioned":true,"epoch":"e","offset":15}}')
    peer.connection.recv(65536)
    peer.send_messages(b'{"id":3,"error":{"code":103,"message":"permission denied"}}')


def peak_of(command, environment, seconds):
    """Megabytes that the process held at most; it is told to end after the seconds, if any."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        if seconds:
            time.sleep(seconds)
            process.terminate()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_maxrss / 1024


class Run:
    def __init__(self, arguments):
        self.program = arguments.program
        self.only = arguments.only
        self.seconds = str(arguments.seconds)
        self.baseline = 0
        self.failures = []

    def environment(self, websocket, api=None):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("CENTRIFUGO_", "REALTIME_"))}
        environment["CENTRIFUGO_TOKEN_HMAC_SECRET"] = "hostile-secret"
        environment["CENTRIFUGO_WS_URL"] = f"ws://127.0.0.1:{websocket.port if websocket else 1}/connection/websocket"
        if api:
            environment["CENTRIFUGO_API_URL"] = f"http://127.0.0.1:{api.port}/api"
            environment["CENTRIFUGO_API_KEY"] = "hostile-key"
        return environment

    def measure(self, name, arguments, websocket=None, api=None, most=MOST_MEGABYTES):
        if self.only not in name and self.baseline:
            return None
        servers = [serve and FloodServer(serve) for serve in (websocket, api)]
        peak = peak_of([self.program, *arguments], self.environment(*servers), 0 if arguments else int(self.seconds))
        for server in servers:
            if server:
                server.close()
        self.baseline = self.baseline or peak
        print(f"{name:<44}{peak:8.0f} MB {peak / self.baseline:8.1f} x", flush=True)
        if peak > most:
            self.failures.append(f"{name} ({most:.0f})")
        return peak

    def watch(self, name, serve, *more):
        self.measure(name, ["watch", "news", "--user", "a", "--timeout", self.seconds, *more], serve)

    def windows(self, folder):
        """What a window has for itself counts from a quiet one; its log may keep 256 MB, and a little."""
        for name in "CONFIG", "CACHE", "DATA":
            os.environ[f"XDG_{name}_HOME"] = folder
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        quiet_window = self.measure("window: quiet", [], quiet) or 0
        most = quiet_window + MOST_MEGABYTES - self.baseline
        for serve in half_a_frame, fragments, pings_of_centrifugo, long_channel, foreign_channels:
            self.measure(f"window: {serve.__name__.replace('_', ' ')}", [], serve, most=most)
        for name, serve in ("publications of 31 MB", kept_by_the_log), ("undecodable", undecodable):
            self.measure(f"window: {name}, kept by the log", [], serve, most=most + LOG_MEGABYTES)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--only", default="", metavar="WORD")
    parser.add_argument("--seconds", type=int, default=2)
    run = Run(parser.parse_args())
    run.watch("a quiet connection", quiet)
    for i, serve in enumerate(WATCH_CASES):
        name = NAMES.get(i - 6, serve.__name__.replace("_", " "))
        for wire in "protobuf", "json":
            run.watch(f"{name}, {wire}", serve, "--wire", wire)
    for wire in "protobuf", "json":
        run.watch(f"recovered publications of 31 MB, {wire}", recovered, "--recover", "--wire", wire)
        run.watch(f"a page of the history, 2 of 31 MB, {wire}", paged, "--recover", "--wire", wire)
    run.watch("publications of 31 MB, watch --json", publications(31 * MB), "--json", "--wire", "json")
    with tempfile.TemporaryDirectory() as folder:
        run.measure("publications of 31 MB, record",
                    ["record", "news", "--user", "a", "--timeout", run.seconds, "--output", f"{folder}/r.rtm"],
                    publications(31 * MB))
    for name, serve in API_CASES.items():
        run.measure(f"API: {name}", ["publish", "news", "1", "--timeout", run.seconds], api=serve)
    run.measure("API: a history as large as may be", ["watch", "news", "--user", "a", "--recover", "--wire", "json",
                                                     "--timeout", run.seconds], live_without_history, history_page)
    with tempfile.TemporaryDirectory() as folder:
        run.windows(folder)
    if run.failures:
        print("more memory than allowed (MB): " + "; ".join(run.failures))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
