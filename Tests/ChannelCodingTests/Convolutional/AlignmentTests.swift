import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Is the right alignment found, at every phase and turn, and again after a slip?
struct AlignmentTests {
    /// The channel's turn: by which a demodulator is off.
    private enum Turn: CaseIterable {
        case none, quarter, exchanged, mirrored

        func apply(_ received: [Double]) -> [Double] {
            stride(from: 0, to: received.count - 1, by: 2).flatMap { index in
                let (i, q) = (received[index], received[index + 1])
                return switch self {
                case .none: [i, q]
                case .quarter: [-q, i]
                case .exchanged: [q, i]
                case .mirrored: [i, -q]
                }
            }
        }
    }

    /// Octets that both have, after some that may be lost or made up at the beginning of `found`.
    private func contains(_ found: [UInt8], _ sent: [UInt8], atLeast count: Int) -> Bool {
        let bits = BitSequence(found)
        let wanted = BitSequence(sent)
        let key = wanted.octets(at: 8 * (sent.count - count), count: 8)
        for shift in 0..<bits.count - 64 where bits.octets(at: shift, count: 8) == key {
            if bits.octets(at: shift, count: count) == Array(sent.suffix(count)) { return true }
        }
        return false
    }

    @Test(arguments: ConvolutionalCode.Rate.allCases)
    func everyPhase(rate: ConvolutionalCode.Rate) throws {
        let code = ConvolutionalCode(rate: rate)
        let stream = try #require(EncodedStream(code, octets: 1_200, seed: 31))
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 32))
        let received = channel.receive(stream.symbols, ratio: 7)
        for phase in 0..<2 * rate.period.symbols {
            let decoder = ConvolutionalDecoder(code: code, symbols: .signedSoft)
            let decoded = DecodedSymbols(
                decoder, SymbolForm.signedSoft.octets(Array(received.dropFirst(phase))))
            #expect(decoded.changes.first?.state == .lock, "\(phase)")
            let offset = (rate.period.symbols - phase % rate.period.symbols) % rate.period.symbols
            #expect(decoded.changes.first?.alignment == SymbolAlignment(offset: offset))
            #expect(decoded.counts.offsetSymbols == UInt64(offset))
            #expect(decoded.counts.realignments == 0)
            #expect(contains(decoded.bits, Array(stream.octets.dropLast(20)), atLeast: 1_150))
        }
    }

    @Test(arguments: ConvolutionalCode.Rate.allCases)
    func everyTurn(rate: ConvolutionalCode.Rate) throws {
        let code = ConvolutionalCode(rate: rate)
        let stream = try #require(EncodedStream(code, octets: 800, seed: 33))
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 34))
        let received = channel.receive(stream.symbols, ratio: 7)
        for turn in Turn.allCases {
            let turned = turn.apply(received)
            for phase in [0, 1, 3] {
                let octets = SymbolForm.unsignedSoft.octets(Array(turned.dropFirst(phase)))
                for modulation in SymbolModulation.allCases
                where modulation != .qpskMirrored || !code.hidesMirroring {
                    let decoder = ConvolutionalDecoder(
                        code: code, symbols: .unsignedSoft, modulation: modulation)
                    let decoded = DecodedSymbols(decoder, octets)
                    // Mirrored symbols of this code are symbols of other bits.
                    let isHidden = code.hidesMirroring && turn != .none && turn != .quarter
                    guard !isHidden else { continue }
                    let isCovered =
                        turn == .none || modulation == .qpskMirrored
                        || turn == .quarter && modulation == .qpsk
                    #expect(
                        (decoded.counts.decodedSymbols > 0) == isCovered,
                        "\(turn) \(phase) \(modulation)")
                    guard isCovered else { continue }
                    let wanted = Array(stream.octets.dropLast(20))
                    // A quarter turn leaves the sense of the bits open.
                    let isFound =
                        contains(decoded.bits, wanted, atLeast: 750)
                        || contains(decoded.bits.map { ~$0 }, wanted, atLeast: 750)
                    #expect(isFound, "\(turn) \(phase) \(modulation)")
                }
            }
        }
    }

    @Test func mirroring() {
        let hiding = ConvolutionalCode.Rate.allCases.filter {
            ConvolutionalCode(rate: $0).hidesMirroring
        }
        #expect(hiding == [.fiveSixths])
    }

    /// A symbol lost, or too many of them, costs the unit it is in and the next at most.
    @Test(arguments: ConvolutionalCode.Rate.allCases, [-1, 1])
    func slip(rate: ConvolutionalCode.Rate, by slip: Int) throws {
        let code = ConvolutionalCode(rate: rate)
        let stream = try #require(EncodedStream(code, octets: 4_000, seed: 35))
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 36))
        var received = channel.receive(stream.symbols, ratio: 6)
        let unit = UnitGeometry.symbols
        for place in [received.count / 2, received.count / 2 + unit / 3, 3 * unit + 2_000] {
            let clean = received
            if slip < 0 { received.remove(at: place) } else { received.insert(0.3, at: place) }
            let decoder = ConvolutionalDecoder(code: code, symbols: .signedSoft)
            let octets = SymbolForm.signedSoft.octets(received)
            let decoded = DecodedSymbols(decoder, octets)
            received = clean
            #expect(DecodedSymbols(decoder, octets) { 777 } == decoded)
            #expect(decoded.counts.realignments == 1)
            let rateOfBits = Double(rate.period.bits) / Double(rate.period.symbols)
            let before = Int(Double(place - unit) * rateOfBits) / 8 - 40
            #expect(decoded.bits.prefix(before) == stream.octets.prefix(before))
            let lost = Int(Double(place + 2 * unit) * rateOfBits) / 8 + 40
            let after = stream.octets.count - lost - 40
            #expect(contains(decoded.bits, Array(stream.octets.dropLast(40)), atLeast: after))
        }
    }

    /// The signal comes out of noise in the middle of a unit: nothing of it is lost.
    @Test func outOfNoise() throws {
        let code = ConvolutionalCode(rate: .half)
        let stream = try #require(EncodedStream(code, octets: 1_500, seed: 37))
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 38))
        for length in [100, 1_001, 2_304, 5_555, 23_040] {
            let received =
                channel.noise(length) + channel.receive(stream.symbols, ratio: 5)
            let decoder = ConvolutionalDecoder(code: code, symbols: .signedSoft)
            let decoded = DecodedSymbols(decoder, SymbolForm.signedSoft.octets(received))
            #expect(contains(decoded.bits, Array(stream.octets.dropLast(20)), atLeast: 1_470))
            #expect(decoded.counts.pendingSymbols == 0)
        }
    }

    /// Noise alone, and what is no signal at all, is never taken for one.
    @Test(arguments: ConvolutionalCode.Rate.allCases, SymbolForm.allCases)
    func noise(rate: ConvolutionalCode.Rate, form: SymbolForm) {
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 39))
        let code = ConvolutionalCode(rate: rate)
        let decoder = ConvolutionalDecoder(
            code: code, symbols: form, modulation: code.hidesMirroring ? .qpsk : .qpskMirrored)
        for amplitude in [8.0, 60, 500] {
            let octets = form.octets(channel.noise(30_000), amplitude: amplitude)
            let decoded = DecodedSymbols(decoder, octets)
            #expect(decoded.bits.isEmpty)
            #expect(decoded.counts.unlockedSymbols == decoded.counts.symbols)
        }
        let silence = [UInt8](repeating: form == .unsignedSoft ? 0x80 : 0, count: 5_000)
        if form != .hard { #expect(DecodedSymbols(decoder, silence).bits.isEmpty) }
    }

    /// A fade shorter than the flywheel keeps the alignment; a longer one gives it up.
    @Test(arguments: [(4, false), (20, true)])
    func fade(units: Int, isLost: Bool) throws {
        let code = ConvolutionalCode(rate: .half)
        let stream = try #require(EncodedStream(code, octets: 8_000, seed: 40))
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 41))
        var received = channel.receive(stream.symbols, ratio: 5)
        let start = 20 * UnitGeometry.symbols + 100
        let length = units * UnitGeometry.symbols
        received.replaceSubrange(start..<start + length, with: channel.noise(length))
        let decoder = ConvolutionalDecoder(code: code, symbols: .signedSoft)
        let decoded = DecodedSymbols(decoder, SymbolForm.signedSoft.octets(received))
        #expect(decoded.changes.map(\.state).contains(.flywheel))
        #expect((decoded.changes.dropLast().map(\.state).contains(.search)) == isLost)
        #expect(decoded.counts.realignments == 0)
        let before = start / 16 - 40
        #expect(decoded.bits.prefix(before) == stream.octets.prefix(before))
        let after = (received.count - start - length) / 16 - 200
        #expect(contains(decoded.bits, Array(stream.octets.dropLast(20)), atLeast: after))
    }
}
