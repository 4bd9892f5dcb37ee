import CLinux
import Glibc

/// The address of a host, without a port, as a number: what comes over IPv4 through an IPv6 socket
/// (`::ffff:192.0.2.7`) is an IPv4 address.
struct HostAddress: Equatable {
    let isVersion6: Bool
    /// 128 bits; an IPv4 address in the upper 32.
    let high: UInt64
    let low: UInt64

    /// The sender of a datagram.
    init(_ datagram: clinux_datagram) {
        self = withUnsafeBytes(of: datagram.source) {
            HostAddress(Int32(datagram.family), $0)
        }
    }

    /// Of an address as the kernel takes it: sin_addr lies behind family and port, sin6_addr behind
    /// the flow label, too.
    init(_ address: SocketAddress) {
        let start = address.family == AF_INET6 ? 8 : 4
        self = withUnsafeBytes(of: address.storage) {
            HostAddress(address.family, UnsafeRawBufferPointer(rebasing: $0[start..<start + 16]))
        }
    }

    private init(_ family: Int32, _ octets: UnsafeRawBufferPointer) {
        let first = UInt64(bigEndian: octets.loadUnaligned(as: UInt64.self))
        let second = UInt64(bigEndian: octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let isMapped = family == AF_INET6 && first == 0 && second >> 32 == 0xFFFF
        isVersion6 = family == AF_INET6 && !isMapped
        if isVersion6 {
            (high, low) = (first, second)
        } else {
            (high, low) = (isMapped ? second << 32 : first & ~0xFFFF_FFFF, 0)
        }
    }
}

/// Addresses that have their first bits in common: `192.0.2.0/24`, `2001:db8::/32`, or one alone.
struct AddressRange {
    /// The first of them, as it was written.
    let address: SocketAddress
    private let bits: Int
    private let host: HostAddress

    /// Reads an address, or an address and a number of bits behind a slash.
    init(_ text: String, parameter: String) throws(DeviceError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        address = try NameResolution.numericAddress(
            String(parts[0]), port: 0, parameter: parameter)
        host = HostAddress(address)
        let all = host.isVersion6 ? 128 : 32
        guard parts.count == 2 else {
            bits = all
            return
        }
        guard let number = Int(parts[1]), (0...all).contains(number) else {
            throw .invalidParameter(
                name: parameter, value: text, reason: "not 0 to \(all) bits behind the slash")
        }
        bits = number
    }

    /// Whether it is a single address.
    var isOne: Bool { bits == (host.isVersion6 ? 128 : 32) }

    /// Whether `other` has the same first bits.
    func contains(_ other: HostAddress) -> Bool {
        guard other.isVersion6 == host.isVersion6 else { return false }
        let (high, low) = (other.high ^ host.high, other.low ^ host.low)
        if bits == 0 { return true }
        if bits <= 64 { return high >> (64 - bits) == 0 }
        return high == 0 && low >> (128 - bits) == 0
    }
}
