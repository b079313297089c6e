# SPDX-License-Identifier: Apache-2.0
"""Step 2 of docs/exercises.md: a frame comes in pieces, or with others."""
import os
import socket
import struct

HEADER = struct.Struct(">IBI")  # length, type, id


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
            send(client, type | 0x80, id, receive(client, length))
    except End:
        pass


def send(client, type, id, payload):
    client.sendall(HEADER.pack(len(payload), type, id) + payload)


host = os.environ.get("PARLEY_HOST") or "127.0.0.1"
port = int(os.environ.get("PARLEY_PORT") or "7700")
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
