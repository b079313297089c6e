# SPDX-License-Identifier: Apache-2.0
"""A server of Parley as one first writes it, from the first page of PROTOCOL.md. Wrong on purpose; see docs/suite.md."""
import os
import socket
import struct
import threading
import time

ECHO, DELAY, ERROR = 0x01, 0x02, 0xFF


def receive(client, length):
    return client.recv(length)


def serve(client):
    with client:
        while header := receive(client, 9):
            length, type, id = struct.unpack(">IBI", header)
            payload = receive(client, length) if length else b""
            if type == ECHO:
                send(client, 0x81, id, payload)
            elif type == DELAY:
                time.sleep(struct.unpack(">I", payload[:4])[0] / 1000)
                send(client, 0x82, id, payload)
            else:
                send(client, ERROR, id, b"unknown type")


def send(client, type, id, payload):
    client.sendall(struct.pack(">IBI", len(payload), type, id) + payload)


listener = socket.create_server(("127.0.0.1", int(os.environ.get("PARLEY_PORT", "7700"))), backlog=1024)
print("LISTENING tcp://127.0.0.1:%d" % listener.getsockname()[1], flush=True)
while True:
    client, _ = listener.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
