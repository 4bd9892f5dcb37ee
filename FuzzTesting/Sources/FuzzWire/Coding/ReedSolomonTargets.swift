import ChannelCoding
import Synchronization

/// Decoders of one code, on vectors and in plain Swift, and its encoder; their tables take far
/// longer to make than a block to decode.
private struct Codec: Sendable {
    let encoder: ReedSolomonEncoder
    let fast: ReedSolomonDecoder
    let plain: ReedSolomonDecoder

    init(_ code: ReedSolomonCode) {
        encoder = ReedSolomonEncoder(code: code)
        fast = ReedSolomonDecoder(code: code)
        plain = ReedSolomonDecoder(code: code, form: .plain)
    }
}

private let codecs = Mutex<[ReedSolomonCode: Codec]>([:])

private func codec(_ input: inout InputReader) throws(FuzzFinding) -> Codec {
    let capability = input.one(of: ReedSolomonCode.errorCapabilities)
    let depth = input.one(of: ReedSolomonCode.interleavingDepths)
    let fills = [0, 1, 100, 200, 254 - 2 * capability]
    let fill = [UInt8](repeating: input.flag() ? 0xA5 : 0, count: input.one(of: fills))
    guard
        let code = ReedSolomonCode(
            errorCapability: capability, interleavingDepth: depth,
            basis: input.flag() ? .conventional : .dual, fill: fill)
    else { throw FuzzFinding("no code of E=\(capability), I=\(depth), fill \(fill.count)") }
    return codecs.withLock { codecs in
        if let known = codecs[code] { return known }
        let made = Codec(code)
        codecs[code] = made
        return made
    }
}

/// Codeblocks with errors: vectors and plain Swift agree, up to E errors are put right, and what
/// is corrected is a codeword.
func fuzzReedSolomon(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let codec = try codec(&input)
    let code = codec.encoder.code
    let pattern = input.octets(8)
    let data = (0..<code.dataLength).map { pattern[$0 % 8] &+ UInt8(truncatingIfNeeded: $0 / 8) }
    guard let sent = codec.encoder.encode(data) else { throw FuzzFinding("not encoded") }
    var received = sent
    // Each turn takes octets off the input.
    while !input.isAtEnd {
        received[input.below(received.count)] ^= input.octet()
    }
    try requireDecoded(received, sent, codec)
}

/// Any octets as a codeblock.
func fuzzReedSolomonNoise(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let codec = try codec(&input)
    let noise = Array(input.rest.prefix(codec.encoder.code.codeblockLength))
    try requireDecoded(noise, nil, codec)
}

private func requireDecoded(
    _ received: [UInt8], _ sent: [UInt8]?, _ codec: Codec
) throws(FuzzFinding) {
    let code = codec.encoder.code
    var (fast, plain) = (codec.fast, codec.plain)
    var (block, other) = (received, received)
    let result = fast.decode(&block)
    try requireEqual(plain.decode(&other), result, "vectors and plain Swift")
    try requireEqual(block, other, "octets, vectors and plain Swift")
    try requireEqual(fast.corrections, plain.corrections, "corrections, vectors and plain Swift")
    guard received.count == code.codeblockLength else {
        try requireEqual(result, .uncorrectable, "a block of another length")
        return try requireEqual(block, received, "octets of a block of another length")
    }
    let changed = (0..<code.interleavingDepth).map { lane in
        wrong(block, received, lane, code)
    }
    switch result {
    case .uncorrectable:
        try requireEqual(block, received, "octets of an uncorrectable block")
        try require(fast.corrections.contains(-1), "uncorrectable, and all codewords good")
    case .clean, .corrected:
        try requireEqual(fast.corrections, changed, "corrections")
        try require(changed.allSatisfy { $0 <= code.errorCapability }, "more than E corrections")
        let parityStart = code.dataLength
        try requireEqual(
            codec.encoder.encode(Array(block[..<parityStart])), block, "what is no codeword")
    }
    guard let sent else { return }
    let errors = (0..<code.interleavingDepth).map { wrong(sent, received, $0, code) }
    guard errors.allSatisfy({ $0 <= code.errorCapability }) else { return }
    let total = errors.reduce(0, +)
    try requireEqual(result, total == 0 ? .clean : .corrected(symbols: total), "result")
    try requireEqual(block, sent, "octets")
}

/// Octets of codeword `lane` that differ.
private func wrong(_ left: [UInt8], _ right: [UInt8], _ lane: Int, _ code: ReedSolomonCode) -> Int {
    stride(from: lane, to: left.count, by: code.interleavingDepth)
        .count { left[$0] != right[$0] }
}
