import ChannelCoding

/// When each octet was received, and where it stands in the link's stream: remembered for the
/// chunks that have not been decided on.
struct ChunkClock: Sendable {
    private struct Chunk {
        var start: UInt64
        var end: UInt64
        /// Octet offset of the chunk in the stream as received, wrappers included.
        var received: UInt64
        var utc: UInt64
        var monotonic: UInt64
    }

    struct Place {
        var utc: UInt64
        /// The same moment by the clock that never steps.
        var monotonic: UInt64
        /// Bit offset in the stream as received, wrappers included.
        var streamOffset: UInt64
    }

    /// Nanoseconds per octet on the channel; 0 where the bit rate is not known.
    private var octetTime: Double
    private var chunks: [Chunk] = []
    private var first = 0

    /// What stands around the data of chunks.
    private var wrapper = ManagedParameters.Wrapper()

    /// Where decoded bits came from; `nil` where the stream is decoded as it is received.
    var symbols: SymbolMap?

    /// Forgotten entries that stay in the list until it is moved.
    private static let maximumForgotten = 64

    /// Entries in memory.
    var count: Int { chunks.count }

    /// - Parameter bitsPerOctet: of the channel; 1 where an octet is a soft symbol.
    init(bitRate: UInt64?, bitsPerOctet: Int = 8) {
        octetTime = bitRate.map { Double(bitsPerOctet) * 1e9 / Double(max(1, $0)) } ?? 0
        chunks.reserveCapacity(2 * ChunkClock.maximumForgotten)
    }

    /// By the channel's rate, or else by the line's, whose octets are octets whatever is in them.
    init(_ parameters: ManagedParameters, _ stage: SymbolStage?) {
        if let rate = parameters.bitRate {
            self.init(bitRate: rate, bitsPerOctet: 8 / (stage?.decoder?.form.bitsPerSymbol ?? 1))
        } else {
            self.init(bitRate: parameters.lineRate)
        }
        wrapper = parameters.wrapper
    }

    /// Offset in a chunk of its data's octet `index`.
    private func unwrapped(_ index: UInt64) -> UInt64 {
        let before = UInt64(wrapper.before)
        guard wrapper.every > wrapper.before + wrapper.after else { return before + index }
        let data = UInt64(wrapper.dataPerPacket)
        return index / data * UInt64(wrapper.every) + before + index % data
    }

    /// From here on octets come at another rate of the line, eight bits to an octet.
    ///
    /// - Precondition: no chunk is remembered that came at the old one and has yet to be dated.
    mutating func change(lineRate: UInt64) {
        octetTime = 8e9 / Double(max(1, lineRate))
    }

    /// Notes a chunk; one without data (a wrapper alone) dates nothing and is not kept, so that
    /// there are never more entries than octets that wait for a decision.
    mutating func append(start: UInt64, count: Int, received: UInt64, at time: ReceptionTime) {
        guard count > 0 else { return }
        chunks.append(
            Chunk(
                start: start, end: start + UInt64(count), received: received, utc: time.utc,
                monotonic: time.monotonic))
    }

    /// Forgets the chunks that end at or before the octet `position`.
    mutating func forget(before position: UInt64) {
        while first < chunks.count, chunks[first].end <= position { first += 1 }
        // The list is moved at most once per as many chunks as it holds.
        if first > ChunkClock.maximumForgotten, first * 2 > chunks.count {
            chunks.removeFirst(first)
            first = 0
        }
    }

    /// Time and place of the octet that holds `bit`, or the first of the symbols it was decoded
    /// from.
    func place(ofBit bit: UInt64) -> Place {
        place(ofReceivedBit: symbols?.receivedBit(of: bit) ?? bit)
    }

    /// Time and place of a received octet.
    ///
    /// The stamp is that of the chunk's *last* octet; with a bit rate the octets after this one
    /// in the chunk are taken off it.
    func place(ofReceivedBit bit: UInt64) -> Place {
        let octet = bit / 8
        guard let index = lastChunk(before: octet) else {
            return Place(utc: 0, monotonic: 0, streamOffset: bit)
        }
        let chunk = chunks[index]
        let after = chunk.end > octet ? chunk.end - octet - 1 : 0
        let earlier = octetTime > 0 ? UInt64(Double(after) * octetTime) : 0
        return Place(
            utc: chunk.utc > earlier ? chunk.utc - earlier : 0,
            monotonic: chunk.monotonic > earlier ? chunk.monotonic - earlier : 0,
            streamOffset: (chunk.received + unwrapped(octet - chunk.start)) * 8 + bit % 8)
    }
    /// Index of the last chunk that starts at or before `octet`: most often the last of all.
    private func lastChunk(before octet: UInt64) -> Int? {
        var low = first
        var high = chunks.count
        if let last = chunks.last, last.start <= octet, low < high { return high - 1 }
        while low < high {
            let middle = (low + high) / 2
            if chunks[middle].start <= octet { low = middle + 1 } else { high = middle }
        }
        return low > first ? low - 1 : nil
    }
}
