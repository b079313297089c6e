// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.target;

import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.Server;
import dev.parley.protocol.ServerListener;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A style as a program by the launch contract: how the suite puts a style into a process of its
 * own. SIGTERM stops the server in order.
 */
public final class StyleServer {

  private static final int USAGE = 64;
  private static final int UNAVAILABLE = 69;

  private StyleServer() {}

  /** Serves the style that the one argument names, as {@link #serve(Style)} does. */
  public static void main(String[] arguments) throws IOException {
    serve(() -> named(arguments));
  }

  /**
   * Serves a style, with the options of the environment, until SIGTERM or the end of standard
   * input: a suite that dies leaves no server behind. Ends the process.
   */
  public static void serve(Style style) throws IOException {
    serve(() -> style);
  }

  private static void serve(Supplier<Style> style) throws IOException {
    int status = run(style, System.getenv(), System.out, System.err);
    if (status == 0) {
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    System.exit(status);
  }

  static int run(
      Supplier<Style> choice, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      Style style = choice.get();
      ServerOptions options = LaunchContract.options(environment);
      Server server = style.server(options, ServerListener.NONE);
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "parley-suite-stop"));
      out.println(LaunchContract.listening(style.transport(), server.address()));
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return USAGE;
    } catch (IOException e) {
      err.println(e.getMessage());
      return UNAVAILABLE;
    }
  }

  static Style named(String... arguments) {
    String name = arguments.length == 1 ? arguments[0] : "";
    return Style.all().stream()
        .filter(style -> style.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no style is called '" + name + "'"));
  }
}
