import ChannelCoding
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Have frames behind a convolutional code the place and time of their first symbol?")
struct SymbolPlaceTests {
    @Test(arguments: ConvolutionalCode.Rate.allCases, [SymbolForm.hard, .signedSoft])
    func placesAndTimes(rate: ConvolutionalCode.Rate, form: SymbolForm) throws {
        var link = SymbolLink(round: 5, rate: rate, form: form, frames: 40)
        let expected = link.expected()
        // An octet in a microsecond, and no wrapper but four octets with each chunk.
        link.parameters.bitRate = form == .hard ? 8_000_000 : 1_000_000
        let phase = 5
        let octets = link.received(link.levels(phase: phase))
        for chunking in [Chunking.fixed(50), .fixed(4_099), .random(12, upTo: 1_000)] {
            let decoded = link.parameters.decode(octets, chunking) { UInt64($0) * 1_000 }
            #expect(decoded.frames.count == expected.frames.count)
            for (index, frame) in decoded.frames.enumerated() {
                let bit = Int(expected.frames[index].annotation.streamOffset)
                let symbol = phase + symbols(before: bit, link.code)
                let place = symbol * form.bitsPerSymbol
                #expect(frame.annotation.streamOffset == UInt64(place))
                #expect(decoded.frameTimes[index] == UInt64(place / 8 + 1) * 1_000)
            }
        }
    }

    /// Symbols that an encoder has sent before it gets to bit `bit`.
    private func symbols(before bit: Int, _ code: ConvolutionalCode) -> Int {
        (0..<bit).reduce(0) { sum, bit in
            let place = bit % code.rate.period.bits
            return sum + (code.puncturing.first[place] ? 1 : 0)
                + (code.puncturing.second[place] ? 1 : 0)
        }
    }

    /// Wrappers stand in front of the stage: they are on its line, and shift its places.
    @Test func wrappers() {
        var link = SymbolLink(round: 6, rate: .half, form: .hard, frames: 20)
        let expected = link.expected()
        let stream = link.received(link.levels())
        link.parameters.wrapper = ManagedParameters.Wrapper(before: 3, after: 2)
        var octets: [UInt8] = []
        var chunks: [Range<Int>] = []
        for start in stride(from: 0, to: stream.count, by: 100) {
            let data = stream[start..<min(stream.count, start + 100)]
            chunks.append(octets.count..<octets.count + data.count + 5)
            octets += [1, 2, 3] + data + [4, 5]
        }
        let decoded = link.parameters.decode(octets, chunks: chunks)
        #expect(decoded.frameOctets == expected.frameOctets)
        #expect(decoded.balance.symbols?.wrapperOctets == UInt64(5 * chunks.count))
        #expect(decoded.balance.symbols?.octetsIn == UInt64(octets.count))
        #expect(decoded.balance.strippedBits.total == 0)
        for (frame, plain) in zip(decoded.frames, expected.frames) {
            let octet = plain.annotation.streamOffset * 2 / 8
            let place = octet / 100 * 105 + 3 + octet % 100
            #expect(frame.annotation.streamOffset / 8 == place)
        }
    }

    /// Hours of noise in small chunks, with a piece of a frame before it, are not remembered.
    @Test func boundedMemory() {
        let link = SymbolLink(round: 1, rate: .half, form: .signedSoft, frames: 6)
        var channel = SymbolChannel(SeededGenerator(seed: 13))
        let signal = link.received(Array(link.levels(ratio: 6).dropLast(200)))
        let noise = link.received(channel.noise(4_000))
        var decoder = LinkDecoder(link.parameters)
        var batch = PacketBatch()
        var largest = (chunks: 0, stretches: 0)
        func consume(_ octets: [UInt8]) {
            let slab = Slab(copying: octets)
            for range in Chunking.fixed(5).ranges(of: octets.count) {
                let time = ReceptionTime(utc: 1, monotonic: 1)
                decoder.consume(slab, range, receivedAt: time, into: &batch)
                batch.removeAll()
                largest.chunks = max(largest.chunks, decoder.clock.count)
                largest.stretches = max(largest.stretches, decoder.clock.symbols?.count ?? 0)
            }
        }
        consume(signal)
        for _ in 0..<12 { consume(noise) }
        let before = largest
        for _ in 0..<25 { consume(noise) }
        #expect(largest.chunks <= before.chunks)
        #expect(largest.stretches <= 4)
        #expect(decoder.balance.isBalanced)
        consume(signal)
        #expect(decoder.state == .lock || decoder.balance.framesDelivered > 6)
    }
}
