// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.conformance.verdict.NotApplicable;
import dev.parley.conformance.wire.WireFrame;
import dev.parley.protocol.Endpoint;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import dev.parley.protocol.Trait;
import dev.parley.protocol.Transport;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A server that already runs: the suite can neither start nor stop it, nor choose its options. */
final class AddressTarget implements Target {

  private final Transport transport;
  private final InetSocketAddress address;
  private final Set<Trait> traits;
  private final ServerOptions options;
  private final Set<Setting> known;

  AddressTarget(
      Transport transport,
      InetSocketAddress address,
      Set<Trait> traits,
      ServerOptions options,
      Set<Setting> known) {
    this.transport = transport;
    this.address = address;
    this.traits = Set.copyOf(traits);
    this.options = options;
    this.known = Set.copyOf(known);
  }

  @Override
  public String name() {
    return transport.scheme() + "://" + Endpoint.text(address);
  }

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public Set<Trait> traits() {
    return traits;
  }

  @Override
  public String command() {
    var line = new StringBuilder("./parley check --target " + name());
    for (Setting setting : Setting.values()) {
      if (known.contains(setting)) {
        line.append(' ').append(setting.text(options));
      }
    }
    return line + Flags.without(traits);
  }

  @Override
  public boolean starts() {
    return false;
  }

  @Override
  public Optional<Style> style() {
    return Optional.empty();
  }

  @Override
  public void requireTaken(WireFrame request) {
    int size = request.payload().length;
    if (size > options.maximumPayload() && known.contains(Setting.MAX_PAYLOAD)) {
      throw notTaken("a payload of %d bytes".formatted(size), Setting.MAX_PAYLOAD);
    }
    long millis = request.type() == WireFrame.DELAY ? request.millis() : 0;
    if (millis > options.maximumDelay().toMillis() && known.contains(Setting.MAX_DELAY)) {
      throw notTaken("a DELAY of %d ms".formatted(millis), Setting.MAX_DELAY);
    }
  }

  private NotApplicable notTaken(String request, Setting limit) {
    return new NotApplicable(
        "it sends %s, more than the running server takes: %s"
            .formatted(request, limit.text(options)));
  }

  @Override
  public RunningServer start(ServerOptions wanted) {
    Set<Setting> unknown = EnumSet.copyOf(Setting.differences(wanted, SuiteOptions.BASE));
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new NotApplicable(
          "it needs to know a setting of the running server: "
              + unknown.stream().map(Setting::flag).collect(Collectors.joining(", ")));
    }
    return new AlreadyRunning(address, options);
  }

  @Override
  public ServerProcess startProcess(
      ServerOptions wanted, List<String> jvmArguments, int mostFiles) {
    throw new NotApplicable("it needs a server process that the suite starts itself");
  }

  private record AlreadyRunning(InetSocketAddress address, ServerOptions options)
      implements RunningServer {

    @Override
    public boolean running() {
      return true;
    }

    @Override
    public void stop() {}

    @Override
    public void stopAgain() {}

    @Override
    public Optional<String> crash() {
      return Optional.empty();
    }

    @Override
    public List<String> lastWords() {
      return List.of();
    }
  }
}
