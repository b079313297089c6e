# SPDX-License-Identifier: Apache-2.0
"""A server that can be started and asked, and says nothing. docs/exercises.md makes it one of Parley/1."""
import os
import socket
import sys


def serve(client):
    pass  # step 1 begins here


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
        except Exception as failure:  # this client's, and no other's
            print(repr(failure), file=sys.stderr)
