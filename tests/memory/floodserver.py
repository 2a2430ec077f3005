# SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
# SPDX-License-Identifier: MIT
"""A hostile server: it speaks enough of WebSocket, Centrifugo and HTTP to be let in, then floods."""

import base64
import hashlib
import os
import signal
import socket
import struct
import threading

MB = 1 << 20


def varint(number):
    out = b""
    while number >= 128:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number, content):
    """A field of a Protobuf message: an integer, or bytes."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def message(content):
    return varint(len(content)) + content


def frame(opcode, payload, final=True):
    head = bytes([(0x80 if final else 0) | opcode])
    size = len(payload)
    if size < 126:
        head += bytes([size])
    elif size < 65536:
        head += b"\x7e" + struct.pack(">H", size)
    else:
        head += b"\x7f" + struct.pack(">Q", size)
    return head + payload


class Peer:
    """One accepted connection."""

    def __init__(self, connection):
        self.connection = connection
        self.is_json = False

    def read_head(self):
        head = b""
        while b"\r\n\r\n" not in head:
            more = self.connection.recv(65536)
            if not more:
                raise ConnectionError
            head += more
        return head

    def send(self, data):
        self.connection.sendall(data)

    def send_for_ever(self, data):
        while True:
            self.send(data)

    @property
    def opcode(self):
        return 1 if self.is_json else 2

    def send_messages(self, content, final=True):
        self.send(frame(self.opcode, content, final))

    def upgrade(self):
        head = self.read_head()
        lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        lines = {name.lower(): value for name, value in lines.items()}
        protocol = lines[b"sec-websocket-protocol"]
        self.is_json = protocol == b"centrifuge-json"
        proof = hashlib.sha1(lines[b"sec-websocket-key"] + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
        self.send(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  b"Sec-WebSocket-Protocol: " + protocol + b"\r\nSec-WebSocket-Accept: "
                  + base64.b64encode(proof.digest()) + b"\r\n\r\n")

    def go_live(self, subscribe=True):
        """Connected, and subscribed to the one channel that is asked for."""
        self.upgrade()
        self.connection.recv(65536)
        self.send_messages(b'{"id":1,"connect":{"client":"c","ping":25,"pong":true}}' if self.is_json
                           else message(field(1, 1) + field(5, field(1, b"c") + field(7, 25) + field(8, 1))))
        self.connection.settimeout(0.5)
        try:
            self.connection.recv(65536)
        except TimeoutError:
            pass  # a window watches nothing by itself
        self.connection.settimeout(None)
        if subscribe:
            self.send_messages(b'{"id":2,"subscribe":{}}' if self.is_json else message(field(1, 2) + field(6, b"")))

    def publication(self, data):
        if self.is_json:
            return b'{"push":{"channel":"news","pub":{"data":' + data + b"}}}"
        return message(field(4, field(2, b"news") + field(4, field(4, data))))


class FloodServer:
    """Serves each connection with `serve(peer)` until it ends; a free port of 127.0.0.1. A process of its own: the
    peak of a program counts from the memory of whoever starts it."""

    def __init__(self, serve):
        self.serve = serve
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self.process = os.fork()
        if self.process == 0:
            self.accept(listener)
        listener.close()

    def accept(self, listener):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=self.run, args=(connection,), daemon=True).start()

    def run(self, connection):
        with connection:
            try:
                self.serve(Peer(connection))
                connection.recv(1)
            except (OSError, KeyError):
                pass  # it was dropped, as it should be

    def close(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
