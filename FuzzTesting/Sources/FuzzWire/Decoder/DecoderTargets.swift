import TelemetryLink

/// The whole decoder with any managed parameters, on any octets.
func fuzzLinkDecoder(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let parameters = ManagedParameters(from: &input)
    let size = 1 + input.below(40)
    try requireInvariance(input.rest, parameters, size)
}

/// A target for one framing, all else random: what is decoded must not depend on the chunks, and
/// the books are right after each.
func linkTarget(
    _ name: String, _ framing: @escaping @Sendable (inout InputReader) -> Framing
) -> FuzzTarget {
    FuzzTarget(name, executions: 4) { bytes throws(FuzzFinding) in
        var input = InputReader(bytes)
        let framing = framing(&input)
        let parameters = ManagedParameters(from: &input, framing: framing)
        let size = 1 + input.below(40)
        try requireInvariance(input.rest, parameters, size)
    }
}

/// Decodes whole, and again: in pieces of `size` octets that lie in slabs of their own, or in pieces
/// of all sizes. Making a decoder takes most of the time, so each input is decoded twice only.
func requireInvariance(
    _ octets: UnsafeRawBufferPointer, _ parameters: ManagedParameters, _ size: Int
) throws(FuzzFinding) {
    let count = octets.count
    let equal = stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    let all = count > 0 ? [0..<count] : []
    let whole = try DecodedStream(octets, parameters, chunks: all, ownSlabs: false)
    if count % 4 == 1 {
        _ = try DecodedStream(
            octets, parameters, chunks: equal, ownSlabs: true, interrupted: true)
        return
    }
    let isMixed = count % 4 == 2
    let pieces = try DecodedStream(
        octets, parameters, chunks: isMixed ? mixedChunks(octets) : equal, ownSlabs: !isMixed)
    // Datagrams are frames, wrappers are around chunks, and with a bit rate a chunk dates octets.
    guard parameters.framing != .opaque, parameters.bitRate == nil,
        parameters.wrapper == ManagedParameters.Wrapper()
    else { return }
    if let difference = pieces.difference(from: whole) {
        throw FuzzFinding("pieces (\(isMixed ? "mixed" : "of \(size)")) and whole: \(difference)")
    }
}

/// Pieces whose sizes the octets themselves say.
private func mixedChunks(_ octets: UnsafeRawBufferPointer) -> [Range<Int>] {
    var chunks: [Range<Int>] = []
    var start = 0
    while start < octets.count {
        let end = min(octets.count, start + 1 + Int(octets[start] & 0x3F))
        chunks.append(start..<end)
        start = end
    }
    return chunks
}
