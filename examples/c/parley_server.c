// SPDX-License-Identifier: Apache-2.0
// A Parley/1 server over TCP, in one file of C11 and POSIX. Its options are those of PROTOCOL.md, appendix A.
//
//   cc -std=c11 -O2 -pthread -o parley_server parley_server.c
//
// Each connection has a thread, which waits in poll() alone: for its socket, for a clock and for the stop, all at once.
// Every other call on the socket is told not to wait.
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEADER = 9, ECHO = 0x01, DELAY = 0x02, REPLY = 0x80, ERROR = 0xFF };
enum { TOO_LARGE = 1, UNKNOWN_TYPE, BAD_REQUEST, TIMEOUT, BUSY };
enum {
    READ_AHEAD = 64 * 1024,                             // R1.4
    DISCARD_BYTES = 512 * 1024, DISCARD_MS = 750,       // R7.3
    MOST_REFUSALS = 64,                                 // R8.2
    BACKLOG = 1024,                                     // R11.4
    STACK = 128 * 1024,
    HOST = 64,                                          // room for an address in numbers
};
static const int64_t MS = 1000000, NEVER = INT64_MAX;   // all times are in nanoseconds

// ---- options

static struct { const char *name; int64_t value, maximum; } options[] = {
    {"PARLEY_PORT", 7700, 65535},
    {"PARLEY_MAX_PAYLOAD", 1048576, 16777216},
    {"PARLEY_MAX_CONNECTIONS", 16384, INT32_MAX},
    {"PARLEY_MAX_DELAY_MS", 10000, INT32_MAX},
    {"PARLEY_IDLE_TIMEOUT_MS", 60000, INT32_MAX},
    {"PARLEY_FRAME_TIMEOUT_MS", 10000, INT32_MAX},
    {"PARLEY_WRITE_TIMEOUT_MS", 10000, INT32_MAX},
    {"PARLEY_DRAIN_TIMEOUT_MS", 5000, INT32_MAX},
    {"PARLEY_HANDSHAKE_TIMEOUT_MS", 10000, INT32_MAX},  // TLS's, and only checked
};
enum { PORT, MAX_PAYLOAD, MAX_CONNECTIONS, MAX_DELAY, IDLE, FRAME, WRITE, DRAIN };
enum { OPTIONS = sizeof options / sizeof *options };

static const char *variable(const char *name, const char *otherwise) {
    const char *text = getenv(name);
    return text && *text ? text : otherwise;  // an empty one is as good as none
}

static void fail(int status, const char *what, const char *why) {
    fprintf(stderr, "parley_server: %s: %s\n", what, why);
    exit(status);
}

static void read_options(void) {
    bool is_tcp = strcmp(variable("PARLEY_TRANSPORT", "tcp"), "tcp") == 0;
    if (!is_tcp) fail(64, "PARLEY_TRANSPORT", "this server speaks tcp only");
    for (int i = 0; i < OPTIONS; i++) {
        const char *text = variable(options[i].name, NULL);
        if (!text) continue;
        size_t digits = strspn(text, "0123456789");
        bool is_number = text[digits] == 0 && digits <= 10;
        if (!is_number || atoll(text) > options[i].maximum) fail(64, options[i].name, "not a number in its range");
        options[i].value = atoll(text);
    }
}

// ---- time

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 * MS + time.tv_nsec;
}

static int64_t after(int clock) {
    return options[clock].value ? now() + options[clock].value * MS : NEVER;  // a clock of 0 is off
}

static int poll_timeout(int64_t deadline) {
    if (deadline == NEVER) return -1;
    int64_t left = deadline - now();
    return left <= 0 ? 0 : left > INT32_MAX * MS ? INT32_MAX : (int)((left + MS - 1) / MS);  // up: never too early
}

// ---- bytes

struct bytes { uint8_t *data; size_t start, end, room; };

// Makes room for more bytes behind the others; it grows only by what is there or about to come (R3.2).
static bool make_room(struct bytes *b, size_t more) {
    if (b->start > 0) {
        memmove(b->data, b->data + b->start, b->end - b->start);
        b->end -= b->start;
        b->start = 0;
    }
    if (b->room - b->end >= more) return true;
    size_t room = 2 * b->end > b->end + more ? 2 * b->end : b->end + more;
    uint8_t *data = realloc(b->data, room);
    if (!data) return false;
    b->data = data;
    b->room = room;
    return true;
}

static size_t size(const struct bytes *b) { return b->end - b->start; }

static void take(struct bytes *b, size_t count) {
    b->start += count;
    if (size(b) > 0) return;
    b->start = b->end = 0;
    if (b->room > 2 * READ_AHEAD) {  // who rests after a large frame does not keep its memory
        free(b->data);
        *b = (struct bytes){0};
    }
}

static uint32_t number(const uint8_t *p) { return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]; }

static void put_number(uint8_t *p, uint32_t n) {
    for (int i = 0; i < 4; i++) p[i] = (uint8_t)(n >> (24 - 8 * i));
}

// ---- one connection

enum state { OPEN, ENDING, GONE };  // ending: in order, as section 7 says; gone: there is nobody to say anything to

struct connection {
    int fd;
    bool refused, eof, stopping;  // eof or stopping: no request will follow those in the inbox
    struct bytes in, out;         // read and not yet parsed; ready and not yet handed over
};

static int stop_pipe[2];  // its end of file is the stop, and every thread sees it

// Waits until the socket is ready, until the deadline, or until a stop. Who calls finds out by trying.
static void await(struct connection *c, short events, int64_t deadline) {
    struct pollfd ready[] = {{events ? c->fd : -1, events, 0}, {c->stopping ? -1 : stop_pipe[0], POLLIN, 0}};
    poll(ready, 2, poll_timeout(deadline));
    if (ready[1].revents) c->stopping = true;
}

// Adds to the inbox what comes first by the deadline; perhaps nothing.
static enum state receive(struct connection *c, size_t most, int64_t deadline) {
    await(c, POLLIN, deadline);
    if (!make_room(&c->in, most)) return GONE;
    ssize_t count = recv(c->fd, c->in.data + c->in.end, most, MSG_DONTWAIT);
    if (count < 0) return errno == EAGAIN || errno == EINTR ? OPEN : GONE;
    c->eof = count == 0;
    c->in.end += (size_t)count;
    return OPEN;
}

// Hands over every reply that is ready; meanwhile nothing is read (R9.1).
static enum state flush(struct connection *c) {
    int64_t deadline = after(WRITE);
    while (size(&c->out) > 0) {
        ssize_t count = send(c->fd, c->out.data + c->out.start, size(&c->out), MSG_DONTWAIT);
        if (count >= 0) {
            take(&c->out, (size_t)count);
            deadline = after(WRITE);
        } else if (errno != EAGAIN && errno != EINTR) {
            return GONE;
        } else if (now() >= deadline) {
            // A full socket takes bytes before poll() calls it writable: only this last try proves that nothing moved.
            setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0}, sizeof(struct linger));
            return GONE;  // R6.4: the close is now a reset
        } else {
            await(c, POLLOUT, deadline);
        }
    }
    return OPEN;
}

static enum state reply(struct connection *c, int type, uint32_t id, const void *payload, size_t length) {
    if (!make_room(&c->out, HEADER + length)) return GONE;
    uint8_t *p = c->out.data + c->out.end;
    put_number(p, (uint32_t)length);
    p[4] = (uint8_t)type;
    put_number(p + 5, id);
    if (length > 0) memcpy(p + HEADER, payload, length);
    c->out.end += HEADER + length;
    return OPEN;
}

static enum state error(struct connection *c, int code, uint32_t id, const char *reason) {
    char payload[256];
    int length = 1 + snprintf(payload + 1, sizeof payload - 1, "%s", reason);
    payload[0] = (char)code;
    return reply(c, ERROR, id, payload, (size_t)length);
}

static enum state fatal(struct connection *c, int code, uint32_t id, const char *reason) {
    return error(c, code, id, reason) == OPEN ? ENDING : GONE;
}

// Waits for the next complete request, which then lies at the inbox's start. Without one the connection ends.
static enum state next_request(struct connection *c) {
    bool in_frame = false;
    for (int64_t deadline = after(IDLE);;) {
        if (size(&c->in) >= HEADER) {
            const uint8_t *p = c->in.data + c->in.start;
            uint32_t length = number(p), id = number(p + 5);
            if (length > options[MAX_PAYLOAD].value) return fatal(c, TOO_LARGE, id, "too large");  // R3.1: first of all
            if (size(&c->in) >= HEADER + length) return OPEN;
        }
        if (size(&c->out) > 0) {  // R2.1; and both clocks below run only while no reply is owed
            if (flush(c) != OPEN) return GONE;
            deadline = after(in_frame ? FRAME : IDLE);
        }
        if (c->eof || c->stopping) return ENDING;  // R5.2, R12.2: half a frame gets no reply
        if (in_frame != (size(&c->in) > 0)) {      // a first byte starts the frame clock, later ones do not (R6.3)
            in_frame = !in_frame;
            deadline = after(in_frame ? FRAME : IDLE);
        } else if (now() >= deadline) {
            return fatal(c, TIMEOUT, 0, in_frame ? "frame incomplete for too long" : "idle for too long");
        }
        if (receive(c, READ_AHEAD, deadline) != OPEN) return GONE;
    }
}

static enum state delay(struct connection *c, uint32_t ms) {
    int64_t deadline = now() + ms * MS;  // R1.2: from now on, even if the replies before it are slow to leave
    while (now() < deadline) {
        if (flush(c) != OPEN) return GONE;  // R2.1
        size_t room = size(&c->in) < READ_AHEAD ? READ_AHEAD - size(&c->in) : 0;
        if (c->eof || c->stopping || room == 0) {
            await(c, 0, deadline);
        } else if (receive(c, room, deadline) != OPEN) {
            return GONE;  // a reset ends the wait and frees the slot (R8.3)
        }
    }
    return OPEN;
}

static enum state answer(struct connection *c) {
    uint8_t *p = c->in.data + c->in.start;
    uint32_t length = number(p), id = number(p + 5), ms = length >= 4 ? number(p + HEADER) : 0;
    int type = p[4];
    enum state state;
    if (type == ECHO) {
        state = reply(c, ECHO | REPLY, id, p + HEADER, length);
    } else if (type != DELAY) {
        state = error(c, UNKNOWN_TYPE, id, "no such type");
    } else if (length < 4) {
        state = error(c, BAD_REQUEST, id, "a DELAY without its 4 bytes of milliseconds");
    } else if (ms > options[MAX_DELAY].value) {
        state = error(c, BAD_REQUEST, id, "a DELAY that is too long");
    } else if ((state = delay(c, ms)) == OPEN) {
        state = reply(c, DELAY | REPLY, id, c->in.data + c->in.start + HEADER, length);  // the inbox may have moved
    }
    take(&c->in, HEADER + length);
    return state;
}

// Reads on without a use for it, because a close with unread input would be a reset (R7.3).
static void discard(struct connection *c) {
    int64_t deadline = now() + DISCARD_MS * MS;
    for (size_t room = DISCARD_BYTES; !c->eof && room > 0 && now() < deadline; room -= size(&c->in)) {
        take(&c->in, size(&c->in));
        if (receive(c, room < READ_AHEAD ? room : READ_AHEAD, deadline) != OPEN) return;
    }
}

// ---- the server

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t one_less = PTHREAD_COND_INITIALIZER;
static int64_t connections, refusals;

static void count(bool refused, int change) {
    pthread_mutex_lock(&mutex);
    *(refused ? &refusals : &connections) += change;
    pthread_cond_signal(&one_less);
    pthread_mutex_unlock(&mutex);
}

static void *run(void *argument) {
    struct connection *c = argument;
    enum state state = OPEN;
    if (c->refused) state = fatal(c, BUSY, 0, "too many connections");
    while (state == OPEN && (state = next_request(c)) == OPEN) state = answer(c);
    if (state == ENDING && flush(c) == OPEN) {
        shutdown(c->fd, SHUT_WR);
        discard(c);
    }
    close(c->fd);
    count(c->refused, -1);  // R8.3
    free(c->in.data);
    free(c->out.data);
    free(c);
    return NULL;
}

// Gives the connection to a thread; where there is none to be had, closes it (R10.1).
static void start(int fd, bool refused, const pthread_attr_t *small) {
    struct connection *c = calloc(1, sizeof *c);
    pthread_t thread;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));  // R2.2
    count(refused, +1);
    if (c) {
        c->fd = fd;
        c->refused = refused;
        if (pthread_create(&thread, small, run, c) == 0) return;
    }
    free(c);
    close(fd);
    count(refused, -1);
}

static void accept_one(int listener, const pthread_attr_t *small) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) {
        bool gone = errno == EAGAIN || errno == ECONNABORTED || errno == EINTR;  // who knocked has left
        if (!gone) poll(NULL, 0, 250);  // R10.2: too many open files, most likely, and still so at once
        return;
    }
    pthread_mutex_lock(&mutex);
    bool full = options[MAX_CONNECTIONS].value > 0 && connections >= options[MAX_CONNECTIONS].value;
    bool crowded = full && refusals >= MOST_REFUSALS;
    pthread_mutex_unlock(&mutex);
    if (crowded) {
        close(fd);
    } else {
        start(fd, full, small);
    }
}

static int signal_pipe[2];

static void on_signal(int number) {
    (void)number;
    if (write(signal_pipe[1], "", 1) < 0) _exit(1);
}

static int listen_at(struct addrinfo *address) {
    int fd = socket(address->ai_family, SOCK_STREAM, 0);
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));  // R11.3; on Linux it shares no live port (R11.2)
    if (address->ai_family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &(int){0}, sizeof(int));  // R11.5
    if (bind(fd, address->ai_addr, address->ai_addrlen) < 0 || listen(fd, BACKLOG) < 0) return -1;
    fcntl(fd, F_SETFL, O_NONBLOCK);  // who knocked may have left before accept
    return fd;
}

static void url(char *text, size_t room, const struct sockaddr *address, socklen_t length) {
    char host[HOST], port[8];
    getnameinfo(address, length, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    snprintf(text, room, strchr(host, ':') ? "tcp://[%s]:%s" : "tcp://%s:%s", host, port);
}

static int open_listener(void) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found;
    const char *host = variable("PARLEY_HOST", "127.0.0.1");
    char port[8], text[HOST + 32];
    snprintf(port, sizeof port, "%d", (int)options[PORT].value);
    int problem = getaddrinfo(host, port, &hints, &found);
    if (problem != 0) fail(64, "PARLEY_HOST", gai_strerror(problem));
    int listener = listen_at(found);
    if (listener < 0) {
        int why = errno;
        url(text, sizeof text, found->ai_addr, found->ai_addrlen);
        fail(69, text, strerror(why));
    }
    struct sockaddr_storage own;
    socklen_t length = sizeof own;
    getsockname(listener, (struct sockaddr *)&own, &length);
    url(text, sizeof text, (struct sockaddr *)&own, length);
    printf("LISTENING %s\n", text);
    fflush(stdout);
    freeaddrinfo(found);
    return listener;
}

// Waits for the connections to end in order. What remains at the deadline ends with the process (R12.3).
static void drain(void) {
    struct timespec deadline;
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += options[DRAIN].value / 1000;
    deadline.tv_nsec += options[DRAIN].value % 1000 * MS;
    if (deadline.tv_nsec >= 1000 * MS) {
        deadline.tv_sec++;
        deadline.tv_nsec -= 1000 * MS;
    }
    pthread_mutex_lock(&mutex);
    while (connections + refusals > 0 && pthread_cond_timedwait(&one_less, &mutex, &deadline) == 0) {}
}

int main(void) {
    read_options();
    if (pipe(stop_pipe) < 0 || pipe(signal_pipe) < 0) fail(69, "pipe", strerror(errno));
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);  // a write to who is gone fails, and says so
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, STACK);
    pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
    int listener = open_listener();
    for (;;) {
        struct pollfd ready[] = {{listener, POLLIN, 0}, {signal_pipe[0], POLLIN, 0}};
        poll(ready, 2, -1);
        if (ready[1].revents) break;
        if (ready[0].revents) accept_one(listener, &small);
    }
    close(listener);  // R12.1
    close(stop_pipe[1]);
    drain();
    return 0;
}
