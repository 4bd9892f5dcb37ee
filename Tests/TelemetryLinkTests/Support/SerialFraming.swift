import FeedhornTestKit
import LinkFraming
import Testing

@testable import TelemetryLink

/// A framing of serial and rover links: how a sender puts records into it, and what a link file
/// says of it.
struct SerialFraming: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var framing: Framing
    /// What the records make on the line.
    var encode: @Sendable ([[UInt8]]) -> [UInt8]
    /// The framing has a checksum of its own, which proves a record good.
    var isChecked: Bool

    private init(
        _ name: String, _ framing: Framing, isChecked: Bool = false,
        _ encode: @escaping @Sendable ([[UInt8]]) -> [UInt8]
    ) {
        testDescription = name
        self.framing = framing
        self.isChecked = isChecked
        self.encode = encode
    }

    private static func each(
        _ encode: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> @Sendable ([[UInt8]]) -> [UInt8] {
        { $0.flatMap(encode) }
    }

    private static func hdlc(_ change: (inout HDLCParameters) -> Void) -> SerialFraming {
        var parameters = HDLCParameters()
        change(&parameters)
        let line = parameters.line
        return SerialFraming("HDLC \(line)", .hdlc(parameters), isChecked: true) { records in
            var sender = HDLCSender()
            for _ in 0..<10 { sender.flag() }
            for record in records {
                sender.frame(record)
                sender.flag()
            }
            return sender.octets(
                nrzi: line.nrzi, g3ruh: line.g3ruh,
                mostSignificantFirst: line.bitOrder == .mostSignificantFirst)
        }
    }

    static let all: [SerialFraming] = {
        var smack = KISSParameters()
        smack.checksum = .smack
        var exclusiveOr = KISSParameters()
        exclusiveOr.checksum = .exclusiveOr
        var reduced = COBSParameters()
        reduced.reduced = true
        return [
            SerialFraming("SLIP", .slip(SLIPParameters()), each(LinkEncoder.slip)),
            SerialFraming("COBS", .cobs(COBSParameters()), each(LinkEncoder.cobs)),
            SerialFraming("COBS/R", .cobs(reduced), each(LinkEncoder.cobsReduced)),
            SerialFraming("SMACK", .kiss(smack), each { LinkEncoder.smack($0, port: 3) }),
            SerialFraming("KISS", .kiss(KISSParameters()), each { LinkEncoder.kiss($0) }),
            SerialFraming(
                "KISS with XOR", .kiss(exclusiveOr), each { LinkEncoder.kissExclusiveOr($0) }),
            SerialFraming(
                "F´", .fprime(FPrimeParameters()), isChecked: true, each(LinkEncoder.fprime)),
            hdlc { _ in },
            hdlc {
                $0.line.nrzi = true
                $0.line.g3ruh = true
                $0.line.bitOrder = .mostSignificantFirst
            },
        ]
    }()
}
