# SPDX-License-Identifier: Apache-2.0
"""Step 1 of docs/exercises.md: one frame is answered."""
import os
import socket
import struct

HEADER = struct.Struct(">IBI")  # length, type, id


def serve(client):
    while header := client.recv(HEADER.size):
        length, type, id = HEADER.unpack(header)
        payload = client.recv(length) if length else b""
        client.sendall(HEADER.pack(length, type | 0x80, id) + payload)


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
        except (OSError, struct.error):
            pass
