/// Memory that lines or packets are gathered in before they are written somewhere at once.
public struct LineBuffer: Sendable {
    private var storage: [UInt8] = []

    /// Octets gathered.
    public private(set) var count = 0

    /// An empty buffer.
    public init() {}

    /// Appends what `body` writes.
    ///
    /// - Parameters:
    ///   - maximum: octets that `body` gets.
    ///   - body: writes to the front of its memory and returns how many octets.
    public mutating func append(
        maximum: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
    ) {
        precondition(maximum >= 0)
        if storage.count - count < maximum {
            let room = max(count + maximum, storage.count * 2)
            storage.append(contentsOf: repeatElement(0, count: room - storage.count))
        }
        let start = count
        storage.withUnsafeMutableBytes { memory in
            let written = body(
                UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + maximum]))
            precondition(written >= 0 && written <= maximum, "wrote more than it had")
            count = start + written
        }
    }

    /// Appends octets.
    public mutating func append(_ octets: RawSpan) {
        append(maximum: octets.byteCount) { memory in
            octets.withUnsafeBytes { memory.copyMemory(from: $0) }
            return octets.byteCount
        }
    }

    /// Gives `body` what was gathered.
    public func withOctets<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows
        -> Result
    {
        try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        count = 0
    }
}
