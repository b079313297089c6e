# SPDX-License-Identifier: Apache-2.0
"""A Parley/1 server over UDP, in one file and the standard library. Its options are those of PROTOCOL.md, appendix A.

One socket serves everybody, and nothing is remembered but the DELAYs that wait. It reads and writes the socket itself
whenever the event loop says that it can be read; it needs a loop that can watch sockets and signals: any but the one of
Windows.
"""
import asyncio
import os
import re
import signal
import socket
import struct
import sys
from collections import Counter
from types import SimpleNamespace

HEADER = struct.Struct(">IBI")  # length, type, id
ECHO, DELAY, REPLY = 0x01, 0x02, 0x80
LARGEST = 65498  # R14.1: the payload of the largest frame that a datagram over IPv4 carries
BUFFER = 65536  # R14.1: longer than any datagram, so that none is cut off unseen
MOST_DELAYS, MOST_BYTES = 1024, 16 * 1024 * 1024  # R15.1
BURST = 64  # how many datagrams are received before it is the turn of the DELAYs
ANY = 2**31 - 1
NUMBERS = {  # default, maximum; a datagram has no connection, so the numbers of those are only checked
    "PARLEY_PORT": (7700, 65535),
    "PARLEY_MAX_PAYLOAD": (1048576, 16777216),
    "PARLEY_MAX_CONNECTIONS": (16384, ANY),
    "PARLEY_MAX_DELAY_MS": (10000, ANY),
    "PARLEY_IDLE_TIMEOUT_MS": (60000, ANY),
    "PARLEY_FRAME_TIMEOUT_MS": (10000, ANY),
    "PARLEY_WRITE_TIMEOUT_MS": (10000, ANY),
    "PARLEY_HANDSHAKE_TIMEOUT_MS": (10000, ANY),
    "PARLEY_DRAIN_TIMEOUT_MS": (5000, ANY),
}


class Dropped(Exception):
    """A datagram gets no answer (R14.2). Its argument is the reason, for the count."""


class Server:
    def __init__(self, sock, options):
        self.sock, self.options = sock, options
        self.max_payload = min(options.max_payload, LARGEST)
        self.loop = asyncio.get_running_loop()
        self.waiting, self.waiting_bytes = 0, 0
        self.idle = asyncio.Event()
        self.idle.set()
        self.dropped = Counter()
        self.loop.add_reader(sock, self.receive)

    def receive(self):
        for _ in range(BURST):
            try:
                datagram, peer = self.sock.recvfrom(BUFFER)
            except BlockingIOError:
                return
            except OSError:
                continue  # R15.1: news of a client that is gone, and of no use to anybody else
            try:
                self.take(datagram, peer)
            except Dropped as drop:
                self.dropped[str(drop)] += 1

    def take(self, datagram, peer):
        if len(datagram) < HEADER.size:
            raise Dropped("malformed")
        length, type, id = HEADER.unpack_from(datagram)
        if length != len(datagram) - HEADER.size:  # R14.1: one datagram, one whole frame, and nothing behind it
            raise Dropped("malformed")
        if length > self.max_payload:
            raise Dropped("too large")
        if type == ECHO:
            self.reply(datagram, peer)
        elif type == DELAY:
            self.delay(datagram, peer)
        else:
            raise Dropped("unknown type")  # R14.2: a reply above all, or two servers would never stop

    def delay(self, datagram, peer):
        if len(datagram) < HEADER.size + 4:
            raise Dropped("bad request")
        ms = int.from_bytes(datagram[HEADER.size:HEADER.size + 4], "big")
        if ms > self.options.max_delay_ms:
            raise Dropped("bad request")
        if self.waiting >= MOST_DELAYS or self.waiting_bytes + len(datagram) > MOST_BYTES:
            raise Dropped("too many delays")
        self.waiting += 1
        self.waiting_bytes += len(datagram)
        self.idle.clear()
        self.loop.call_later(ms / 1000, self.end_delay, datagram, peer)

    def end_delay(self, datagram, peer):
        self.waiting -= 1
        self.waiting_bytes -= len(datagram)
        if not self.waiting:
            self.idle.set()
        self.reply(datagram, peer)

    def reply(self, datagram, peer):
        """Sends the request back with the high bit of its type set, from the address where it came (R16.1)."""
        try:
            self.sock.sendto(datagram[:4] + bytes([datagram[4] | REPLY]) + datagram[5:], peer)
        except OSError:
            self.dropped["not sent"] += 1  # a full buffer, or nobody there: the client asks again if it can

    async def stop(self):
        self.loop.remove_reader(self.sock)  # R17.1
        try:
            await asyncio.wait_for(self.idle.wait(), self.options.drain_timeout_ms / 1000)
        except asyncio.TimeoutError:
            pass
        self.sock.close()
        if self.dropped:
            log("dropped: " + ", ".join(f"{reason}: {count}" for reason, count in self.dropped.items()))


def options_from(environment):
    """Raises ValueError for an invalid variable. An empty one is as good as none."""
    if environment.get("PARLEY_TRANSPORT", "") not in ("", "udp"):
        raise ValueError(f"PARLEY_TRANSPORT: this server speaks udp only, not {environment['PARLEY_TRANSPORT']!r}")
    options = SimpleNamespace(host=environment.get("PARLEY_HOST") or "127.0.0.1")
    for name, (default, maximum) in NUMBERS.items():
        text = environment.get(name) or str(default)
        if not re.fullmatch("[0-9]{1,10}", text) or int(text) > maximum:
            raise ValueError(f"{name}: not a number from 0 to {maximum}: {text!r}")
        setattr(options, name[len("PARLEY_"):].lower(), int(text))
    try:
        options.family, _, _, _, options.address = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_DGRAM)[0]
    except (OSError, UnicodeError) as error:
        raise ValueError(f"PARLEY_HOST: {options.host!r}: {error}") from None
    return options


def bind(options):
    """Without SO_REUSEADDR: UDP has no TIME_WAIT, and two servers would share the port (R11.2)."""
    sock = socket.socket(options.family, socket.SOCK_DGRAM)
    try:
        if options.family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, options.address[0] != "::")  # R11.5
        sock.bind(options.address)
        sock.setblocking(False)
    except OSError:
        sock.close()
        raise
    if options.address[0] in ("0.0.0.0", "::"):
        log("bound to every address: which of them was asked is not known, and a reply may leave from another (R16.1)")
    return sock


def url(address):
    host, port = address[:2]
    return f"udp://[{host}]:{port}" if ":" in host else f"udp://{host}:{port}"


def log(message):
    print(f"parley_udp_server: {message}", file=sys.stderr, flush=True)


async def main(sock, options):
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    server = Server(sock, options)
    print(f"LISTENING {url(sock.getsockname())}", flush=True)
    await stopped.wait()
    await server.stop()


if __name__ == "__main__":
    try:
        options = options_from(os.environ)
    except ValueError as error:
        log(error)
        sys.exit(64)
    try:
        sock = bind(options)
    except OSError as error:
        log(f"cannot bind {url(options.address)}: {os.strerror(error.errno)}")
        sys.exit(69)
    asyncio.run(main(sock, options))
