import ChannelCoding

/// A stream of CADUs (CCSDS 131.0-B-5 §9), and what a decoder must find in it.
struct ChannelStream {
    private(set) var octets: [UInt8] = []
    private(set) var frames = 0
    /// Whole packets in it.
    private(set) var packets = 0
    let kind: LinkKind
    let code: ReedSolomonCode

    /// Octets of a CADU.
    var unitLength: Int { AttachedSyncMarker.standard.octets.count + code.codeblockLength }

    /// - Returns: as many CADUs as fit into `size` octets.
    init?(_ kind: LinkKind, size: Int) {
        guard let code = kind.code else { return nil }
        self.kind = kind
        self.code = code
        let encoder = ReedSolomonEncoder(code: code)
        let sequence = Pseudorandomizer.period255.sequence(count: code.codeblockLength)
        var supplies = LinkKind.virtualChannels.map { PacketSupply(seed: UInt64($0)) }
        var counts = [Int](repeating: 0, count: supplies.count)
        octets.reserveCapacity(size)
        while octets.count + unitLength <= size {
            let index = frames % LinkKind.secondChannelEvery == 0 ? 1 : 0
            let frame = self.frame(&supplies[index], index, counts[index])
            guard let block = encoder.encode(frame) else { return nil }
            octets += AttachedSyncMarker.standard.octets
            octets += zip(block, sequence).lazy.map { $0 ^ $1 }
            counts[index] += 1
            frames += 1
        }
        packets = supplies.reduce(0) { $0 + $1.completed }
    }

    private func frame(_ supply: inout PacketSupply, _ index: Int, _ count: Int) -> [UInt8] {
        let length = code.dataLength - kind.headerLength - kind.trailerLength
        let (zone, first) = supply.zone(length)
        let header = kind.header(
            channel: LinkKind.virtualChannels[index], channelCount: count, masterCount: frames,
            first: first)
        let frame = header + zone
        guard kind.trailerLength > 0 else { return frame }
        let checksum = CRC16.checksum(frame.span.bytes)
        return frame + [UInt8(checksum >> 8), UInt8(checksum & 0xFF)]
    }

    /// Damages each codeword with the chance `rate`: 1 to 16 symbols of it, 8.5 on average.
    mutating func damageCodewords(rate: Double) {
        var random = RandomSequence(seed: 16)
        let depth = code.interleavingDepth
        let marker = unitLength - code.codeblockLength
        for lane in 0..<frames * depth where Double.random(in: 0..<1, using: &random) < rate {
            let start = lane / depth * unitLength + marker + lane % depth
            let places = (0..<code.codeblockLength / depth).shuffled(using: &random)
            for place in places.prefix(Int.random(in: 1...16, using: &random)) {
                octets[start + place * depth] ^= UInt8.random(in: 1...255, using: &random)
            }
        }
    }

    /// Octets behind a delayed stream that belong to no frame: when it is run again, its frames
    /// begin far from where the next one was expected.
    private static let silence = 128

    /// Delays the stream by three bits, so that no octet of it is where it was.
    mutating func shiftBits() {
        var before: UInt8 = 0x5A
        for index in octets.indices {
            let octet = octets[index]
            octets[index] = before << 5 | octet >> 3
            before = octet
        }
        octets.append(before << 5)
        octets += [UInt8](repeating: 0, count: ChannelStream.silence)
    }
}
