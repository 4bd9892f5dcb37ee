import Glibc
import Synchronization

/// Names and numerals to addresses.
enum NameResolution {
    /// Addresses of one host that are tried; more would only make an attempt longer.
    static let maximumAddresses = 8

    /// The address that a numeral stands for; a name is refused, so this never waits.
    static func numericAddress(
        _ host: String, port: UInt16, parameter: String
    ) throws(DeviceError) -> SocketAddress {
        let found = look(for: host, port: port, flags: AI_NUMERICHOST | AI_PASSIVE)
        guard case .success(let addresses) = found, let first = addresses.first else {
            throw .invalidParameter(
                name: parameter, value: host, reason: "not a numeric IPv4 or IPv6 address")
        }
        return first
    }

    /// The addresses of a host, or `nil` when `stop` was requested first.
    ///
    /// A name server that does not answer can hold `getaddrinfo` for many seconds and nothing
    /// can call it back: it runs in a thread of its own that a stop simply leaves behind.
    static func addresses(
        of host: String, port: UInt16, until stop: StopSignal
    ) throws(DeviceError) -> [SocketAddress]? {
        let numeric = look(for: host, port: port, flags: AI_NUMERICHOST)
        if case .success(let addresses) = numeric { return addresses }
        let lookup: Lookup
        do throws(SystemError) {
            lookup = try Lookup()
            let thread = try SystemThread.start(name: "resolve") { [lookup] in
                lookup.finish(with: look(for: host, port: port, flags: AI_ADDRCONFIG))
            }
            SystemThread.leave(thread)
            if try SystemCalls.wait(stop: stop.descriptor, lookup.descriptor).stop { return nil }
        } catch {
            throw error.at(host)
        }
        return try lookup.result()?.get()
    }

    private static func look(
        for host: String, port: UInt16, flags: Int32
    ) -> Result<[SocketAddress], DeviceError> {
        var hints = addrinfo()
        hints.ai_flags = flags | AI_NUMERICSERV
        hints.ai_family = AF_UNSPEC
        // One kind, so that no address is told twice.
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else {
            return .failure(.unresolved(host: host, reason: String(cString: gai_strerror(code))))
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while addresses.count < maximumAddresses, let entry = next?.pointee {
            if let address = SocketAddress(copying: entry.ai_addr, length: entry.ai_addrlen) {
                addresses.append(address)
            }
            next = entry.ai_next
        }
        return .success(addresses)
    }
}

/// The place where the thread that asks the name server leaves the answer.
private final class Lookup: Sendable {
    private let answered: Descriptor
    private let answer = Mutex<Result<[SocketAddress], DeviceError>?>(nil)

    init() throws(SystemError) {
        answered = try SystemCalls.eventDescriptor()
    }

    var descriptor: Int32 { answered.number }

    func finish(with result: Result<[SocketAddress], DeviceError>) {
        answer.withLock { $0 = result }
        SystemCalls.raise(descriptor)
    }

    func result() -> Result<[SocketAddress], DeviceError>? {
        answer.withLock { $0 }
    }
}
