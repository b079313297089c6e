// SPDX-License-Identifier: Apache-2.0
// Sends each line of standard input as one ECHO of Parley/1 and prints each reply. See PROTOCOL.md, section 18.
//
//   cc -std=c11 -O2 -o parley_client parley_client.c
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEADER = 9, ECHO = 0x01, REPLY = 0x80, ERROR = 0xFF, LARGEST_ERROR = 256 };

static const char *target;
static int connect_timeout = 5000, reply_timeout = 10000;  // milliseconds

// Every failure is one line and the end: no failed connection is used again (R18.4).
static void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000) + time.tv_nsec / 1000000;
}

// Waits until the socket is ready; returns false at the deadline.
static bool await(int fd, short events, int64_t deadline) {
    struct pollfd ready = {fd, events, 0};
    for (int64_t left = deadline - now(); left > 0; left = deadline - now()) {
        if (poll(&ready, 1, (int)left) > 0) return true;
    }
    return false;
}

static uint32_t number(const uint8_t *p) { return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]; }

static void put_number(uint8_t *p, uint32_t n) {
    for (int i = 0; i < 4; i++) p[i] = (uint8_t)(n >> (24 - 8 * i));
}

static int connect_to(const struct addrinfo *address) {
    struct sockaddr_storage own = {0};
    socklen_t length = sizeof own, size = sizeof(int);
    int problem = 0, fd = socket(address->ai_family, SOCK_STREAM, 0);
    if (fd < 0) fail("REFUSED %s: %s", target, strerror(errno));
    fcntl(fd, F_SETFL, O_NONBLOCK);  // the only way to give a connect a timeout
    if (connect(fd, address->ai_addr, address->ai_addrlen) < 0 && errno != EINPROGRESS) problem = errno;
    if (!problem && !await(fd, POLLOUT, now() + connect_timeout)) {
        fail("TIMEOUT no connection to %s within %d ms", target, connect_timeout);
    }
    if (!problem) getsockopt(fd, SOL_SOCKET, SO_ERROR, &problem, &size);
    if (!problem && getsockname(fd, (struct sockaddr *)&own, &length) == 0 && length == address->ai_addrlen
        && memcmp(&own, address->ai_addr, length) == 0) problem = ECONNREFUSED;  // R18.6: it met itself
    if (problem) fail("REFUSED %s: %s", target, strerror(problem));
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    return fd;
}

// Returns whether all of it was sent. A connection that failed may still hold the server's last word (R18.5).
static bool send_all(int fd, const uint8_t *data, size_t size, int64_t deadline) {
    while (size > 0) {
        ssize_t count = send(fd, data, size, 0);
        if (count < 0 && errno == EAGAIN) {
            if (!await(fd, POLLOUT, deadline)) fail("TIMEOUT no reply from %s within %d ms", target, reply_timeout);
        } else if (count < 0 && errno != EINTR) {
            return false;
        } else if (count > 0) {
            data += count;
            size -= (size_t)count;
        }
    }
    return true;
}

// Fills the buffer. There is one deadline for the whole reply: bytes that drip do not extend it.
static void receive(int fd, void *buffer, size_t size, int64_t deadline) {
    for (size_t got = 0; got < size;) {
        if (!await(fd, POLLIN, deadline)) fail("TIMEOUT no reply from %s within %d ms", target, reply_timeout);
        ssize_t count = recv(fd, (char *)buffer + got, size - got, 0);
        if (count == 0) fail("EOF %s: the stream ended while a reply was owed", target);
        if (count < 0 && errno != EAGAIN && errno != EINTR) fail("EOF %s: %s", target, strerror(errno));
        if (count > 0) got += (size_t)count;
    }
}

static void fail_by_error(int fd, uint32_t length, int64_t deadline) {
    uint8_t error[LARGEST_ERROR] = {0};
    receive(fd, error, length, deadline);
    for (uint32_t i = 1; i < length; i++) {
        if (error[i] < ' ' || error[i] == 0x7F) error[i] = '?';  // it stays one line
    }
    fail("ERROR %d %.*s", error[0], (int)length - 1, (char *)error + 1);
}

static void echo(int fd, uint32_t id, uint8_t *frame, uint32_t length) {
    int64_t deadline = now() + reply_timeout;
    put_number(frame, length);
    frame[4] = ECHO;
    put_number(frame + 5, id);
    if (!send_all(fd, frame, HEADER + length, deadline) && deadline < now() + 200) deadline = now() + 200;
    uint8_t header[HEADER];
    receive(fd, header, HEADER, deadline);
    uint32_t reply_length = number(header), reply_id = number(header + 5);
    int type = header[4];
    bool is_mine = reply_id == id || reply_id == 0;  // R0.4
    if (type == ERROR && is_mine && reply_length >= 1 && reply_length <= LARGEST_ERROR) {
        fail_by_error(fd, reply_length, deadline);
    }
    bool right = reply_length == length && type == (ECHO | REPLY) && reply_id == id;
    uint8_t *payload = right ? malloc(length + 1) : NULL;  // only for a length that we have chosen
    if (right && payload) receive(fd, payload, length, deadline);
    if (!right || !payload || memcmp(payload, frame + HEADER, length) != 0) {
        fail("PROTOCOL not the reply to ECHO %u: type 0x%02x, id %u, length %u", id, type, reply_id, reply_length);
    }
    free(payload);
}

static const char *variable(const char *name, const char *otherwise) {
    const char *text = getenv(name);
    return text && *text ? text : otherwise;
}

static int milliseconds(const char *name, int otherwise) {
    const char *text = variable(name, NULL);
    if (!text) return otherwise;
    size_t digits = strspn(text, "0123456789");
    if (text[digits] || digits > 10 || atoll(text) > INT32_MAX) fail("parley_client: %s: not a number", name);
    return (int)atoll(text);
}

// Returns the addresses of tcp://HOST:PORT, where an IPv6 host is in brackets.
static struct addrinfo *resolve(void) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
    char host[256], port[8];
    if (sscanf(target, "tcp://[%255[^]]]:%7[0-9]", host, port) != 2
        && sscanf(target, "tcp://%255[^:]:%7[0-9]", host, port) != 2) {
        fail("parley_client: PARLEY_TARGET: not tcp://HOST:PORT: %s", target);
    }
    int problem = getaddrinfo(host, port, &hints, &found);
    if (problem) fail("REFUSED %s: %s", target, gai_strerror(problem));
    return found;
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);  // a write to who is gone fails, and says so
    target = variable("PARLEY_TARGET", "tcp://127.0.0.1:7700");
    connect_timeout = milliseconds("PARLEY_CONNECT_TIMEOUT_MS", connect_timeout);
    reply_timeout = milliseconds("PARLEY_REPLY_TIMEOUT_MS", reply_timeout);
    struct addrinfo *addresses = resolve();
    int fd = connect_to(addresses);
    char *line = NULL;
    uint8_t *frame = NULL;
    size_t room = 0;
    ssize_t length;
    uint32_t id = 0;
    while ((length = getline(&line, &room, stdin)) >= 0) {
        if (++id == 0) id = 1;  // 0 is the id of ERRORs to nobody
        if (length > 0 && line[length - 1] == '\n') length--;
        frame = realloc(frame, HEADER + room);
        if (!frame) fail("parley_client: no memory");
        memcpy(frame + HEADER, line, (size_t)length);
        echo(fd, id, frame, (uint32_t)length);
        fwrite(frame + HEADER, 1, (size_t)length, stdout);
        putchar('\n');
        fflush(stdout);
    }
    close(fd);
    free(frame);
    free(line);
    freeaddrinfo(addresses);
    return 0;
}
