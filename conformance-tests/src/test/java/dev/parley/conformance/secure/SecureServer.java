// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.secure;

import dev.parley.protocol.Server;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A thread for each connection, and at most one mistake. */
final class SecureServer implements Server {

  private final ServerOptions options;
  private final SecureFault fault;
  private final SSLContext context;
  private final Semaphore slots;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final Thread acceptor =
      Thread.ofPlatform().daemon().name("secure-accept").unstarted(this::accept);

  SecureServer(ServerOptions options, SecureFault fault) {
    this.options = options;
    this.fault = fault;
    int limit = options.maximumConnections();
    slots = new Semaphore(limit == 0 ? Integer.MAX_VALUE : limit);
    try {
      context = context(options.tls());
      listener = new ServerSocket();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static SSLContext context(TlsFiles files) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    Path key = Objects.requireNonNull(files.key());
    keys.init(Pem.identity(Objects.requireNonNull(files.certificate()), key), Pem.PASSWORD);
    TrustManagerFactory trust = null;
    if (files.authorities() != null) {
      trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(Pem.trusting(files.authorities()));
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void start() throws IOException {
    listener.bind(options.address(), options.backlog());
    acceptor.start();
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (IOException e) {
        // Closed, or the client was gone already.
      }
    }
  }

  private void admit(Socket socket) throws IOException {
    sockets.add(socket);
    boolean late = fault == SecureFault.LIMIT_BEHIND_HANDSHAKE;
    if (!late && !slots.tryAcquire()) {
      close(socket);
      return;
    }
    var connection = new SecureConnection(socket, engine(), options, fault);
    if (fault == SecureFault.HANDSHAKE_IN_ACCEPT) {
      connection.shakeHands();
    }
    Thread.ofPlatform().daemon().name("secure").start(() -> serve(connection, socket, late));
  }

  private void serve(SecureConnection connection, Socket socket, boolean late) {
    connection.shakeHands();
    if (!late || slots.tryAcquire()) {
      connection.serve();
      slots.release();
    }
    close(socket);
  }

  private SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    if (fault != SecureFault.NO_APPLICATION_PROTOCOL) {
      parameters.setApplicationProtocols(new String[] {"parley/1"});
    }
    if (options.tls().authorities() != null) {
      if (fault == SecureFault.WANTS_A_CERTIFICATE) {
        parameters.setWantClientAuth(true);
      } else {
        parameters.setNeedClientAuth(true);
      }
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  private void close(Socket socket) {
    try {
      socket.close();
      sockets.remove(socket);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      sockets.forEach(this::close);
      acceptor.join(300);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
