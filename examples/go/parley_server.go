// SPDX-License-Identifier: Apache-2.0

// A Parley/1 server over TCP, in one file and the standard library of Go 1.19 or later. Its options are those of
// PROTOCOL.md, appendix A.
//
//	go build -o parley_server parley_server.go
//
// Each connection has two goroutines. The one that serves it writes, and waits for a clock, a DELAY or the stop; the
// other does nothing but read, at most a chunk ahead of what was asked for.
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const (
	header                                                = 9
	echo, delay, reply, failure                           = 0x01, 0x02, 0x80, 0xFF
	tooLarge, unknownType, badRequest, timeout, busy byte = 1, 2, 3, 4, 5

	chunk        = 64 * 1024 // R1.4
	writeStep    = 16 * 1024 // R6.4
	discardBytes = 512 * 1024
	discardTime  = 750 * time.Millisecond // R7.3
	mostRefusals = 64                     // R8.2
)

type options struct {
	host                                           string
	port, maxPayload, maxConnections               int64
	maxDelay, idle, frame, write, handshake, drain time.Duration
}

// connection is served by one goroutine, which is the only one that uses any of this but the channels.
type connection struct {
	*options
	conn    *net.TCPConn
	stop    <-chan struct{} // closed when the server stops
	chunks  chan []byte     // what was read; closed at the end of it
	end     error           // why chunks was closed: io.EOF, or a fault
	in, out []byte          // read and not yet parsed; ready and not yet handed over
	ended   bool            // no request will follow those in the inbox: the client ended, or the server stops
	eof     bool
}

var (
	errGone   = errors.New("the connection failed") // there is nobody to say anything to
	errEnding = errors.New("the connection ends")   // in order, as section 7 says
)

func (c *connection) run(refused bool) {
	defer c.conn.Close()
	c.conn.SetNoDelay(true) // R2.2
	done := make(chan struct{})
	defer close(done)
	go c.read(done)
	err := errEnding
	if refused {
		c.error(busy, 0, "too many connections")
	} else {
		err = c.serve()
	}
	if err == errEnding && c.flush() == nil {
		c.conn.CloseWrite()
		c.discard()
	}
}

// read hands over a chunk only when it is taken: so it is at most one ahead (R9.1).
func (c *connection) read(done <-chan struct{}) {
	defer close(c.chunks)
	for {
		bytes := make([]byte, 4096)
		n, err := c.conn.Read(bytes)
		if n > 0 {
			select {
			case c.chunks <- bytes[:n]:
			case <-done:
				return
			}
		}
		if err != nil {
			c.end = err
			return
		}
	}
}

func (c *connection) serve() error {
	for {
		kind, id, payload, err := c.nextRequest()
		if err != nil {
			return err
		}
		if err := c.answer(kind, id, payload); err != nil {
			return err
		}
	}
}

// nextRequest waits for the next complete frame; without one, the connection ends.
func (c *connection) nextRequest() (kind byte, id uint32, payload []byte, err error) {
	clock := c.start(c.idle)
	inFrame := false
	for {
		if len(c.in) >= header {
			length := int64(binary.BigEndian.Uint32(c.in))
			id := binary.BigEndian.Uint32(c.in[5:])
			if length > c.maxPayload { // R3.1: first of all
				return 0, 0, nil, c.fatal(tooLarge, id, "too large")
			}
			if int64(len(c.in)) >= header+length {
				kind, payload = c.in[4], c.in[header:header+length]
				c.in = c.in[header+length:]
				return kind, id, payload, nil
			}
		}
		if c.ended { // R5.2, R12.2: half a frame gets no reply
			return 0, 0, nil, errEnding
		}
		if len(c.out) > 0 { // R2.1; and both clocks below run only while no reply is owed
			if c.flush() != nil {
				return 0, 0, nil, errGone
			}
			clock = c.start(c.idle)
			inFrame = false
		}
		if !inFrame && len(c.in) > 0 { // a first byte starts the frame clock, later ones do not restart it (R6.3)
			clock = c.start(c.frame)
			inFrame = true
		}
		select {
		case bytes, more := <-c.chunks:
			if err := c.take(bytes, more); err != nil {
				return 0, 0, nil, err
			}
		case <-clock:
			return 0, 0, nil, c.fatal(timeout, 0, "silent, or in mid-frame, for too long")
		case <-c.stop:
			if err := c.stopReading(); err != nil {
				return 0, 0, nil, err
			}
		}
	}
}

// stopReading takes what was read before the stop: it is answered, and nothing that comes later (R12.2).
func (c *connection) stopReading() error {
	c.ended = true
	select {
	case bytes, more := <-c.chunks:
		return c.take(bytes, more)
	default:
		return nil
	}
}

// start returns the channel of a clock; a clock of 0 is off.
func (c *connection) start(clock time.Duration) <-chan time.Time {
	if clock == 0 {
		return nil
	}
	return time.After(clock)
}

// take adds what was read to the inbox, which grows only by bytes that came (R3.2).
func (c *connection) take(bytes []byte, more bool) error {
	if more {
		c.in = append(c.in, bytes...)
		return nil
	}
	if c.end != io.EOF {
		return errGone
	}
	c.ended, c.eof = true, true
	return nil
}

func (c *connection) answer(kind byte, id uint32, payload []byte) error {
	switch {
	case kind == echo:
		c.reply(echo|reply, id, payload)
	case kind != delay:
		c.error(unknownType, id, "no such type")
	case len(payload) < 4:
		c.error(badRequest, id, "a DELAY without its 4 bytes of milliseconds")
	default:
		wait := time.Duration(binary.BigEndian.Uint32(payload)) * time.Millisecond
		if wait > c.maxDelay {
			c.error(badRequest, id, "a DELAY that is too long")
			return nil
		}
		if err := c.wait(wait); err != nil {
			return err
		}
		c.reply(delay|reply, id, payload)
	}
	return nil
}

// wait lets a DELAY pass. It takes what comes meanwhile, so that a reset ends it and frees the slot (R8.3).
func (c *connection) wait(delay time.Duration) error {
	over := time.After(delay) // R1.2: from now on, even if the replies before it are slow to leave
	if c.flush() != nil {     // R2.1
		return errGone
	}
	for {
		var chunks <-chan []byte // none is ever ready on these two unless they are set
		var stop <-chan struct{}
		if !c.ended {
			stop = c.stop
		}
		if !c.ended && len(c.in) < chunk {
			chunks = c.chunks
		}
		select {
		case <-over:
			return nil
		case <-stop:
			if err := c.stopReading(); err != nil {
				return err
			}
		case bytes, more := <-chunks:
			if err := c.take(bytes, more); err != nil {
				return err
			}
		}
	}
}

func (c *connection) reply(kind byte, id uint32, payload []byte) {
	var head [header]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(payload)))
	head[4] = kind
	binary.BigEndian.PutUint32(head[5:], id)
	c.out = append(append(c.out, head[:]...), payload...)
}

func (c *connection) error(code byte, id uint32, reason string) {
	c.reply(failure, id, append([]byte{code}, reason...))
}

func (c *connection) fatal(code byte, id uint32, reason string) error {
	c.error(code, id, reason)
	return errEnding
}

// flush hands over every reply that is ready; meanwhile nothing more is taken from the reader (R9.1).
func (c *connection) flush() error {
	for rest := c.out; len(rest) > 0; {
		step := rest
		if len(step) > writeStep {
			step = step[:writeStep] // progress is seen in small steps
		}
		var deadline time.Time
		if c.write > 0 {
			deadline = time.Now().Add(c.write)
		}
		c.conn.SetWriteDeadline(deadline)
		n, err := c.conn.Write(step) // blocks
		rest = rest[n:]
		if n == 0 && err != nil {
			c.conn.SetLinger(0) // R6.4: the close is now a reset
			return errGone
		}
	}
	c.out = nil
	return nil
}

// discard reads on without a use for it, because a close with unread input would be a reset (R7.3).
func (c *connection) discard() {
	over := time.After(discardTime)
	for room := discardBytes; room > 0 && !c.eof; {
		select {
		case bytes, more := <-c.chunks:
			if !more {
				return
			}
			room -= len(bytes)
		case <-over:
			return
		}
	}
}

// server counts its connections and waits for their ends.
type server struct {
	*options
	stop  chan struct{}
	mutex sync.Mutex
	count [2]int64 // connections, refusals
	wait  sync.WaitGroup
}

func (s *server) serve(listener *net.TCPListener) {
	for {
		conn, err := listener.AcceptTCP()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil { // R10.2: too many open files, most likely, and still so at once
			time.Sleep(250 * time.Millisecond)
			continue
		}
		group := s.enter()
		if group < 0 {
			conn.Close()
			continue
		}
		go func() {
			defer s.leave(group)
			c := connection{options: s.options, conn: conn, stop: s.stop, chunks: make(chan []byte)}
			c.run(group == 1)
		}()
	}
}

// enter returns 0 for a connection, 1 for one that is refused, and -1 for one too many even of those.
func (s *server) enter() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	group := 0
	if s.maxConnections > 0 && s.count[0] >= s.maxConnections {
		group = 1
	}
	if group == 1 && s.count[1] >= mostRefusals {
		return -1
	}
	s.count[group]++
	s.wait.Add(1)
	return group
}

func (s *server) leave(group int) { // R8.3
	s.mutex.Lock()
	s.count[group]--
	s.mutex.Unlock()
	s.wait.Done()
}

// drain waits for the connections to end in order. What remains at the deadline ends with the process (R12.3).
func (s *server) drain() {
	close(s.stop)
	ended := make(chan struct{})
	go func() {
		s.wait.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(s.options.drain):
	}
}

func variable(name, otherwise string) string {
	if text := os.Getenv(name); text != "" {
		return text
	}
	return otherwise // an empty one is as good as none
}

func number(name string, otherwise, maximum int64) int64 {
	text := variable(name, strconv.FormatInt(otherwise, 10))
	value, err := strconv.ParseUint(text, 10, 31)
	if err != nil || len(text) > 10 || int64(value) > maximum {
		fail(64, "%s: not a number from 0 to %d: %q", name, maximum, text)
	}
	return int64(value)
}

func millis(name string, otherwise int64) time.Duration {
	return time.Duration(number(name, otherwise, 1<<31-1)) * time.Millisecond
}

func fail(status int, format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, "parley_server: "+format+"\n", arguments...)
	os.Exit(status)
}

func read() *options {
	if transport := variable("PARLEY_TRANSPORT", "tcp"); transport != "tcp" {
		fail(64, "PARLEY_TRANSPORT: this server speaks tcp only, not %q", transport)
	}
	return &options{
		host:           variable("PARLEY_HOST", "127.0.0.1"),
		port:           number("PARLEY_PORT", 7700, 65535),
		maxPayload:     number("PARLEY_MAX_PAYLOAD", 1048576, 16777216),
		maxConnections: number("PARLEY_MAX_CONNECTIONS", 16384, 1<<31-1),
		maxDelay:       millis("PARLEY_MAX_DELAY_MS", 10000),
		idle:           millis("PARLEY_IDLE_TIMEOUT_MS", 60000),
		frame:          millis("PARLEY_FRAME_TIMEOUT_MS", 10000),
		write:          millis("PARLEY_WRITE_TIMEOUT_MS", 10000),
		handshake:      millis("PARLEY_HANDSHAKE_TIMEOUT_MS", 10000), // TLS's: only checked
		drain:          millis("PARLEY_DRAIN_TIMEOUT_MS", 5000),
	}
}

func main() {
	options := read()
	where := net.JoinHostPort(options.host, strconv.FormatInt(options.port, 10))
	address, err := net.ResolveTCPAddr("tcp", where)
	if err != nil {
		fail(64, "PARLEY_HOST: %v", err)
	}
	listener, err := net.ListenTCP("tcp", address) // sets SO_REUSEADDR (R11.3); :: takes IPv4 too (R11.5)
	if err != nil {
		fail(69, "cannot listen: %v", err)
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, os.Interrupt)
	fmt.Printf("LISTENING tcp://%v\n", listener.Addr())
	s := server{options: options, stop: make(chan struct{})}
	go s.serve(listener)
	<-signals
	listener.Close() // R12.1
	s.drain()
}
