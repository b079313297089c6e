// SPDX-License-Identifier: Apache-2.0

package dev.parley.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * One end of a TLS connection without a socket: records in, records out, and what the caller has to
 * see to in between.
 *
 * <pre>
 *                    INPUT: more records
 *                +-----------------------+
 *                v                       |
 *   start --> SHAKING HANDS -------------+
 *                |   ^                   |
 *                |   +-------------------+
 *                |     ROOM: records are to be sent
 *                |     TASK: {@link #runTasks}, by any thread
 *                | NOTHING
 *                v
 *              OPEN <---> {@link #decrypt}, {@link #encrypt}
 *                |
 *                | {@link #closeOutput}: close_notify
 *                | {@link #inputEnded}: the peer's close_notify
 *                v
 *              the end of that direction: of both, under TLS 1.2
 * </pre>
 *
 * <p>The engine says after each step what it needs next, in any order: each method only follows it,
 * until something is missing that the caller has. Data may come right behind the handshake's last
 * record, or before it is asked for; a KeyUpdate in mid-stream wants an answer. All of that is the
 * same loop.
 *
 * <p>Belongs to one thread at a time, and to no other while tasks run.
 */
final class TlsEngine {

  /** What a handshake waits for. */
  enum Need {
    /** The rest of the peer's next record. */
    INPUT,
    /** Room for records. Those that are there have to be sent first. */
    ROOM,
    /** Work that takes long: signing, checking a chain. */
    TASK,
    /** The handshake is done. */
    NOTHING
  }

  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private boolean inputEnded;

  /** Takes an engine that is set up and has not begun. */
  TlsEngine(SSLEngine engine) throws SSLException {
    this.engine = engine;
    engine.beginHandshake();
  }

  /**
   * Goes on with the handshake as far as it gets. After {@link Need#TASK} run the tasks and call
   * again; after the others send what is there, and call again with more input or room.
   *
   * @param received the peer's records, from the position on
   * @param toSend takes records, behind the position; 17 KiB of room is enough for one
   * @throws SSLException if it failed; {@link #closeOutput} then gives the alert that says so
   */
  Need handshake(ByteBuffer received, ByteBuffer toSend) throws SSLException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          return Need.TASK;
        }
        case NEED_WRAP -> {
          if (!wrap(toSend)) {
            return Need.ROOM;
          }
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrap(received)) {
            return Need.INPUT;
          }
        }
        case NOT_HANDSHAKING, FINISHED -> {
          return Need.NOTHING;
        }
      }
    }
  }

  /**
   * Does the work of {@link Need#TASK}. Takes milliseconds; a failure comes up in the next step.
   */
  void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Makes one record of the handshake's. Returns whether there was room for it. */
  private boolean wrap(ByteBuffer toSend) throws SSLException {
    SSLEngineResult result = engine.wrap(NO_DATA, toSend);
    return switch (result.getStatus()) {
      case BUFFER_OVERFLOW -> false;
      case CLOSED -> throw new SSLHandshakeException("the connection ended in the handshake");
      case OK, BUFFER_UNDERFLOW -> true;
    };
  }

  /** Takes one record of the handshake's. Returns whether it was there as a whole. */
  private boolean unwrap(ByteBuffer received) throws SSLException {
    SSLEngineResult result = engine.unwrap(received, NO_DATA);
    return switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> false;
      case BUFFER_OVERFLOW -> throw new SSLHandshakeException("data came before the handshake");
      case CLOSED -> throw new SSLHandshakeException("the peer ended the handshake");
      case OK -> true;
    };
  }

  /**
   * Decrypts all whole records that there are, or as many as there is room for: bytes of records
   * never become more bytes of data.
   *
   * @param received the peer's records, from the position on; what is left is half a record
   * @param room takes the data
   * @param toSend takes what the records want to be answered by, as a KeyUpdate does
   * @return whether all whole records are decrypted; false if there was no room for data or answer
   */
  boolean decrypt(ByteBuffer received, ByteBuffer room, ByteBuffer toSend) throws SSLException {
    while (!inputEnded && answer(toSend)) {
      switch (engine.unwrap(received, room).getStatus()) {
        case OK -> {}
        case BUFFER_UNDERFLOW -> {
          return true;
        }
        case BUFFER_OVERFLOW -> {
          return false;
        }
        case CLOSED -> inputEnded = true;
      }
    }
    return inputEnded;
  }

  /** Returns whether the last record needs no answer, or has it. */
  private boolean answer(ByteBuffer toSend) throws SSLException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      // Only TLS 1.2 can shake hands again; nobody needs it, and it has been a weakness often.
      throw new SSLHandshakeException("the peer wants another handshake");
    }
    return status != HandshakeStatus.NEED_WRAP || wrap(toSend);
  }

  /** Returns whether a record of the peer's waits for an answer that there was no room for. */
  boolean owesAnswer() {
    return !inputEnded && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
  }

  /**
   * Makes records of data, as large as they may be, as long as there is room. Data behind the end
   * of our side, which under TLS 1.2 is the peer's end too, goes nowhere.
   */
  void encrypt(ByteBuffer data, ByteBuffer toSend) throws SSLException {
    boolean room = true;
    while (room && data.hasRemaining()) {
      switch (engine.wrap(data, toSend).getStatus()) {
        case OK, BUFFER_UNDERFLOW -> {}
        case BUFFER_OVERFLOW -> room = false;
        case CLOSED -> data.position(data.limit());
      }
    }
  }

  /**
   * Ends our side: the last records are an alert, if something failed, or else close_notify.
   *
   * @param toSend empty
   */
  void closeOutput(ByteBuffer toSend) throws SSLException {
    engine.closeOutbound();
    boolean more = true;
    while (more && !engine.isOutboundDone()) {
      more = engine.wrap(NO_DATA, toSend).bytesProduced() > 0;
    }
  }

  /** Returns whether the peer's close_notify has come. */
  boolean inputEnded() {
    return inputEnded;
  }

  /**
   * Returns what it is when the records end without close_notify: anyone on the way can do that.
   */
  static SSLException truncated() {
    return new SSLException("the stream was cut off: it ended without close_notify");
  }
}
