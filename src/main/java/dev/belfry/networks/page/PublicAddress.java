package dev.belfry.networks.page;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Whether an address is one of the open Internet: neither this machine, nor its network, nor what
 * leads there by another way (<a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>, <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>).
 */
final class PublicAddress {
  private PublicAddress() {}

  static boolean is(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && (address instanceof Inet4Address four
            ? isPublic(four.getAddress())
            : isGlobal(((Inet6Address) address).getAddress()));
  }

  private static boolean isPublic(byte[] address) {
    int first = Byte.toUnsignedInt(address[0]);
    int second = Byte.toUnsignedInt(address[1]);
    boolean carriers = first == 100 && (second & 0xc0) == 64;
    boolean protocols = first == 192 && second == 0 && address[2] == 0;
    boolean benchmarks = first == 198 && (second & 0xfe) == 18;
    return first != 0 && first < 240 && !carriers && !protocols && !benchmarks;
  }

  /** 2000::/3, without what wraps an address of IPv4 (2002::/16, 2001::/32). */
  private static boolean isGlobal(byte[] address) {
    boolean global = (address[0] & 0xe0) == 0x20;
    boolean sixToFour = address[0] == 0x20 && address[1] == 0x02;
    boolean teredo = address[0] == 0x20 && address[1] == 0x01 && address[2] == 0 && address[3] == 0;
    return global && !sixToFour && !teredo;
  }
}
