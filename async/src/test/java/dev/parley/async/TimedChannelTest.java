// SPDX-License-Identifier: Apache-2.0

package dev.parley.async;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.parley.async.TimedChannel.Next;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Stubber;

class TimedChannelTest {

  private static final byte[] TEXT = "0123456789".getBytes(UTF_8);

  private final AsynchronousSocketChannel system = mock(AsynchronousSocketChannel.class);
  private final Clock clock = mock(Clock.class);
  private final List<Throwable> failures = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final TimedChannel channel =
      new TimedChannel(system, clock, failures::add, () -> ended.add("ended"));

  @Test
  void a_short_write_at_every_byte_is_completed_by_the_next() throws Exception {
    for (int cut = 1; cut < TEXT.length; cut++) {
      sent.reset();
      int first = cut;
      int[] writes = {0};
      writing(() -> writes[0]++ == 0 ? first : TEXT.length);
      ByteBuffer frame = ByteBuffer.wrap(TEXT);
      int[] done = {0};
      channel.send(frame, count -> done[0]++);
      assertThat(sent.toByteArray()).isEqualTo(TEXT);
      assertThat(writes[0]).isEqualTo(2);
      assertThat(done[0]).isEqualTo(1);
    }
  }

  @Test
  void one_byte_at_a_time_each_is_progress_for_the_write_clock() throws Exception {
    writing(() -> 1);
    channel.send(ByteBuffer.wrap(TEXT), count -> {});
    assertThat(sent.toByteArray()).isEqualTo(TEXT);
    verify(clock, times(TEXT.length)).start(Clock.Kind.WRITE);
  }

  @Test
  void sends_only_the_range_and_leaves_the_rest_to_be_parsed() throws Exception {
    writing(() -> 2);
    ByteBuffer bytes = ByteBuffer.wrap(TEXT).limit(9);
    channel.send(bytes, 3, 7, count -> {});
    assertThat(sent.toString(UTF_8)).isEqualTo("3456");
    assertThat(bytes.position()).isEqualTo(7);
    assertThat(bytes.limit()).isEqualTo(9);
  }

  @Test
  void gives_the_channel_64_kib_at_most() throws Exception {
    List<Integer> offered = new ArrayList<>();
    onWrite(
            (bytes, next, handler) -> {
              offered.add(bytes.remaining());
              bytes.position(bytes.limit());
              handler.completed(0, next);
            })
        .when(system)
        .write(any(), any(), any());
    channel.send(ByteBuffer.allocate(150_000), count -> {});
    assertThat(offered).containsExactly(65_536, 65_536, 18_928);
  }

  @Test
  void nothing_to_send_is_sent_at_once() throws Exception {
    List<String> done = new ArrayList<>();
    channel.send(ByteBuffer.allocate(0), count -> done.add("done"));
    assertThat(done).containsExactly("done");
    verify(clock, times(0)).start(any());
  }

  @Test
  void an_operation_that_fails_is_told() throws Exception {
    IOException broken = new IOException("Broken pipe");
    onWrite((bytes, next, handler) -> handler.failed(broken, next))
        .when(system)
        .write(any(), any(), any());
    channel.send(ByteBuffer.wrap(TEXT), count -> ended.add("sent"));
    assertThat(failures).containsExactly(broken);
    assertThat(ended).isEmpty();
  }

  @Test
  void a_step_that_throws_is_told_and_nobody_else_notices() {
    var faults =
        List.of(new IOException("no"), new IllegalStateException("bug"), new OutOfMemoryError());
    for (Throwable fault : faults) {
      channel.run(count -> sneakyThrow(fault), 0);
    }
    assertThat(failures).isEqualTo(faults);
  }

  @Test
  void ends_when_both_sides_have_and_not_before() throws Exception {
    reading(() -> -1);
    channel.discard(0);
    assertThat(ended).isEmpty();
    channel.endOutput();
    assertThat(ended).containsExactly("ended");
    verify(clock).start(Clock.Kind.LINGER);
  }

  @Test
  void the_end_that_was_read_already_needs_no_more_reading() throws Exception {
    channel.endOutput();
    channel.discard(-1);
    assertThat(ended).containsExactly("ended");
    verify(system, times(0)).read(any(), any(), any());
  }

  @Test
  void discards_half_a_mebibyte_and_no_more() throws Exception {
    int[] sum = {0};
    reading(() -> {
      sum[0] += 8192;
      return 8192;
    });
    channel.endOutput();
    channel.discard(0);
    assertThat(ended).containsExactly("ended");
    assertThat(sum[0]).isEqualTo(512 * 1024);
  }

  @Test
  void a_close_that_fails_is_no_fault_of_anyone() throws Exception {
    doThrow(new IOException("no close")).when(system).close();
    channel.close();
    verify(system).close();
  }

  private void writing(IntSupplier most) {
    onWrite(
            (bytes, next, handler) -> {
              int count = Math.min(most.getAsInt(), bytes.remaining());
              for (int i = 0; i < count; i++) {
                sent.write(bytes.get());
              }
              handler.completed(count, next);
            })
        .when(system)
        .write(any(), any(), any());
  }

  private void reading(IntSupplier count) {
    onWrite((bytes, next, handler) -> handler.completed(count.getAsInt(), next))
        .when(system)
        .read(any(), any(), any());
  }

  private static Stubber onWrite(Operation operation) {
    return doAnswer(call -> {
      operation.begin(call.getArgument(0), call.getArgument(1), call.getArgument(2));
      return null;
    });
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void sneakyThrow(Throwable fault) throws E {
    throw (E) fault;
  }

  private interface Operation {
    void begin(ByteBuffer bytes, Next next, CompletionHandler<Integer, Next> handler);
  }
}
