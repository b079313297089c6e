# SPDX-License-Identifier: Apache-2.0
"""A client of the server at PARLEY_TARGET whose stream is cut off in mid-frame: a FIN, and no close_notify."""
import os
import socket
import ssl
import struct

host, port = os.environ.get("PARLEY_TARGET", "tcp://127.0.0.1:7700").partition("://")[2].split(":")
trust = ssl.create_default_context(cafile="certificate.pem")


def frame(id, payload):
    return struct.pack(">IBI", len(payload), 0x01, id) + payload


with trust.wrap_socket(socket.create_connection((host, port)), server_hostname=host) as client:
    client.sendall(frame(1, b"hello"))
    print("a frame gets", client.recv(100)[9:])
    client.sendall(frame(2, b"pay Alice 100, but not before May")[:22])
    client.shutdown(socket.SHUT_WR)  # a FIN under TLS, as anybody on the way could send it
    client.recv(100)  # waits until the server has seen it
