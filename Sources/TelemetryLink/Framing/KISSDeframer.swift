import LinkFraming

/// What the search for KISS records knows between two steps.
struct KISSDeframer: Sendable {
    let ports: [UInt8]
    /// Longest record, escapes undone.
    let maximumLength: Int

    /// Nothing before the first delimiter is a record.
    var hasDelimiter = false
    /// A record over the maximum is being passed over.
    var isOversized = false
    /// The record before broke the rules: those that follow it in doing so are reported together.
    var isBroken = false
    /// No delimiter before this octet of the stream.
    var scanned: UInt64 = 0

    init(_ link: ManagedParameters) {
        if case .kiss(let kiss) = link.framing {
            ports = kiss.ports
            maximumLength = kiss.maximumLength
        } else {
            ports = []
            maximumLength = 0
        }
    }

    func accepts(_ type: KISSType) -> Bool {
        type.isData && (ports.isEmpty || ports.contains(type.port))
    }
}
