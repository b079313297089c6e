// SPDX-License-Identifier: Apache-2.0

package dev.parley.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one connection where they lie: each reply overwrites its request, so that
 * a burst of requests becomes, by one bit each, a burst of replies that one write can send.
 *
 * <p>{@link #answer} goes on until something other than a plain reply comes up and says what. The
 * replies that are ready lie before the buffer's position; send them before waiting (rule R2.1).
 *
 * <p>Belongs to one connection and so to one thread at a time.
 */
public final class Responder {

  /** Why {@link #answer} stopped. */
  public enum Outcome {
    /** All complete requests are answered: read more. */
    INCOMPLETE,
    /** The request at the position is to be answered later: wait, then {@link #delayPassed}. */
    DELAY,
    /** The request at the position costs an ERROR: send it, then {@link #skip}. */
    ERROR,
    /** The header at the position ends the connection: send the ERROR, then end in order. */
    FATAL
  }

  private static final int DELAY_BYTES = 4;

  private final FrameDecoder decoder;
  private final long maximumDelayMillis;
  private final ServerListener listener;
  private final long connection;
  private long delayMillis;
  private @Nullable ByteBuffer error;

  /**
   * Makes the responder of one connection.
   *
   * @param connection the number under which the listener knows the connection
   */
  public Responder(ServerOptions options, ServerListener listener, long connection) {
    this.decoder = new FrameDecoder(options.maximumPayload());
    this.maximumDelayMillis = options.maximumDelay().toMillis();
    this.listener = listener;
    this.connection = connection;
  }

  /** Answers requests in place from the buffer's position on, and moves the position past them. */
  public Outcome answer(ByteBuffer buffer) {
    while (true) {
      switch (decoder.look(buffer)) {
        case INCOMPLETE -> {
          return Outcome.INCOMPLETE;
        }
        case TOO_LARGE -> {
          return tooLarge();
        }
        case COMPLETE -> {
          Outcome outcome = handle(buffer);
          if (outcome != Outcome.INCOMPLETE) {
            return outcome;
          }
        }
      }
    }
  }

  /** Returns how many bytes the incomplete frame has in all, as far as its header tells. */
  public int frameSize() {
    return decoder.size();
  }

  /** Returns the milliseconds that the request of {@link Outcome#DELAY} asks for. */
  public long delayMillis() {
    return delayMillis;
  }

  /** Makes the delayed request a reply that is ready, and moves the buffer's position past it. */
  public void delayPassed(ByteBuffer buffer) {
    reply(buffer);
  }

  /** Returns the ERROR of {@link Outcome#ERROR} or {@link Outcome#FATAL}, ready to be sent. */
  public ByteBuffer error() {
    if (error == null) {
      throw new IllegalStateException("no request was refused");
    }
    return error;
  }

  /** Moves the buffer's position past the request that was answered by an ERROR. */
  public void skip(ByteBuffer buffer) {
    error = null;
    buffer.position(buffer.position() + decoder.size());
  }

  /** Handles one whole frame; INCOMPLETE says that its reply is ready and the next may follow. */
  private Outcome handle(ByteBuffer buffer) {
    listener.frameIn(connection, decoder.type(), decoder.id(), (int) decoder.payloadLength());
    return switch (decoder.type()) {
      case FrameType.ECHO -> reply(buffer);
      case FrameType.DELAY -> delay(buffer);
      default ->
          refuse(
              ErrorCode.UNKNOWN_TYPE,
              "type 0x%02X is no request of Parley/1".formatted(decoder.type()));
    };
  }

  private Outcome reply(ByteBuffer buffer) {
    // Not decoder.start(): while a DELAY waited, the bytes may have moved to make room for more.
    int start = buffer.position();
    FrameEncoder.replyInPlace(buffer, start);
    listener.frameOut(
        connection, FrameType.replyTo(decoder.type()), decoder.id(), (int) decoder.payloadLength());
    buffer.position(start + decoder.size());
    return Outcome.INCOMPLETE;
  }

  private Outcome delay(ByteBuffer buffer) {
    if (decoder.payloadLength() < DELAY_BYTES) {
      return refuse(
          ErrorCode.BAD_REQUEST,
          "a DELAY begins with 4 bytes of milliseconds; this has " + decoder.payloadLength());
    }
    delayMillis = Integer.toUnsignedLong(buffer.getInt(decoder.payloadStart()));
    if (delayMillis > maximumDelayMillis) {
      return refuse(
          ErrorCode.BAD_REQUEST,
          "a DELAY of %d ms is above the maximum of %d ms"
              .formatted(delayMillis, maximumDelayMillis));
    }
    return delayMillis == 0 ? reply(buffer) : Outcome.DELAY;
  }

  private Outcome tooLarge() {
    refuse(
        ErrorCode.TOO_LARGE,
        "a payload of %d bytes is above the maximum of %d"
            .formatted(decoder.payloadLength(), decoder.size() - Frame.HEADER_BYTES));
    return Outcome.FATAL;
  }

  private Outcome refuse(ErrorCode code, String reason) {
    error = FrameEncoder.error(decoder.id(), code, reason);
    listener.frameOut(
        connection, FrameType.ERROR, decoder.id(), error.remaining() - Frame.HEADER_BYTES);
    return Outcome.ERROR;
  }
}
