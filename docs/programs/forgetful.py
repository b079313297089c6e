# SPDX-License-Identifier: Apache-2.0
"""Answers an ECHO only when it comes for the second time, as if the first one had been lost on its way."""
import os
import socket

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", int(os.environ.get("PARLEY_PORT", "7700"))))
print("LISTENING udp://127.0.0.1:%d" % server.getsockname()[1], flush=True)
seen = set()
while True:
    request, client = server.recvfrom(65536)
    if request in seen:
        server.sendto(request[:4] + bytes([request[4] | 0x80]) + request[5:], client)
    seen.add(request)
