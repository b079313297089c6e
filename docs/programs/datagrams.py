# SPDX-License-Identifier: Apache-2.0
"""Sends datagrams to the server at the port that is given, each with an ECHO behind it, and prints what comes back."""
import socket
import struct
import sys

ECHO, ECHO_REPLY = 0x01, 0x81
BEHIND = 99


def frame(type, id, payload):
    return struct.pack(">IBI", len(payload), type, id) + payload


client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(5)
client.connect(("127.0.0.1", int(sys.argv[1])))
for what, datagram in {
    "an ECHO": frame(ECHO, 1, b"hi"),
    "an ECHO of 2000 bytes": frame(ECHO, 2, bytes(2000)),
    "half a frame": frame(ECHO, 3, b"hello")[:11],
    "a reply": frame(ECHO_REPLY, 4, b"hi"),
}.items():
    client.send(datagram)
    client.send(frame(ECHO, BEHIND, b""))
    reply = client.recv(65536)
    length, type, id = struct.unpack(">IBI", reply[:9])
    if id == BEHIND:
        print(f"{what} gets nothing")
    else:
        print(f"{what} gets type {type:#x}, id {id}, {len(reply) - 9} bytes of payload and says {length}")
        client.recv(65536)  # the reply to the one behind it
