# SPDX-License-Identifier: Apache-2.0
"""Sends each line of standard input as one ECHO of Parley/1 and prints each reply. See PROTOCOL.md, section 18."""
import os
import socket
import struct
import sys
import time
from urllib.parse import urlsplit

HEADER = struct.Struct(">IBI")  # length, type, id
ECHO, REPLY, ERROR = 0x01, 0x80, 0xFF


class Failure(SystemExit):
    """Its line goes to standard error, and the status is 1."""


def connect(target, timeout_ms):
    url = urlsplit(target)
    try:
        sock = socket.create_connection((url.hostname, url.port), timeout_ms / 1000)
        if sock.getsockname() == sock.getpeername():  # R18.6
            raise ConnectionRefusedError("connected to itself")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock
    except (socket.timeout, TimeoutError):
        raise Failure(f"TIMEOUT no connection to {target} within {timeout_ms} ms") from None
    except OSError as error:
        raise Failure(f"REFUSED {target}: {error}") from None


def receive(sock, size, deadline):
    data = bytearray()
    while len(data) < size:
        left = deadline - time.monotonic()  # a deadline for the whole reply: bytes that drip do not extend it
        if left <= 0:
            raise socket.timeout
        sock.settimeout(left)
        if not (chunk := sock.recv(size - len(data))):
            raise ConnectionError("end of stream while a reply is owed")
        data += chunk
    return data


def echo(sock, id, payload, timeout_ms):
    deadline = time.monotonic() + timeout_ms / 1000
    try:
        sock.settimeout(timeout_ms / 1000)
        sock.sendall(HEADER.pack(len(payload), ECHO, id) + payload)
    except OSError:
        deadline = max(deadline, time.monotonic() + 0.2)  # R18.5: read the server's last word, if any
    length, type, reply_id = HEADER.unpack(receive(sock, HEADER.size, deadline))
    if type == ERROR and reply_id in (id, 0) and 1 <= length <= 256:  # R0.4
        error = receive(sock, length, deadline)
        raise Failure(f"ERROR {error[0]} {error[1:].decode('utf-8', 'replace')!r}")  # quoted: it stays one line
    if (length, type, reply_id) != (len(payload), ECHO | REPLY, id) or receive(sock, length, deadline) != payload:
        raise Failure(f"PROTOCOL not the reply to ECHO {id}: type {type:#04x}, id {reply_id}, length {length}")


def main(target, connect_timeout_ms, reply_timeout_ms):
    with connect(target, connect_timeout_ms) as sock:  # R18.4: no failure leaves it open
        for number, line in enumerate(sys.stdin.buffer):
            payload = line.removesuffix(b"\n")
            try:
                echo(sock, 1 + number % 0xFFFFFFFF, payload, reply_timeout_ms)  # never 0, the id of ERRORs to nobody
            except (socket.timeout, TimeoutError):
                raise Failure(f"TIMEOUT no reply from {target} within {reply_timeout_ms} ms") from None
            except OSError as error:
                raise Failure(f"EOF {target}: {error}") from None
            sys.stdout.buffer.write(payload + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    env = os.environ.get
    try:
        main(env("PARLEY_TARGET") or "tcp://127.0.0.1:7700",
             int(env("PARLEY_CONNECT_TIMEOUT_MS") or 5000), int(env("PARLEY_REPLY_TIMEOUT_MS") or 10000))
    except ValueError as error:
        sys.exit(f"parley_client: invalid variable: {error}")
