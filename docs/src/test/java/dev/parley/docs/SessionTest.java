// SPDX-License-Identifier: Apache-2.0

package dev.parley.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {

  @TempDir private Path directory;

  @Test
  void ends_the_servers_that_it_started() throws Exception {
    long server;
    try (var session = new Session(directory)) {
      String line =
          run(session, "sh -c 'sleep 0.1; echo LISTENING $$; exec sleep 1000' &").getLast();
      server = Long.parseLong(line.replaceAll("\\D", ""));
      assertThat(run(session, "echo on")).containsExactly("on");
      assertThat(ProcessHandle.of(server)).isPresent();
    }
    assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void gives_a_command_no_input_but_its_own() throws Exception {
    try (var session = new Session(directory)) {
      assertThat(run(session, "cat")).isEmpty();
      assertThat(run(session, "printf 'no end of line'")).containsExactly("no end of line");
      assertThat(run(session, "echo oops >&2")).containsExactly("oops");
    }
  }

  @Test
  void listens_where_nobody_else_does() throws Exception {
    try (var session = new Session(directory)) {
      assertThat(session.withPort("7700")).isNotEqualTo("7700");
      assertThat(run(session, "echo $PARLEY_PORT $PARLEY_TARGET"))
          .containsExactly("7700 tcp://127.0.0.1:7700");
    }
  }

  private static List<String> run(Session session, String command) throws Exception {
    return session.run(new Step(0, command, List.of()));
  }
}
