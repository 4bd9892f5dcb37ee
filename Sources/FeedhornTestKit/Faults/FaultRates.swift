/// How often a frame has each kind of fault, 0…1.
public struct FaultRates: Sendable, Equatable {
    /// 1…E wrong symbols in each codeword, or in one.
    public var symbolErrors = 0.0
    /// E+1…2E wrong symbols in one codeword at least.
    public var uncorrectable = 0.0
    /// The same, and nobody looks whether another codeword lies within reach.
    public var mistakable = 0.0
    /// Wrong symbols inside the virtual fill (a code with fill only).
    public var fillErrors = 0.0
    /// 1 bit of the marker up to `ChannelFormat.maximumMarkerErrors` wrong.
    public var markerErrors = 0.0
    /// More bits of the marker wrong than the decoder bears.
    public var lostMarker = 0.0
    /// Up to half of the CADU taken out, in whole octets or not.
    public var cut = 0.0
    /// 1…31 bits put in or taken out, inside the CADU or in front of it.
    public var slip = 0.0
    /// 1…4,000 random bits in front of the CADU.
    public var garbage = 0.0
    /// The polarity turns over.
    public var polarityTurn = 0.0
    /// Never sent.
    public var missing = 0.0
    /// Sent twice.
    public var repeated = 0.0
    /// The channel's count goes on from another number.
    public var countReset = 0.0
    /// FECF wrong (frames with FECF only).
    public var badErrorControl = 0.0
    /// Another spacecraft's identifier in the header.
    public var wrongSpacecraft = 0.0

    /// None.
    public init() {}

    /// Draws the faults of every frame.
    func place(
        on frames: [GeneratedFrame], channel: ChannelFormat, using generator: inout SeededGenerator
    ) -> [PlacedFault] {
        var result: [PlacedFault] = []
        for index in frames.indices {
            let drawn =
                onFrame(frames[index], using: &generator)
                + onChannel(frames[index], channel, using: &generator)
            result += drawn.map { PlacedFault(index, $0) }
        }
        return result
    }

    private func onFrame(
        _ frame: GeneratedFrame, using generator: inout SeededGenerator
    ) -> [StreamFault] {
        var drawn: [StreamFault] = []
        if generator.chance(missing) { drawn.append(.missing) }
        if generator.chance(repeated) { drawn.append(.repeated(1)) }
        if generator.chance(countReset) {
            let step = 2 + generator.integer(below: 100)
            let count = (frame.channelCount + UInt64(step)) % frame.format.countModulus
            drawn.append(.countReset(count))
        }
        if generator.chance(badErrorControl), frame.format.hasErrorControl {
            drawn.append(.badErrorControl)
        }
        if generator.chance(wrongSpacecraft) {
            drawn.append(.wrongSpacecraft(frame.spacecraft ^ UInt16(generator.integer(in: 1...15))))
        }
        return drawn
    }

    /// What can befall a channel without check, or without marker, is left out.
    private func onChannel(
        _ frame: GeneratedFrame, _ channel: ChannelFormat, using generator: inout SeededGenerator
    ) -> [StreamFault] {
        let body = onBody(channel, using: &generator)
        let rest =
            onMarker(channel, using: &generator)
            + onPlace(
                bits: channel.caduBits(frameLength: frame.octets.count), using: &generator)
        return (channel.verifies([frame]) ? body : []) + (channel.marker.isEmpty ? [] : rest)
    }

    private func onBody(
        _ channel: ChannelFormat, using generator: inout SeededGenerator
    ) -> [StreamFault] {
        var drawn: [StreamFault] = []
        if generator.chance(symbolErrors) {
            drawn.append(channel.symbolErrors(correctable: true, using: &generator))
        }
        if generator.chance(uncorrectable) {
            drawn.append(channel.symbolErrors(correctable: false, using: &generator))
        }
        if mistakable > 0, generator.chance(mistakable) {
            drawn.append(channel.anySymbolErrors(using: &generator))
        }
        if generator.chance(fillErrors), let code = channel.code, !code.fill.isEmpty {
            let most = min(code.fill.count, code.errorCapability)
            drawn.append(.fillErrors(generator.integer(in: 1...most)))
        }
        return drawn
    }

    private func onMarker(
        _ channel: ChannelFormat, using generator: inout SeededGenerator
    ) -> [StreamFault] {
        var drawn: [StreamFault] = []
        let tolerance = channel.maximumMarkerErrors
        if generator.chance(markerErrors), tolerance > 0 {
            drawn.append(.markerErrors(generator.integer(in: 1...tolerance)))
        }
        if generator.chance(lostMarker), channel.marker.count * 4 > tolerance {
            let most = channel.marker.count * 4
            drawn.append(.markerErrors(generator.integer(in: tolerance + 1...most)))
        }
        return drawn
    }

    private func onPlace(bits: Int, using generator: inout SeededGenerator) -> [StreamFault] {
        var drawn: [StreamFault] = []
        if generator.chance(cut) {
            let count = generator.integer(in: 1...bits / 2)
            let place = generator.integer(below: bits - count + 1)
            drawn.append(.deletedBits(at: place, count: count))
        }
        if generator.chance(slip) {
            let place = generator.chance(0.3) ? 0 : generator.integer(below: bits - 31)
            let count = generator.integer(in: 1...31)
            drawn.append(
                generator.chance(0.5)
                    ? .deletedBits(at: place, count: count)
                    : .insertedBits(at: place, count: count))
        }
        if generator.chance(garbage) {
            drawn.append(.insertedBits(at: 0, count: generator.integer(in: 1...4_000)))
        }
        if generator.chance(polarityTurn) {
            let place = generator.chance(0.5) ? 0 : generator.integer(below: bits)
            drawn.append(.polarityTurn(at: place))
        }
        return drawn
    }
}

extension ChannelFormat {
    /// More wrong symbols than the code can correct, in one codeword.
    fileprivate func anySymbolErrors(using generator: inout SeededGenerator) -> StreamFault {
        guard let code else { return .symbolErrors(1, codeword: nil, place: .anywhere) }
        let most = code.errorCapability
        return .anySymbolErrors(
            generator.integer(in: most + 1...2 * most),
            codeword: generator.integer(below: code.interleaving))
    }

    /// Symbol errors that this channel's code can, or can't, correct; one octet where there is
    /// no code.
    fileprivate func symbolErrors(
        correctable: Bool, using generator: inout SeededGenerator
    ) -> StreamFault {
        guard let code else { return .symbolErrors(1, codeword: nil, place: .anywhere) }
        let most = code.errorCapability
        let count =
            correctable
            ? generator.integer(in: 1...most) : generator.integer(in: most + 1...2 * most)
        let place = generator.pick([StreamFault.Place.anywhere, .anywhere, .besideFill, .parity])
        let lane = generator.chance(0.5) ? nil : generator.integer(below: code.interleaving)
        return .symbolErrors(count, codeword: lane, place: place)
    }
}
