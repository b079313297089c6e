# SPDX-License-Identifier: Apache-2.0
"""Asks the server at PARLEY_TARGET one question; with "end" as its argument, ends its own direction behind it."""
import os
import socket
import struct
import sys

host, port = os.environ.get("PARLEY_TARGET", "tcp://127.0.0.1:7700").removeprefix("tcp://").split(":")

with socket.create_connection((host, port), timeout=1) as server:
    server.sendall(struct.pack(">IBI", 2, 0x01, 7) + b"hi")
    print("the question is sent")
    if "end" in sys.argv:
        server.shutdown(socket.SHUT_WR)
        print("our direction has ended")
    try:
        while received := server.recv(100):
            print("received:", received.hex(" "))
        print("their direction has ended")
    except socket.timeout:
        print("no answer: who waits for whom?")
