import ChannelCoding
import FeedhornTestKit
import LinkFraming
import TelemetryLink

// What a sender makes of a frame, in the framings and envelopes of a link, and of its bits.

extension Envelope {
    /// The protocol's octets around `data`, right ones.
    func wrapped(_ data: [UInt8]) -> [UInt8] {
        switch header {
        case .ax25:
            let addresses = Array("ABCDEF".utf8).map { $0 << 1 } + [0x60]
            return addresses + addresses.dropLast() + [0x61, 0x03, 0xF0] + data
        case .csp(.one, _):
            return LinkEncoder.csp(
                data, source: 1, destination: 2, port: 3, coversHeader: data.count % 2 == 0)
        // No checksum.
        case .csp(.two, _): return [0x40, 1, 0, 4, 0x10, 0x20] + data
        }
    }
}

extension Framing {
    /// - Parameter sequence: which one this is.
    func wrapped(_ unit: [UInt8], _ sequence: UInt32) -> [UInt8] {
        switch self {
        case .kiss(let kiss): FuzzRecord.kiss(unit, kiss.checksum)
        case .slip: LinkEncoder.slip(unit)
        case .cobs(let cobs):
            cobs.reduced ? LinkEncoder.cobsReduced(unit) : LinkEncoder.cobs(unit)
        case .hdlc(let hdlc): FuzzRecord.hdlc(unit, hdlc.line)
        case .fprime: LinkEncoder.fprime(unit)
        case .mavlink:
            FuzzRecord.mavlink(Array(unit.prefix(255)), UInt8(truncatingIfNeeded: sequence))
        case .lengthPrefixed(let prefix): prefix.record(unit)
        case .synchronized, .fixedFrames, .packets, .opaque: unit
        }
    }
}

extension CodingParameters {
    /// Levels and symbols of a stream's bits, as this coding takes them.
    func sent(_ octets: [UInt8]) -> [UInt8] {
        let levels =
            differential.map { DifferentialEncoder.encode(octets, space: $0 == .space) } ?? octets
        guard let convolutional,
            var encoder = ConvolutionalEncoder(rate: convolutional.code.rate.rawValue)
        else { return levels }
        encoder.invertsSecond = convolutional.code.invertsSecond
        encoder.sendsSecondFirst = convolutional.code.sendsSecondFirst
        let symbols = encoder.encode(octets: levels)
        switch convolutional.symbols {
        case .hard:
            return stride(from: 0, to: symbols.count, by: 8).map { start in
                symbols[start..<min(start + 8, symbols.count)].reduce(0) { $0 << 1 | $1 }
            }
        case .unsignedSoft: return symbols.map { $0 == 0 ? 16 : 240 }
        case .signedSoft: return symbols.map { $0 == 0 ? 0x90 : 0x70 }
        }
    }
}
