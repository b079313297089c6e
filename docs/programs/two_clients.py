# SPDX-License-Identifier: Apache-2.0
"""Two clients of the server at PARLEY_TARGET: the first says nothing, the second one wants to be served."""
import os
import socket
import struct
import sys

host, port = os.environ.get("PARLEY_TARGET", "tcp://127.0.0.1:7700").removeprefix("tcp://").split(":")


def receive(client):
    length, type, id = struct.unpack(">IBI", client.recv(9, socket.MSG_WAITALL))
    return f"type {type:#x}, id {id}, payload {client.recv(length, socket.MSG_WAITALL)}"


silent = socket.create_connection((host, port))
eager = socket.create_connection((host, port))
print("both are connected")
eager.sendall(struct.pack(">IBI", 2, 0x01, 7) + b"hi")
eager.settimeout(0.5 if "--impatient" in sys.argv else 5)
try:
    print("while the first is silent, the second gets", receive(eager))
except socket.timeout:
    print("while the first is silent, the second gets nothing")
    silent.close()
    eager.settimeout(5)
    print("the first has left, and the second gets", receive(eager))
