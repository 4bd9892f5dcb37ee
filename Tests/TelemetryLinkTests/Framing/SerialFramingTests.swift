import FeedhornTestKit
import LinkFraming
import Testing

@testable import TelemetryLink

@Suite("Do records of every serial framing leave as frames, and does every bit have its owner?")
struct SerialFramingTests {
    private static let data: [[UInt8]] = {
        var generator = SeededGenerator(seed: 31)
        return (0..<40).map { index in
            var octets = generator.octets(generator.integer(in: 1...(index % 5 == 0 ? 900 : 60)))
            // What needs an escape, a zero, a row of ones.
            for special: UInt8 in [0xC0, 0xDB, 0x00, 0xFF] where generator.chance(0.3) {
                octets[generator.integer(below: octets.count)] = special
            }
            return octets
        }
    }()

    @Test(arguments: SerialFraming.all)
    func records(framing: SerialFraming) {
        let parameters = ManagedParameters(name: "serial", framing: framing.framing)
        let wire = framing.encode(SerialFramingTests.data)
        let whole = parameters.decode(wire)
        #expect(whole.frames.map(\.octets) == SerialFramingTests.data)
        let quality: DeliveredFrameQuality = framing.isChecked ? .good : .undetermined
        #expect(whole.frames.allSatisfy { $0.annotation.quality == quality })
        #expect(whole.records.statistics.records == UInt64(SerialFramingTests.data.count))
        #expect(whole.records.rejected == [])
        let data = SerialFramingTests.data.reduce(0) { $0 + $1.count }
        #expect(whole.balance.deliveredBits == UInt64(8 * data))
        // Ones that fill the last octet of an HDLC line.
        #expect(whole.balance.skippedBits.total < 8)
        for chunking in [Chunking.fixed(1), .random(4, upTo: 50), .random(5, upTo: 700)] {
            for ownSlabs in [false, true] {
                let parts = parameters.decode(wire, chunking, ownSlabs: ownSlabs)
                #expect(parts.records == whole.records, "\(chunking)")
            }
        }
    }

    /// Bits of the framing, by kind, of a record that every one of them has to touch.
    @Test func strippedKinds() {
        func stripped(_ framing: Framing, _ wire: [UInt8]) -> [StrippedKind: UInt64] {
            let decoded = ManagedParameters(name: "kinds", framing: framing).decode(wire)
            #expect(decoded.frames.map(\.octets) == [[0xC0, 0, 0xFF]])
            let kinds = decoded.balance.strippedBits.nonZero.map { ($0.reason, $0.count) }
            return Dictionary(uniqueKeysWithValues: kinds)
        }
        let data: [UInt8] = [0xC0, 0, 0xFF]
        var smack = KISSParameters()
        smack.checksum = .smack
        #expect(
            stripped(.slip(SLIPParameters()), LinkEncoder.slip(data))
                == [.delimiter: 16, .escape: 8])
        #expect(
            stripped(.cobs(COBSParameters()), LinkEncoder.cobs(data))
                == [.delimiter: 8, .stuffing: 8])
        #expect(
            stripped(.kiss(smack), LinkEncoder.smack(data))
                == [.delimiter: 16, .escape: 8, .status: 8, .checksum: 16])
        #expect(
            stripped(.fprime(FPrimeParameters()), LinkEncoder.fprime(data))
                == [.wrapper: 64, .checksum: 32])
        var sender = HDLCSender()
        sender.flag()
        sender.frame(data)
        sender.flag()
        let stuffing = UInt64(sender.bits.count - 16 - 8 * 5)
        #expect(
            stripped(.hdlc(HDLCParameters()), sender.octets())
                == [.delimiter: 16, .checksum: 16, .stuffing: stuffing])
    }

    @Test("MAVLink frames leave whole")
    func mavlink() {
        let good = LinkEncoder.mavlink(
            [0, 0, 0, 0, 2, 3, 81, 4, 3], message: 0, extra: 50, sequence: 7)
        let unknown = LinkEncoder.mavlink([1], message: 60_000, extra: 1, sequence: 8)
        var bad = good
        bad[12] ^= 1
        let wire = [1, 2] + good + unknown + good + bad + good
        let parameters = ManagedParameters(name: "rover", framing: .mavlink(MAVLinkParameters()))
        let decoded = parameters.decode(wire)
        #expect(decoded.frames.map(\.octets) == [good, unknown, good, good])
        #expect(
            decoded.frames.map(\.annotation.quality) == [.good, .undetermined, .good, .good])
        #expect(decoded.records.rejected.map(\.octets) == [bad])
        #expect(decoded.balance.framesRejected[.checksum] == 1)
        #expect(decoded.balance.skippedBits[.noSync] == 16)
        #expect(parameters.decode(wire, .fixed(1)).records == decoded.records)
    }

    private struct Refuser: MAVLinkSignatureVerifier {
        func isRight(_ signature: UInt64, of signed: RawSpan) -> Bool { false }
    }

    @Test("a key makes the decoder refuse what is not signed with it")
    func signatures() {
        let wire = LinkEncoder.mavlink(
            [0, 0, 0, 0, 2, 3, 81, 4, 3], message: 0, extra: 50, sequence: 7)
        let parameters = ManagedParameters(name: "rover", framing: .mavlink(MAVLinkParameters()))
        var decoder = LinkDecoder(parameters, signatures: Refuser())
        var batch = PacketBatch()
        decoder.consume(
            Slab(copying: wire), 0..<wire.count, receivedAt: ReceptionTime(utc: 0, monotonic: 0),
            into: &batch)
        #expect(decoder.balance.framesRejected[.signature] == 1)
        #expect(batch.rejected.count == 1 && batch.frames.isEmpty)
    }

    @Test("the receiver's own time is kept")
    func receiverTime() {
        let time: [UInt8] = [0x00, 0x00, 0x01, 0x9A, 0xAD, 0x5E, 0xC0, 0x7B]
        let wire = LinkEncoder.kiss(time, type: 9) + LinkEncoder.kiss([1])
        let parameters = ManagedParameters(name: "kiss", framing: .kiss(KISSParameters()))
        let statistics = parameters.decode(wire).records.statistics
        #expect(statistics.lastReceiverTime == 0x19A_AD5E_C07B)
        #expect(statistics.nonDataRecords == 1 && statistics.records == 2)
    }

    @Test("a frame that needs no change stays in the slab that it was received in")
    func inPlace() {
        let data = SerialFramingTests.data.map { $0.map { $0 | 1 == 0xDB ? 7 : max(1, $0 & 0x7F) } }
        for framing in SerialFraming.all {
            let isPlain =
                switch framing.framing {
                case .slip, .kiss, .fprime: true
                default: false
                }
            guard isPlain else { continue }
            var decoder = LinkDecoder(ManagedParameters(name: "plain", framing: framing.framing))
            let wire = framing.encode(data)
            let slab = Slab(copying: wire)
            var batch = PacketBatch()
            decoder.consume(
                slab, 0..<wire.count, receivedAt: ReceptionTime(utc: 0, monotonic: 0),
                into: &batch)
            #expect(batch.frames.count == data.count, "\(framing)")
            let inPlace = batch.frames.filter { batch.slabs[Int($0.slab)] === slab }
            // Checksums of SMACK and XOR may need an escape.
            #expect(inPlace.count > data.count * 9 / 10, "\(framing)")
        }
    }
}
