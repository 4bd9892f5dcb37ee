import ChannelCoding
import LinkFraming
import TelemetryLink

/// Records of about 1 KiB, one behind the other, in a framing of serial and rover links.
struct RecordStream {
    enum Kind: String, CaseIterable {
        case kiss
        case slip
        case cobs
        case fprime
        case hdlc

        var title: String {
            switch self {
            case .kiss: "KISS, 1 KiB, 1 % escaped"
            case .slip: "SLIP, 1 KiB, 1 % escaped"
            case .cobs: "COBS, 1 KiB, 1 % zeros"
            case .fprime: "F´, 1 KiB, CRC-32"
            case .hdlc: "HDLC, 1 KiB, bit-stuffed"
            }
        }

        var framing: Framing {
            switch self {
            case .kiss: .kiss(KISSParameters())
            case .slip: .slip(SLIPParameters())
            case .cobs: .cobs(COBSParameters())
            case .fprime: .fprime(FPrimeParameters())
            case .hdlc: .hdlc(HDLCParameters())
            }
        }
    }

    let kind: Kind
    private(set) var octets: [UInt8] = []
    private(set) var records = 0

    /// Octets of a record's data.
    private static let lengths = 960...1_088

    init(_ kind: Kind, size: Int) {
        self.kind = kind
        var random = RandomSequence(seed: 33)
        var bits = StuffedBits()
        octets.reserveCapacity(size)
        while octets.count + bits.octets.count < size {
            let length = Int.random(in: RecordStream.lengths, using: &random)
            let data = RecordStream.data(length, kind, &random)
            if kind == .hdlc {
                bits.append(data)
            } else {
                octets += RecordStream.framed(data, kind)
            }
            records += 1
        }
        bits.fill()
        octets += bits.octets
    }

    /// One octet in a hundred is one that the framing has to change.
    private static func data(
        _ count: Int, _ kind: Kind, _ random: inout RandomSequence
    ) -> [UInt8] {
        let specials: [UInt8] = kind == .cobs ? [0] : [0xC0, 0xDB]
        return random.octets(count).map { octet in
            if Int.random(in: 0..<100, using: &random) == 0 {
                return specials[Int(octet) % specials.count]
            }
            return specials.contains(octet) ? 0x55 : octet
        }
    }

    private static func framed(_ data: [UInt8], _ kind: Kind) -> [UInt8] {
        switch kind {
        case .kiss: [0xC0, 0x00] + escaped(data) + [0xC0]
        case .slip: [0xC0] + escaped(data) + [0xC0]
        case .cobs: cobs(data)
        case .fprime: fprime(data)
        case .hdlc: []
        }
    }

    private static func escaped(_ data: [UInt8]) -> [UInt8] {
        data.flatMap { octet -> [UInt8] in
            switch octet {
            case 0xC0: [0xDB, 0xDC]
            case 0xDB: [0xDB, 0xDD]
            default: [octet]
            }
        }
    }

    private static func cobs(_ data: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        for part in data.split(separator: 0, omittingEmptySubsequences: false) {
            var rest = part
            while rest.count >= 254 {
                encoded += [0xFF] + rest.prefix(254)
                rest = rest.dropFirst(254)
            }
            encoded += [UInt8(rest.count + 1)] + rest
        }
        return encoded + [0]
    }

    private static func fprime(_ data: [UInt8]) -> [UInt8] {
        var frame: [UInt8] = [0xDE, 0xAD, 0xBE, 0xEF]
        frame += bigEndian(UInt32(data.count)) + data
        return frame + bigEndian(ReflectedCRC32.ieee.checksum(frame.span.bytes))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}

/// HDLC frames in a row, a flag between them, packed least significant bit first.
private struct StuffedBits {
    private(set) var octets: [UInt8] = []
    private var octet: UInt8 = 0
    private var bits = 0
    private var ones = 0

    mutating func append(_ data: [UInt8]) {
        if octets.isEmpty { flag() }
        let check = ReflectedCRC16.x25.checksum(data.span.bytes)
        for value in data + [UInt8(check & 0xFF), UInt8(check >> 8)] {
            for place in 0..<8 {
                let bit = value >> UInt8(place) & 1
                put(bit)
                ones = bit == 1 ? ones + 1 : 0
                if ones == 5 {
                    put(0)
                    ones = 0
                }
            }
        }
        flag()
    }

    /// Ones up to the end of the last octet: the last flag must not be cut.
    mutating func fill() {
        while bits % 8 != 0 { put(1) }
    }

    private mutating func flag() {
        for bit: UInt8 in [0, 1, 1, 1, 1, 1, 1, 0] { put(bit) }
        ones = 0
    }

    private mutating func put(_ bit: UInt8) {
        octet = octet >> 1 | bit << 7
        bits += 1
        if bits % 8 == 0 { octets.append(octet) }
    }
}
