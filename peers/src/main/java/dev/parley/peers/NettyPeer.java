// SPDX-License-Identifier: Apache-2.0

package dev.parley.peers;

import dev.parley.protocol.LaunchContract;
import dev.parley.protocol.ServerOptions;
import dev.parley.protocol.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.Map;

/** A server on Netty, over the JDK's selector or over epoll. */
public final class NettyPeer implements AutoCloseable {

  private final MultiThreadIoEventLoopGroup group;
  private final Channel listener;

  private NettyPeer(MultiThreadIoEventLoopGroup group, Channel listener) {
    this.group = group;
    this.listener = listener;
  }

  /**
   * Runs a peer until it is told to end; its options come from the environment, by the launch
   * contract.
   *
   * @param args {@code netty-nio} or {@code netty-epoll}
   */
  public static void main(String[] args) {
    if (args.length != 1 || !isKnown(args[0])) {
      System.err.println("peer: give netty-nio or netty-epoll");
      System.exit(64);
    }
    if (args[0].equals("netty-epoll") && !Epoll.isAvailable()) {
      System.err.println("peer: there is no epoll here");
      System.exit(69);
    }
    NettyPeer peer = start(args[0], System.getenv());
    Runtime.getRuntime().addShutdownHook(new Thread(peer::close));
    System.out.println(LaunchContract.listening(Transport.TCP, peer.address()));
    System.out.flush();
  }

  private static boolean isKnown(String name) {
    return name.equals("netty-nio") || name.equals("netty-epoll");
  }

  /** Starts one; returns when it listens. */
  static NettyPeer start(String name, Map<String, String> environment) {
    boolean epoll = name.equals("netty-epoll");
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    ServerOptions options = LaunchContract.options(environment);
    var group = new MultiThreadIoEventLoopGroup(io);
    Channel listener =
        new ServerBootstrap()
            .group(group)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, options.backlog())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new EchoInitializer(options.maximumPayload()))
            .bind(options.address())
            .syncUninterruptibly()
            .channel();
    return new NettyPeer(group, listener);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // Nothing comes after it.
  public void close() {
    listener.close().syncUninterruptibly();
    group.shutdownGracefully();
  }
}
