// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.parley.protocol.ClientOptions;
import dev.parley.protocol.EndOfStreamException;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.ErrorReplyException;
import dev.parley.protocol.FrameDecoder;
import dev.parley.protocol.FrameEncoder;
import dev.parley.protocol.FrameType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The channel here does nothing by itself: each test completes what is under way. */
class FrameChannelTest {

  private static final ByteBuffer BUSY = FrameEncoder.error(0, ErrorCode.BUSY, "full");

  private final IOException broken = new IOException("Broken pipe");
  private final AsynchronousSocketChannel system = mock(AsynchronousSocketChannel.class);
  private final Queue<Pending<Integer, ByteBuffer>> reads = new ArrayDeque<>();
  private final Queue<Pending<Long, ByteBuffer[]>> writes = new ArrayDeque<>();
  private final List<IOException> failures = new ArrayList<>();
  private final List<Integer> ids = new ArrayList<>();
  private @Nullable Exception fault;
  private final FrameChannel channel = new FrameChannel(system, options(), new Recorder());

  @BeforeEach
  void keep_what_is_under_way() {
    doAnswer(call -> reads.add(new Pending<>(call.getArgument(0), call.getArgument(2))))
        .when(system)
        .read(any(), any(), any());
    doAnswer(call -> writes.add(new Pending<>(call.getArgument(0), call.getArgument(6))))
        .when(system)
        .write(any(ByteBuffer[].class), anyInt(), anyInt(), anyLong(), any(), any(), any());
  }

  @Test
  void a_burst_that_is_cut_at_any_byte_is_sent_whole_and_one_write_at_a_time() {
    byte[] whole = frames(3);
    for (int cut = 1; cut < whole.length; cut++) {
      var sent = new ByteArrayOutputStream();
      for (int id = 0; id < 3; id++) {
        channel.add(frame(id));
      }
      channel.send();
      channel.send();
      assertThat(writes).hasSize(1);
      write(cut, sent);
      write(whole.length, sent);
      assertThat(sent.toByteArray()).isEqualTo(whole);
      assertThat(writes).isEmpty();
    }
  }

  @Test
  void the_last_word_of_a_server_is_read_though_the_write_failed() {
    fault = new ErrorReplyException(ErrorCode.BUSY.value(), "full");
    channel.receive();
    channel.add(frame(1));
    channel.send();
    writes.remove().fail(broken);
    assertThat(failures).isEmpty();
    channel.send();
    assertThat(writes).isEmpty();
    receive(BUSY);
    assertThat(failures).singleElement().isSameAs(fault);
  }

  @Test
  void a_write_that_failed_reports_itself_where_there_is_no_last_word() {
    channel.receive();
    channel.add(frame(1));
    channel.send();
    writes.remove().fail(broken);
    reads.remove().complete(-1);
    assertThat(failures).containsExactly(broken);
    assertThat(broken.getSuppressed()).singleElement().isInstanceOf(EndOfStreamException.class);
  }

  @Test
  void a_frame_that_comes_byte_by_byte_is_one_frame() {
    channel.receive();
    ByteBuffer frame = frame(7);
    for (int at = 0; at < frame.limit(); at++) {
      assertThat(ids).isEmpty();
      receive(frame.slice(at, 1));
    }
    assertThat(ids).containsExactly(7);
    assertThat(reads).hasSize(1);
  }

  @Test
  void a_fault_of_the_client_itself_is_told_as_a_failure() {
    fault = new IllegalStateException("bug");
    channel.receive();
    receive(frame(1));
    assertThat(failures)
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessage("the client failed").hasCause(fault));
  }

  @Test
  void what_is_no_io_exception_is_told_as_one() {
    channel.receive();
    reads.remove().fail(new IllegalStateException("shut down"));
    assertThat(failures).singleElement().satisfies(f -> assertThat(f).hasMessageContaining("shut"));
  }

  @Test
  void a_write_after_the_groups_end_is_told_as_a_failure_and_thrown_at_nobody() {
    var ended = new ShutdownChannelGroupException();
    doThrow(ended)
        .when(system)
        .write(any(ByteBuffer[].class), anyInt(), anyInt(), anyLong(), any(), any(), any());
    channel.add(frame(1));
    channel.send();
    assertThat(failures).singleElement().satisfies(f -> assertThat(f).hasCause(ended));
  }

  @Test
  void a_close_that_fails_is_no_fault_of_anyone() throws Exception {
    doAnswer(
            call -> {
              throw new IOException("no close");
            })
        .when(system)
        .close();
    channel.close();
    verify(system).close();
  }

  private void write(int most, ByteArrayOutputStream sent) {
    Pending<Long, ByteBuffer[]> write = writes.remove();
    int count = 0;
    for (ByteBuffer frame : write.what()) {
      while (frame.hasRemaining() && count < most) {
        sent.write(frame.get());
        count++;
      }
    }
    write.complete((long) count);
  }

  private void receive(ByteBuffer bytes) {
    Pending<Integer, ByteBuffer> read = reads.remove();
    int count = bytes.remaining();
    read.what().put(bytes.duplicate());
    read.complete(count);
  }

  private static ByteBuffer frame(int id) {
    return FrameEncoder.frame(FrameType.ECHO, id, "hi".getBytes(UTF_8));
  }

  private static byte[] frames(int count) {
    ByteBuffer all = ByteBuffer.allocate(count * frame(0).remaining());
    for (int id = 0; id < count; id++) {
      all.put(frame(id));
    }
    return all.array();
  }

  private static ClientOptions options() {
    return ClientOptions.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
  }

  private record Pending<N, W>(W what, CompletionHandler<N, @Nullable Object> handler) {

    void complete(N count) {
      handler.completed(count, null);
    }

    void fail(Throwable failure) {
      handler.failed(failure, null);
    }
  }

  private final class Recorder implements FrameChannel.Receiver {

    @Override
    public void received(FrameDecoder frame, ByteBuffer bytes) throws IOException {
      if (fault instanceof IOException failure) {
        throw failure;
      }
      if (fault instanceof RuntimeException failure) {
        throw failure;
      }
      ids.add(frame.id());
    }

    @Override
    public void failed(IOException why) {
      failures.add(why);
    }
  }
}
