import Testing

@testable import ChannelCoding

/// Are AOS headers checked and corrected as the book says?
struct FrameHeaderErrorControlTests {
    struct Vector: Decodable {
        struct Header: Decodable {
            var gvcid: HexOctets
            var signaling: HexOctets
        }

        var id: String
        var gvcid: HexOctets
        var signaling: HexOctets
        var fhec: HexOctets
        var expect: String
        var corrected: Header?
        var symbol_errors: Int?
    }

    /// The frame count is not covered: any value must do.
    private static let frameCount: UInt64 = 0xABCDEF

    private func header(gvcid: UInt64, signaling: UInt64, parity: UInt64) -> UInt64 {
        gvcid << 48 | Self.frameCount << 24 | signaling << 16 | parity
    }

    @Test(.enabled(if: VectorFile.isPresent, VectorFile.absence))
    func vectors() throws {
        let vectors = try VectorFile.load("aos_fhec", as: Vector.self)
        #expect(vectors.count == 24)
        for vector in vectors {
            let received = header(
                gvcid: vector.gvcid.number, signaling: vector.signaling.number,
                parity: vector.fhec.number)
            var checked = received
            let result = FrameHeaderErrorControl.check(&checked)
            switch vector.expect {
            case "clean":
                #expect(result == .clean, "\(vector.id)")
                #expect(checked == received, "\(vector.id)")
                #expect(FrameHeaderErrorControl.encode(received & ~0xFFFF) == received)
            case "corrected":
                let sent = try #require(vector.corrected)
                let errors = try #require(vector.symbol_errors)
                #expect(result == .corrected(symbols: errors), "\(vector.id)")
                let wanted = header(
                    gvcid: sent.gvcid.number, signaling: sent.signaling.number, parity: 0)
                #expect(checked == FrameHeaderErrorControl.encode(wanted), "\(vector.id)")
            default:
                Issue.record("\(vector.id): unknown expectation \(vector.expect)")
            }
        }
    }

    @Test("the check value that three implementations agree on")
    func checkValue() {
        let sent = header(gvcid: 0x1234, signaling: 0x56, parity: 0x94DC)
        #expect(FrameHeaderErrorControl.encode(sent & ~0xFFFF) == sent)
    }

    /// The covered symbols, by the bits right of them.
    private static let shifts: [UInt64] = [60, 56, 52, 48, 20, 16, 12, 8, 4, 0]

    @Test("every pattern of one and two wrong symbols is corrected")
    func allCorrectablePatterns() {
        let sent = header(gvcid: 0x1234, signaling: 0x56, parity: 0x94DC)
        for (index, first) in Self.shifts.enumerated() {
            for value in UInt64(1)...15 {
                expectCorrection(of: sent, wrong: value << first, symbols: 1)
                for second in Self.shifts[(index + 1)...] {
                    for other in UInt64(1)...15 {
                        expectCorrection(
                            of: sent, wrong: value << first | other << second, symbols: 2)
                    }
                }
            }
        }
    }

    private func expectCorrection(of sent: UInt64, wrong: UInt64, symbols: Int) {
        var header = sent ^ wrong
        #expect(FrameHeaderErrorControl.check(&header) == .corrected(symbols: symbols))
        #expect(header == sent)
    }

    @Test("anything else is refused untouched, or becomes a codeword at most two symbols away")
    func randomHeaders() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<20_000 {
            let received = generator.next()
            var header = received
            let result = FrameHeaderErrorControl.check(&header)
            let changed = Self.shifts.count { (received ^ header) >> $0 & 15 != 0 }
            #expect((received ^ header) & 0x0000_FFFF_FF00_0000 == 0)
            switch result {
            case .clean: #expect(header == received)
            case .corrected(let symbols): #expect(changed == symbols && symbols <= 2)
            case .uncorrectable:
                #expect(header == received)
                refused += 1
                continue
            }
            #expect(FrameHeaderErrorControl.encode(header) == header, "seed \(seed)")
        }
        // 1 + 150 + 10,125 of 65,536 syndromes are correctable: 84.3 % are not.
        #expect(refused > 16_000 && refused < 17_800, "seed \(seed)")
    }
}
