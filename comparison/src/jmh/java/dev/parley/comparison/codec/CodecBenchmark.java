// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.codec;

import dev.parley.protocol.Frame;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import dev.parley.protocol.Responder;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a frame costs before any socket sees it: nanoseconds for each of a burst of 32. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

  private static final int BURST = 32;

  /** Bytes of each payload. */
  @Param({"0", "64", "1024"})
  int payload;

  /** Where the bytes lie. */
  @Param({"heap", "direct"})
  String memory = "heap";

  private ByteBuffer burst = ByteBuffer.allocate(0);
  private final FrameDecoder decoder = new FrameDecoder(Frame.DEFAULT_MAXIMUM_PAYLOAD);
  private final Responder responder =
      new Responder(ServerOptions.defaults(), ServerListener.NONE, 1);

  /** Made by JMH. */
  public CodecBenchmark() {}

  /** Writes the requests. */
  @Setup(Level.Trial)
  public void prepare() {
    int size = BURST * (Frame.HEADER_BYTES + payload);
    burst = memory.equals("direct") ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    encode();
  }

  /** Writes headers; the payload is somebody else's. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public ByteBuffer encode() {
    burst.clear();
    for (int i = 0; i < BURST; i++) {
      FrameEncoder.putHeader(burst, payload, FrameType.ECHO, i);
      burst.position(burst.position() + payload);
    }
    return burst.flip();
  }

  /** Finds the frames of a buffer. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public int decode() {
    int ids = 0;
    burst.rewind();
    while (decoder.look(burst) == FrameDecoder.Progress.COMPLETE) {
      ids += decoder.id();
      burst.position(decoder.end());
    }
    return ids;
  }

  /** Makes replies of requests, where they lie; requests of them again, so that it can go on. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public Responder.Outcome answer() {
    for (int at = 0; at < burst.limit(); at += Frame.HEADER_BYTES + payload) {
      burst.put(at + 4, (byte) FrameType.ECHO);
    }
    return responder.answer(burst.rewind());
  }
}
