import ChannelCoding
import LinkFraming
import TelemetryLink

// Parameters of each framing, drawn from the head of an input. Records are short, so that a few
// octets of input reach the limits.

extension SyncParameters {
    static func random(_ input: inout InputReader) -> SyncParameters {
        let bits = input.one(of: [8, 16, 32, 11, 64, 192])
        let octets = bits == 32 ? [0x1A, 0xCF, 0xFC, 0x1D] : input.octets((bits + 7) / 8)
        let marker = AttachedSyncMarker(octets: octets, bitCount: bits)
        var sync = SyncParameters(marker: marker ?? .standard)
        sync.maximumErrors = input.below(min(8, (sync.marker.bitCount + 1) / 2))
        sync.polarity = input.one(of: [.automatic, .normal, .inverted])
        sync.frameStartsBefore = input.one(of: [0, 0, 0, 1, 8, 40])
        sync.acquire = 1 + input.below(4)
        sync.flywheel = input.below(5)
        return sync
    }
}

extension LengthPrefixParameters {
    init(from input: inout InputReader) {
        self.init()
        offset = input.below(8)
        width = 1 + input.below(4)
        byteOrder = input.flag() ? .little : .big
        bias = input.below(64) - 32
        headerOctets = input.below(8)
        maximumLength = input.one(of: [1, 64, 300, 1_000])
    }
}

extension LengthPrefixParameters {
    /// A record around `data`, its other octets zero.
    func record(_ data: [UInt8]) -> [UInt8] {
        let value = data.count + headerOctets - bias
        let field = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return [UInt8](repeating: 0, count: offset)
            + (byteOrder == .little ? field : field.reversed())
            + [UInt8](repeating: 0, count: headerOctets) + data
    }

    /// The framer alone.
    func framer(maximumLength: Int) -> LengthPrefixFramer {
        guard let field = LengthField(width: width, isLittleEndian: byteOrder == .little) else {
            preconditionFailure("a width of \(width)")
        }
        return LengthPrefixFramer(
            offset: offset, field: field, bias: bias, headerOctets: headerOctets,
            maximumLength: maximumLength)
    }
}

extension MAVLinkParameters {
    init(from input: inout InputReader) {
        self.init()
        acceptsUnsigned = input.flag()
    }
}

extension KISSParameters {
    init(from input: inout InputReader) {
        self.init()
        ports = (0..<input.below(3)).map { _ in input.octet() & 15 }
        maximumLength = input.one(of: [1, 16, 64, 1_000])
        checksum = input.one(of: KISSChecksum.all)
    }
}

extension KISSChecksum {
    static let all: [KISSChecksum] = [.none, .smack, .exclusiveOr]
}

extension SLIPParameters {
    init(from input: inout InputReader) {
        self.init()
        maximumLength = input.one(of: [64, 1, 16, 1_000])
    }
}

extension COBSParameters {
    init(from input: inout InputReader) {
        self.init()
        reduced = input.flag()
        maximumLength = input.one(of: [64, 1, 16, 1_000])
    }
}

extension HDLCParameters {
    init(from input: inout InputReader) {
        self.init()
        line = HDLCLine(from: &input)
        maximumLength = input.one(of: [64, 1, 16, 1_000])
    }
}

extension HDLCLine {
    init(from input: inout InputReader) {
        self.init()
        bitOrder = input.flag() ? .mostSignificantFirst : .leastSignificantFirst
        nrzi = input.flag()
        g3ruh = input.flag()
    }
}

extension FPrimeParameters {
    init(from input: inout InputReader) {
        self.init()
        maximumLength = input.one(of: [64, 1, 16, 4_095])
    }
}

extension Envelope {
    init(from input: inout InputReader) {
        let checksum = input.one(of: [CSPPacketView.Checksum.asFlagged, .always, .never])
        let header: Header =
            input.flag() ? .ax25 : .csp(input.flag() ? .one : .two, checksum)
        self.init(header, isStripped: input.flag())
    }
}
