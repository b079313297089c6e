# SPDX-License-Identifier: Apache-2.0
"""A Parley/1 server over TCP, in one file and the standard library. Its options are those of PROTOCOL.md, appendix A.

Each connection is one coroutine over a non-blocking socket. It waits until the socket is ready and then makes the
system call itself, so that it alone decides what is read, when a clock starts, and how a connection ends. It needs an
event loop that can watch sockets and signals: any but the one of Windows.
"""
import asyncio
import math
import os
import re
import signal
import socket
import struct
import sys
from types import SimpleNamespace

HEADER = struct.Struct(">IBI")  # length, type, id
ECHO, DELAY, REPLY, ERROR = 0x01, 0x02, 0x80, 0xFF
TOO_LARGE, UNKNOWN_TYPE, BAD_REQUEST, TIMEOUT, BUSY, INTERNAL = range(1, 7)
READ_AHEAD = 64 * 1024  # R1.4
DISCARD_BYTES, DISCARD_SECONDS = 512 * 1024, 0.75  # R7.3
REFUSALS = 64  # R8.2
BACKLOG = 1024  # R11.4
ANY = 2**31 - 1
NUMBERS = {  # default, maximum; the handshake clock is TLS's, so its number is only checked
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


class Fatal(Exception):
    """Ends the connection with an ERROR. Its arguments are those of Connection.error."""


class Connection:
    def __init__(self, sock, options):
        self.sock, self.options = sock, options
        self.loop = asyncio.get_running_loop()
        self.inbox = bytearray()  # read, not yet parsed; it grows only by bytes that came (R3.2)
        self.outbox = bytearray()  # ready, not yet handed over
        self.eof = self.stopping = False  # either means that no request will follow those in the inbox
        self.waiter = self.loop.create_future()

    async def run(self, refused):
        try:
            self.sock.setblocking(False)
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # R2.2
            try:
                if refused:
                    raise Fatal(BUSY, 0, "too many connections")
                await self.serve()
            except Fatal as fatal:
                self.error(*fatal.args)
            await self.flush()
            self.sock.shutdown(socket.SHUT_WR)
            await self.discard()
        except OSError:
            pass  # R10.1: a peer that is gone is no news to anybody else
        finally:
            self.sock.close()

    async def serve(self):
        while request := await self.next_request():
            type, id, payload = request
            try:
                await self.answer(type, id, payload)
            except OSError:
                raise  # the connection failed, not the server
            except Exception as fault:
                log(f"type {type:#04x}: {fault!r}")
                raise Fatal(INTERNAL, id, "the server failed") from fault

    async def next_request(self):
        """The next complete frame, or None when no more will come."""
        in_frame = None
        while True:
            if len(self.inbox) >= HEADER.size:
                length, type, id = HEADER.unpack_from(self.inbox)
                if length > self.options.max_payload:
                    raise Fatal(TOO_LARGE, id, f"more than {self.options.max_payload} bytes")  # R3.1: first of all
                end = HEADER.size + length
                if len(self.inbox) >= end:
                    payload = bytes(self.inbox[HEADER.size:end])
                    del self.inbox[:end]
                    return type, id, payload
            await self.flush()  # R2.1, and both clocks below run only while no reply is owed
            if self.eof or self.stopping:
                return None  # R5.2, R12.2: half a frame gets no reply
            if in_frame != bool(self.inbox):  # a first byte starts the frame clock, later ones do not restart it (R6.3)
                in_frame = bool(self.inbox)
                deadline = self.after(self.options.frame_timeout_ms if in_frame else self.options.idle_timeout_ms)
            elif self.loop.time() >= deadline:
                raise Fatal(TIMEOUT, 0, "frame incomplete for too long" if in_frame else "idle for too long")
            await self.read(READ_AHEAD, deadline)

    async def answer(self, type, id, payload):
        if type == ECHO:
            self.reply(ECHO | REPLY, id, payload)
        elif type != DELAY:
            self.error(UNKNOWN_TYPE, id, "no such type")
        elif len(payload) < 4:
            self.error(BAD_REQUEST, id, "a DELAY without its 4 bytes of milliseconds")
        elif (ms := int.from_bytes(payload[:4], "big")) > self.options.max_delay_ms:
            self.error(BAD_REQUEST, id, f"a DELAY of more than {self.options.max_delay_ms} ms")
        else:
            await self.delay(ms)
            self.reply(DELAY | REPLY, id, payload)

    async def delay(self, ms):
        deadline = self.loop.time() + ms / 1000  # R1.2: from now on, even if the replies before it are slow to leave
        while (left := deadline - self.loop.time()) > 0:
            await self.flush()  # R2.1
            room = READ_AHEAD - len(self.inbox)
            if self.eof or self.stopping or room <= 0:
                await asyncio.sleep(left)
            else:
                await self.read(room, deadline)  # a reset ends the wait and frees the slot (R8.3)

    def reply(self, type, id, payload):
        self.outbox += HEADER.pack(len(payload), type, id)
        self.outbox += payload

    def error(self, code, id, reason):
        self.reply(ERROR, id, bytes([code]) + reason.encode())

    async def flush(self):
        """Hands over every reply that is ready; meanwhile nothing is read (R9.1)."""
        deadline = self.after(self.options.write_timeout_ms)
        while self.outbox:
            try:
                del self.outbox[:self.sock.send(self.outbox)]
                deadline = self.after(self.options.write_timeout_ms)
            except BlockingIOError:
                # A full socket takes bytes well before the system calls it writable, so only a try at the deadline
                # proves that nothing moved.
                if self.loop.time() >= deadline:
                    self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    raise ConnectionAbortedError("write clock") from None  # R6.4: the close is now a reset
                await self.wait(self.loop.add_writer, self.loop.remove_writer, deadline)

    async def discard(self):
        """Reads on without a use for it, because a close with unread input would be a reset (R7.3)."""
        deadline, room = self.loop.time() + DISCARD_SECONDS, DISCARD_BYTES
        while not self.eof and room > 0 and self.loop.time() < deadline:
            self.inbox.clear()
            await self.read(min(room, READ_AHEAD), deadline)
            room -= len(self.inbox)

    async def read(self, size, deadline):
        """Adds to the inbox what comes first by the deadline; perhaps nothing."""
        await self.wait(self.loop.add_reader, self.loop.remove_reader, deadline)
        try:
            chunk = self.sock.recv(size)
        except BlockingIOError:
            return
        self.inbox += chunk
        self.eof = not chunk

    async def wait(self, add, remove, deadline):
        """Returns when the socket is ready, at the deadline, or on a stop. The caller finds out by trying."""
        self.waiter = self.loop.create_future()
        timer = self.loop.call_at(deadline, self.wake)
        add(self.sock, self.wake)
        try:
            await self.waiter
        finally:
            remove(self.sock)
            timer.cancel()

    def wake(self):
        if not self.waiter.done():
            self.waiter.set_result(None)

    def stop(self):
        self.stopping = True
        self.wake()

    def after(self, ms):
        return self.loop.time() + ms / 1000 if ms else math.inf  # a clock of 0 is off


class Server:
    def __init__(self, listener, options):
        self.listener, self.options = listener, options
        self.loop = asyncio.get_running_loop()
        self.connections, self.refusals = {}, {}  # each: connection to its task
        self.accept_more()

    def accept_more(self):
        if self.listener.fileno() >= 0:  # else a stop came first
            self.loop.add_reader(self.listener, self.accept)

    def accept(self):
        """Takes one connection. The loop calls again while others wait, so a crowd at the door delays nobody inside."""
        try:
            sock, _ = self.listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # who knocked has left
        except OSError as error:  # R10.2: too many open files, most likely, and still so at once
            log(f"cannot accept: {error}")
            self.loop.remove_reader(self.listener)
            self.loop.call_later(0.25, self.accept_more)
            return
        full = 0 < self.options.max_connections <= len(self.connections)
        if full and len(self.refusals) >= REFUSALS:
            sock.close()
            return
        group = self.refusals if full else self.connections
        connection = Connection(sock, self.options)
        group[connection] = task = self.loop.create_task(connection.run(refused=full))
        task.add_done_callback(lambda _: group.pop(connection))  # R8.3

    async def stop(self):
        self.loop.remove_reader(self.listener)
        self.listener.close()  # R12.1
        ends = {**self.connections, **self.refusals}
        for connection in ends:
            connection.stop()
        if ends:
            _, late = await asyncio.wait(ends.values(), timeout=self.options.drain_timeout_ms / 1000)
            for task in late:  # R12.3
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def options_from(environment):
    """Raises ValueError for an invalid variable. An empty one is as good as none."""
    if environment.get("PARLEY_TRANSPORT", "") not in ("", "tcp"):
        raise ValueError(f"PARLEY_TRANSPORT: this server speaks tcp only, not {environment['PARLEY_TRANSPORT']!r}")
    options = SimpleNamespace(host=environment.get("PARLEY_HOST") or "127.0.0.1")
    for name, (default, maximum) in NUMBERS.items():
        text = environment.get(name) or str(default)
        if not re.fullmatch("[0-9]{1,10}", text) or int(text) > maximum:
            raise ValueError(f"{name}: not a number from 0 to {maximum}: {text!r}")
        setattr(options, name[len("PARLEY_"):].lower(), int(text))
    try:
        options.family, _, _, _, options.address = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise ValueError(f"PARLEY_HOST: {options.host!r}: {error}") from None
    return options


def listen(options):
    both = options.address[0] == "::" and socket.has_dualstack_ipv6()  # R11.5
    # On POSIX create_server sets SO_REUSEADDR, which R11.3 asks for; on Linux that does not share a live port (R11.2).
    listener = socket.create_server(options.address, family=options.family, backlog=BACKLOG, dualstack_ipv6=both)
    listener.setblocking(False)
    return listener


def url(address):
    host, port = address[:2]
    return f"tcp://[{host}]:{port}" if ":" in host else f"tcp://{host}:{port}"


def log(message):
    print(f"parley_server: {message}", file=sys.stderr, flush=True)


async def main(listener, options):
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    server = Server(listener, options)
    print(f"LISTENING {url(listener.getsockname())}", flush=True)
    await stopped.wait()
    await server.stop()


if __name__ == "__main__":
    try:
        options = options_from(os.environ)
    except ValueError as error:
        log(error)
        sys.exit(64)
    try:
        listener = listen(options)
    except OSError as error:
        log(f"cannot listen on {url(options.address)}: {os.strerror(error.errno)}")
        sys.exit(69)
    asyncio.run(main(listener, options))
