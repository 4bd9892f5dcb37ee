import FeedhornTestKit
import LinkFraming
import Testing

@testable import TelemetryLink

@Suite("Is a record that fails its own check rejected, with the bits that are its own?")
struct DamagedRecordTests {
    @Test func fprime() {
        var bad = LinkEncoder.fprime([1, 2, 3, 4])
        bad[9] ^= 1
        let wire = LinkEncoder.fprime([9]) + bad + [7, 7] + LinkEncoder.fprime([5])
        var parameters = ManagedParameters(name: "F´", framing: .fprime(FPrimeParameters()))
        let decoded = parameters.decode(wire)
        #expect(decoded.frames.map(\.octets) == [[9], [5]])
        #expect(
            decoded.records.rejected == [
                Decoded.Rejected(
                    octets: [1, 3, 3, 4], reason: .checksum, streamOffset: 8 * 13,
                    ownedBits: 8 * 16)
            ])
        #expect(decoded.balance.skippedBits[.noSync] == 16)
        #expect(parameters.decode(wire, .fixed(1)).records == decoded.records)
        parameters.frame.deliverErred = true
        let erred = parameters.decode(wire, .random(2, upTo: 5))
        #expect(erred.frames.map(\.octets) == [[9], [1, 3, 3, 4], [5]])
        #expect(erred.frames.map(\.annotation.quality) == [.good, .erred, .good])
        #expect(erred.isBalanced)
    }

    @Test func hdlc() {
        var sender = HDLCSender()
        for _ in 0..<2 { sender.flag() }
        sender.frame([1, 2, 3], damage: 4)
        sender.flag()
        sender.frame([5, 6])
        sender.flag()
        sender.flag()
        sender.stuffed([1, 2, 3])
        sender.ones(8)
        let decoded = ManagedParameters(name: "HDLC", framing: .hdlc(HDLCParameters()))
            .decode(sender.octets(), .fixed(1))
        #expect(decoded.frames.map(\.octets) == [[5, 6]])
        #expect(decoded.records.rejected.map(\.octets) == [[1, 2, 3]])
        #expect(decoded.balance.framesRejected[.checksum] == 1)
        #expect(decoded.balance.skippedBits[.aborted] == 24 + 7)
        #expect(
            decoded.records.events.map(\.kind) == [.skipped(.aborted, bits: 31)])
    }

    @Test func kissChecksum() {
        var parameters = ManagedParameters(name: "SMACK", framing: .opaque)
        var kiss = KISSParameters()
        kiss.checksum = .smack
        parameters.framing = .kiss(kiss)
        var bad = LinkEncoder.smack([1, 0xC0, 3])
        bad[2] ^= 4
        let decoded = parameters.decode(bad + LinkEncoder.smack([4]), .fixed(1))
        #expect(decoded.frames.map(\.octets) == [[4]])
        #expect(decoded.records.rejected.map(\.octets) == [[5, 0xC0, 3]])
        // Type, escape, checksum and the delimiter behind it are its own.
        #expect(decoded.records.rejected.map(\.ownedBits) == [8 * 8])
    }

    /// Cut off by the end of the stream.
    @Test func truncated() {
        let wire = LinkEncoder.fprime([1]) + LinkEncoder.fprime([1, 2, 3]).dropLast()
        let decoded = ManagedParameters(name: "F´", framing: .fprime(FPrimeParameters()))
            .decode(wire)
        #expect(decoded.frames.map(\.octets) == [[1]])
        #expect(decoded.balance.framesRejected[.truncated] == 1)
    }
}
