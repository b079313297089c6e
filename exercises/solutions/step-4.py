# SPDX-License-Identifier: Apache-2.0
"""Step 4 of docs/exercises.md: a frame too large, and the orderly end."""
import os
import socket
import struct
import time

HEADER = struct.Struct(">IBI")  # length, type, id
ECHO, DELAY, REPLY, ERROR = 0x01, 0x02, 0x80, 0xFF
TOO_LARGE, UNKNOWN_TYPE, BAD_REQUEST = 1, 2, 3


def option(name, otherwise):
    return int(os.environ.get(name) or otherwise)


MAX_PAYLOAD = option("PARLEY_MAX_PAYLOAD", 1048576)
MAX_DELAY_MS = option("PARLEY_MAX_DELAY_MS", 10000)


class End(Exception):
    """The client's end."""


def receive(client, size):
    """All of size bytes, in however many pieces they come."""
    data = bytearray()
    while len(data) < size:
        piece = client.recv(min(size - len(data), 65536))
        if not piece:
            raise End
        data += piece
    return bytes(data)


def serve(client):
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        while True:
            length, type, id = HEADER.unpack(receive(client, HEADER.size))
            if length > MAX_PAYLOAD:
                error(client, TOO_LARGE, id, "more than %d bytes" % MAX_PAYLOAD)
                break
            answer(client, type, id, receive(client, length))
    except End:
        return
    end(client)


def end(client):
    """Says that nothing more comes, and reads on for a while: a close with unread input would be a reset."""
    client.shutdown(socket.SHUT_WR)
    deadline, room = time.monotonic() + 0.75, 512 * 1024
    while room > 0 and (left := deadline - time.monotonic()) > 0:
        client.settimeout(left)
        piece = client.recv(min(room, 65536))
        if not piece:
            return
        room -= len(piece)


def answer(client, type, id, payload):
    if type not in (ECHO, DELAY):
        error(client, UNKNOWN_TYPE, id, "no such type")
    elif type == DELAY and len(payload) < 4:
        error(client, BAD_REQUEST, id, "no milliseconds")
    elif type == DELAY and int.from_bytes(payload[:4], "big") > MAX_DELAY_MS:
        error(client, BAD_REQUEST, id, "too long")
    else:
        send(client, type | REPLY, id, payload)


def error(client, code, id, reason):
    send(client, ERROR, id, bytes([code]) + reason.encode())


def send(client, type, id, payload):
    client.sendall(HEADER.pack(len(payload), type, id) + payload)


host = os.environ.get("PARLEY_HOST") or "127.0.0.1"
port = option("PARLEY_PORT", 7700)
family = socket.AF_INET6 if ":" in host else socket.AF_INET
listener = socket.create_server((host, port), family=family, backlog=1024)
host, port = listener.getsockname()[:2]
print("LISTENING tcp://%s:%d" % ("[%s]" % host if ":" in host else host, port), flush=True)
while True:  # until SIGTERM, which ends a Python program where it stands
    client, _ = listener.accept()
    with client:
        try:
            serve(client)
        except OSError:
            pass
