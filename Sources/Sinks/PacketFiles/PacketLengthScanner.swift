import Glibc

/// Walks over a packet file, length by length, to the end of its last whole packet.
struct PacketLengthScanner {
    /// Octets read at once: many headers for each system call.
    private static let windowLength = 64 * 1_024
    /// Octets of a header up to the end of its length field: 8 for encapsulation packets.
    private static let headerLength: UInt64 = 8

    private let descriptor: CInt
    private let fileLength: UInt64
    private let isEncapsulation: Bool
    private var window = [UInt8](repeating: 0, count: PacketLengthScanner.windowLength)
    private var windowStart: UInt64 = 0
    private var windowCount = 0

    init(descriptor: CInt, fileLength: UInt64, isEncapsulation: Bool) {
        self.descriptor = descriptor
        self.fileLength = fileLength
        self.isEncapsulation = isEncapsulation
    }

    /// Octets of the file up to the end of its last whole packet; `nil` when it can't be read.
    mutating func wholeLength() -> UInt64? {
        var place: UInt64 = 0
        // A packet has at least one octet, so this ends.
        while place < fileLength {
            guard let header = octets(at: place) else { return nil }
            let length = isEncapsulation ? encapsulationLength(header) : spaceLength(header)
            guard let length, place + length <= fileLength else { return place }
            place += length
        }
        return place
    }

    /// Up to eight octets from `place` on; fewer at the end of the file.
    private mutating func octets(at place: UInt64) -> ArraySlice<UInt8>? {
        let end = min(place + PacketLengthScanner.headerLength, fileLength)
        if place < windowStart || end > windowStart + UInt64(windowCount) {
            let count = window.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, off_t(place))
            }
            guard count > 0 else { return nil }
            windowStart = place
            windowCount = count
        }
        let first = Int(place - windowStart)
        return window[first..<min(first + Int(end - place), windowCount)]
    }

    /// Packet data length + 7 (133.0-B-2 §4.1.3.5); version 0.
    private func spaceLength(_ header: ArraySlice<UInt8>) -> UInt64? {
        let octets = Array(header)
        guard octets.count >= 6, octets[0] >> 5 == 0 else { return nil }
        return UInt64(octets[4]) << 8 + UInt64(octets[5]) + 7
    }

    /// By the length of the length field (133.1-B-3 §4.1.2.4); version 7.
    private func encapsulationLength(_ header: ArraySlice<UInt8>) -> UInt64? {
        let octets = Array(header)
        guard let first = octets.first, first >> 5 == 7 else { return nil }
        let (headerLength, field): (Int, Range<Int>) =
            switch first & 3 {
            case 0: (1, 0..<0)
            case 1: (2, 1..<2)
            case 2: (4, 2..<4)
            default: (8, 4..<8)
            }
        guard octets.count >= headerLength else { return nil }
        if field.isEmpty { return 1 }
        let length = octets[field].reduce(0) { $0 << 8 | UInt64($1) }
        return length >= UInt64(headerLength) ? length : nil
    }
}
