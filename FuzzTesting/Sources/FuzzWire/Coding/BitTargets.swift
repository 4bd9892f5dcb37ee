import ChannelCoding

/// Bit `index` of `octets`, the first being the most significant of the first octet.
private func bit(_ octets: some Collection<UInt8>, _ index: Int) -> UInt8 {
    octets[octets.index(octets.startIndex, offsetBy: index / 8)] >> (7 - UInt8(index % 8)) & 1
}

/// The search for sync markers against a comparison of every bit at every place.
func fuzzMarkerSearch(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let bits = 8 + input.below(185)
    guard let marker = AttachedSyncMarker(octets: input.octets((bits + 7) / 8), bitCount: bits)
    else { throw FuzzFinding("no marker of \(bits) bits") }
    let maximumErrors = input.below((bits + 1) / 2)
    let polarities = input.one(of: [MarkerPolarities.normal, .inverted, .both])
    let fromBit = input.below(512) - 8
    let toBit = input.flag() ? Int.max : input.below(4_096)
    let searcher = MarkerSearcher(
        marker: marker, maximumErrors: maximumErrors, polarities: polarities)
    let octets = Array(input.rest)
    let end = min(toBit, octets.count * 8 - bits + 1)
    var expected: MarkerHit?
    for start in max(0, fromBit)..<max(0, fromBit, end) {
        let wrong = (0..<bits).count { bit(octets, start + $0) != bit(marker.octets, $0) }
        let isInverted =
            polarities == .inverted || polarities == .both && bits - wrong < wrong
        let errors = isInverted ? bits - wrong : wrong
        if errors <= maximumErrors {
            expected = MarkerHit(bit: start, errors: errors, inverted: isInverted)
            break
        }
    }
    // The octets alone, so that a look behind them is seen.
    let found = octets.withUnsafeBytes { octets in
        octets.baseAddress.flatMap {
            unsafe searcher.firstHit(in: $0, count: octets.count, fromBit: fromBit, toBit: toBit)
        }
    }
    try requireEqual(found, expected, "hit")
}

/// Moving a frame against moving it bit by bit.
func fuzzFrameMover(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let offset = input.below(8)
    let inverted = input.flag()
    let randomizer = input.one(of: [nil, Pseudorandomizer.period255, .period131071])
    let spare = input.below(16)
    let octets = input.rest
    let count = octets.count - (offset == 0 ? 0 : 1)
    guard count >= 0, let from = octets.baseAddress else { return }
    let mover = FrameMover(randomizer: randomizer, maximumLength: count + spare)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 1)
    defer { room.deallocate() }
    guard let to = room.baseAddress else { return }
    unsafe mover.move(from: from, bitOffset: offset, inverted: inverted, to: to, count: count)
    let sequence = randomizer.map { $0.sequence(count: count) }
    for index in 0..<count * 8 {
        let received = bit(octets, offset + index) ^ (inverted ? 1 : 0)
        let expected = received ^ (sequence.map { bit($0, index) } ?? 0)
        try requireEqual(bit(room, index), expected, "bit \(index)")
    }
}
