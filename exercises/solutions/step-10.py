# SPDX-License-Identifier: Apache-2.0
"""Step 10 of docs/exercises.md: all that a server is asked."""
import math
import os
import re
import select
import signal
import socket
import struct
import sys
import threading
import time

HEADER = struct.Struct(">IBI")  # length, type, id
ECHO, DELAY, REPLY, ERROR = 0x01, 0x02, 0x80, 0xFF
TOO_LARGE, UNKNOWN_TYPE, BAD_REQUEST, TIMEOUT, BUSY = 1, 2, 3, 4, 5


def option(name, otherwise, most=2**31 - 1):
    text = os.environ.get(name) or str(otherwise)
    # int() would take blanks, signs and underscores too.
    if not re.fullmatch("[0-9]{1,10}", text) or int(text) > most:
        invalid(name)
    return int(text)


def invalid(name):
    print("%s cannot be '%s'" % (name, os.environ[name]), file=sys.stderr)
    sys.exit(64)


if os.environ.get("PARLEY_TRANSPORT") not in (None, "", "tcp"):
    invalid("PARLEY_TRANSPORT")
MAX_CONNECTIONS = option("PARLEY_MAX_CONNECTIONS", 16384)
MAX_PAYLOAD = option("PARLEY_MAX_PAYLOAD", 1048576, 16777216)
IDLE_MS = option("PARLEY_IDLE_TIMEOUT_MS", 60000)
FRAME_MS = option("PARLEY_FRAME_TIMEOUT_MS", 10000)
WRITE_MS = option("PARLEY_WRITE_TIMEOUT_MS", 10000)
DRAIN_MS = option("PARLEY_DRAIN_TIMEOUT_MS", 5000)
MAX_DELAY_MS = option("PARLEY_MAX_DELAY_MS", 10000)


class End(Exception):
    """The client's end."""


class Stop(Exception):
    """The server's."""


# The stop closes the end for writing, and so wakes everybody who waits for the other.
stopped, stopper = os.pipe()


def wait(sock, deadline=None):
    """Returns when there is something to read. After the stop only what has come is read, and nothing waited for."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    poll.register(stopped, select.POLLIN)
    left = None if deadline is None else max(0, deadline - time.monotonic())
    ready = poll.poll(None if left is None else math.ceil(left * 1000))
    if [descriptor for descriptor, _ in ready] == [stopped]:
        raise Stop
    if not ready:
        raise socket.timeout


def after(ms):
    return time.monotonic() + ms / 1000 if ms else None  # a clock of 0 is off


def read(client, size, deadline):
    """What comes first, of size bytes at most; nothing at the client's end."""
    left = None if deadline is None else deadline - time.monotonic()
    if left is not None and left <= 0:
        raise socket.timeout
    client.settimeout(left)
    return client.recv(size)


def receive(client, size, deadline):
    """All of size bytes, in however many pieces they come, and by one deadline for all of them."""
    data = bytearray()
    while len(data) < size:
        wait(client, deadline)
        piece = read(client, min(size - len(data), 65536), deadline)
        if not piece:
            raise End
        data += piece
    return bytes(data)


def serve(client):
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        while True:
            first = receive(client, 1, after(IDLE_MS))
            deadline = after(FRAME_MS)  # the first byte starts it, and only the last one stops it
            length, type, id = HEADER.unpack(first + receive(client, HEADER.size - 1, deadline))
            if length > MAX_PAYLOAD:
                error(client, TOO_LARGE, id, "more than %d bytes" % MAX_PAYLOAD)
                break
            answer(client, type, id, receive(client, length, deadline))
    except End:
        return
    except Stop:
        pass
    except socket.timeout:
        error(client, TIMEOUT, 0, "silent for too long")
    end(client)


def end(client):
    """Says that nothing more comes, and reads on for a while: a close with unread input would be a reset."""
    client.shutdown(socket.SHUT_WR)
    deadline, room = time.monotonic() + 0.75, 512 * 1024
    while room > 0:
        piece = read(client, min(room, 65536), deadline)
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
        if type == DELAY:
            time.sleep(int.from_bytes(payload[:4], "big") / 1000)
        send(client, type | REPLY, id, payload)


def error(client, code, id, reason):
    send(client, ERROR, id, bytes([code]) + reason.encode())


def send(client, type, id, payload):
    rest = memoryview(HEADER.pack(len(payload), type, id) + payload)
    while rest:
        rest = rest[write(client, rest):]


def write(client, data):
    """How many bytes the system took by the deadline: one at least."""
    # A full socket takes bytes well before it is called writable: only a try that fails says that it is stuck.
    for timeout in 0, WRITE_MS / 1000 or None, 0:
        client.settimeout(timeout)
        try:
            return client.send(data)
        except (BlockingIOError, socket.timeout):
            pass
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # the close is now a reset
    raise ConnectionAbortedError


def refuse(client):
    error(client, BUSY, 0, "too many connections")
    end(client)


def run(client, converse, group):
    with client:
        try:
            converse(client)
        except OSError:
            pass  # a peer that is gone is no news to anybody else
    group.discard(threading.current_thread())  # only now is the place free


host = os.environ.get("PARLEY_HOST") or "127.0.0.1"
port = option("PARLEY_PORT", 7700, 65535)
family = socket.AF_INET6 if ":" in host else socket.AF_INET
listener = socket.create_server((host, port), family=family, backlog=1024, dualstack_ipv6=family == socket.AF_INET6)
signal.signal(signal.SIGTERM, lambda *_: os.close(stopper))
host, port = listener.getsockname()[:2]
print("LISTENING tcp://%s:%d" % ("[%s]" % host if ":" in host else host, port), flush=True)
threads, refusals = set(), set()  # those that serve, and those that say BUSY
while stopped not in select.select([listener, stopped], [], [])[0]:
    try:
        client, _ = listener.accept()
    except OSError:
        time.sleep(0.1)  # no descriptor is free; one will be
        continue
    full = 0 < MAX_CONNECTIONS <= len(threads)
    if full and len(refusals) >= 64:
        client.close()
        continue
    work = (client, refuse, refusals) if full else (client, serve, threads)
    thread = threading.Thread(target=run, args=work, daemon=True)
    work[2].add(thread)
    thread.start()
listener.close()
deadline = time.monotonic() + DRAIN_MS / 1000
for thread in [*threads, *refusals]:
    thread.join(max(0, deadline - time.monotonic()))
os._exit(0)  # whoever still waits is cut
