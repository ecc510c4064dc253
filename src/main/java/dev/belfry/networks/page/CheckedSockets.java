package dev.belfry.networks.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets that connect to allowed addresses only. What is checked is the very address that is
 * connected to: a name could lead elsewhere when it is resolved a second time.
 */
final class CheckedSockets extends SSLSocketFactory {
  private final SSLSocketFactory secure;
  private final Predicate<InetAddress> allowed;

  CheckedSockets(SSLSocketFactory secure, Predicate<InetAddress> allowed) {
    this.secure = secure;
    this.allowed = allowed;
  }

  /** The address is none that may be connected to. */
  static final class NotAllowed extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The client connects it, and hands it over to be secured then. */
  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
      }

      @Override
      public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress address)) {
          throw new NotAllowed();
        } else if (address.isUnresolved()) {
          throw new UnknownHostException(address.getHostString());
        } else if (!allowed.test(address.getAddress())) {
          throw new NotAllowed();
        }
        super.connect(endpoint, timeout);
      }
    };
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    return secure.createSocket(connected, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new NotAllowed();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw new NotAllowed();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new NotAllowed();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw new NotAllowed();
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return secure.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return secure.getSupportedCipherSuites();
  }
}
