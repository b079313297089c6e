// SPDX-License-Identifier: Apache-2.0

package dev.parley.comparison.measure;

import dev.parley.comparison.model.Subject;
import dev.parley.protocol.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is measured, and against whom. */
final class Field {

  /**
   * Against these styles the others of their transport are measured, where nobody says otherwise.
   */
  private static final List<String> USUAL = List.of("nio", "udp", "tls-nio");

  private final List<Contender> contenders;
  private final @Nullable String baseline;

  /**
   * Makes one.
   *
   * @param baseline the name of the one that others of its transport are measured against; null:
   *     the usual one
   */
  Field(List<Contender> contenders, @Nullable String baseline) {
    this.contenders = List.copyOf(contenders);
    this.baseline = baseline;
  }

  /** Returns all, and one of them twice. */
  List<Contender> withDouble() {
    List<Contender> all = new ArrayList<>(contenders);
    all.add(twice().again());
    return all;
  }

  /** Returns the one that is measured twice. */
  Contender twice() {
    return baselineOf(contenders.getFirst().transport());
  }

  List<Transport> transports() {
    return contenders.stream().map(Contender::transport).distinct().toList();
  }

  /** Returns the one that others of that transport are measured against. */
  Contender baselineOf(Transport transport) {
    List<Contender> same = contenders.stream().filter(one -> one.transport() == transport).toList();
    return named(same, baseline)
        .or(() -> USUAL.stream().flatMap(usual -> named(same, usual).stream()).findFirst())
        .or(() -> same.stream().filter(Contender::concurrent).findFirst())
        .orElseGet(same::getFirst);
  }

  private static Optional<Contender> named(List<Contender> some, @Nullable String name) {
    return some.stream().filter(one -> Objects.equals(one.name(), name)).findFirst();
  }

  List<Subject> subjects() {
    return withDouble().stream().map(Contender::subject).toList();
  }
}
