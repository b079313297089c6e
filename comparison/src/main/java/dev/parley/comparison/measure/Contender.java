// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Subject;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A server that is to be measured.
 *
 * @param subject what it is
 * @param concurrent whether it serves more than one client at a time
 */
public record Contender(Subject subject, boolean concurrent) {

  /**
   * Returns one of a style.
   *
   * @param serve the command that serves a style, without its name
   */
  public static Contender of(Style style, List<String> serve) {
    List<String> command = new ArrayList<>(serve);
    command.add(style.name());
    return new Contender(
        new Subject(
            style.name(),
            Subject.Kind.STYLE,
            style.transport().scheme(),
            style.summary(),
            command,
            CodeFigures.of(style)),
        style.traits().contains(Trait.CONCURRENT));
  }

  /** Returns one of a program that follows the launch contract. */
  public static Contender of(String name, Transport transport, List<String> command) {
    String summary = String.join(" ", command);
    return of(name, Subject.Kind.PROGRAM, transport, summary, command);
  }

  /** Returns one of a peer, a server on a known library. */
  public static Contender ofPeer(String name, String summary, List<String> command) {
    return of(name, Subject.Kind.PEER, Transport.TCP, summary, command);
  }

  private static Contender of(
      String name, Subject.Kind kind, Transport transport, String summary, List<String> command) {
    return new Contender(new Subject(name, kind, transport.scheme(), summary, command, null), true);
  }

  /** Returns the same server under another name, to see what is mere chance. */
  Contender again() {
    return new Contender(
        new Subject(
            name() + " again",
            Subject.Kind.AGAIN,
            subject.transport(),
            subject.summary(),
            subject.command(),
            subject.code()),
        concurrent);
  }

  /** Returns its name. */
  public String name() {
    return subject.name();
  }

  /** Returns what it speaks. */
  public Transport transport() {
    return Arrays.stream(Transport.values())
        .filter(one -> one.scheme().equals(subject.transport()))
        .findFirst()
        .orElseThrow();
  }
}
