import Glibc

/// A host (name or address) and a port.
public struct HostAndPort: Hashable, Sendable {
    /// Name, IPv4 or IPv6 address; an IPv6 address without its brackets.
    public var host: String
    /// Port; 0 only where one listens, and then means any free port.
    public var port: UInt16

    /// Joins a host and a port.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}

extension HostAndPort: CustomStringConvertible {
    /// `host:port`, `[address]:port` for IPv6.
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

/// Checks of addresses as text; nothing here asks the network.
enum NetworkAddress {
    /// Longest host name (RFC 1035 §2.3.4).
    private static let maximumNameLength = 253

    /// `host:port` or `[IPv6]:port`.
    static func split(_ text: String) -> HostAndPort? {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard isIPv6(String(host)) else { return nil }
        } else {
            guard !host.contains(":"), isIPv4(String(host)) || isName(host) else { return nil }
        }
        guard digits.allSatisfy({ ("0"..."9").contains($0) }), let port = UInt16(digits) else {
            return nil
        }
        return HostAndPort(host: String(host), port: port)
    }

    static func isAddress(_ text: String) -> Bool { isIPv4(text) || isIPv6(text) }

    /// An address, or one with a number of bits behind a slash.
    static func isRange(_ text: String) -> Bool {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let address = String(parts[0])
        guard isAddress(address) else { return false }
        guard parts.count == 2 else { return true }
        let bits = Int(parts[1]) ?? -1
        return (0...(isIPv4(address) ? 32 : 128)).contains(bits)
            && parts[1].allSatisfy { ("0"..."9").contains($0) }
    }

    static func isIPv4(_ text: String) -> Bool { firstOctet(text, AF_INET) != nil }

    static func isIPv6(_ text: String) -> Bool { firstOctet(text, AF_INET6) != nil }

    /// 224.0.0.0/4 or ff00::/8.
    static func isMulticast(_ text: String) -> Bool {
        if let octet = firstOctet(text, AF_INET) { return (224...239).contains(octet) }
        return firstOctet(text, AF_INET6) == 0xFF
    }

    /// First octet of an address in network order, `nil` for what is no address of the family.
    private static func firstOctet(_ text: String, _ family: Int32) -> UInt8? {
        guard !text.utf8.contains(0) else { return nil }
        var address = in6_addr()  // 16 octets: large enough for both families
        guard inet_pton(family, text, &address) == 1 else { return nil }
        return withUnsafeBytes(of: &address) { $0[0] }
    }

    /// Letters, digits, `-` and `.`; all-digit names are mistyped addresses.
    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.count <= maximumNameLength
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
            && !text.allSatisfy { $0.isNumber || $0 == "." }
    }
}
