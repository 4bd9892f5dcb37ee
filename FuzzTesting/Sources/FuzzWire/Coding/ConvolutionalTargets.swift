import ChannelCoding

/// The Viterbi decoder: vectors and plain Swift give the same bits, and pieces do not matter.
func fuzzConvolutional(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    var code = ConvolutionalCode(rate: input.one(of: ConvolutionalCode.Rate.allCases))
    code.invertsSecond = input.flag()
    code.sendsSecondFirst = input.flag()
    let form = input.one(of: SymbolForm.allCases)
    var modulation = input.one(of: SymbolModulation.allCases)
    if code.hidesMirroring, modulation == .qpskMirrored { modulation = .bpsk }
    let size = 1 + input.below(64)
    let copies = 1 + input.below(64)
    // Short inputs, many times over: the decoder waits for hundreds of symbols.
    let octets = (0..<copies).flatMap { _ in Array(input.rest) }
    let fast = ConvolutionalDecoder(
        code: code, symbols: form, modulation: modulation, usesVectors: true)
    let plain = ConvolutionalDecoder(
        code: code, symbols: form, modulation: modulation, usesVectors: false)
    let whole = decode(fast, octets, size: max(1, octets.count))
    try requireEqual(decode(plain, octets, size: max(1, octets.count)), whole, "plain Swift")
    try requireEqual(decode(fast, octets, size: size), whole, "pieces of \(size)")
}

private func decode(
    _ decoder: ConvolutionalDecoder, _ octets: [UInt8], size: Int
) -> [UInt8] {
    var decoder = decoder
    var bits: [UInt8] = []
    for start in stride(from: 0, to: octets.count, by: size) {
        let piece = Array(octets[start..<min(octets.count, start + size)])
        decoder.decode(piece.span.bytes, into: &bits)
        decoder.removeChanges()
    }
    decoder.finish(into: &bits)
    return bits
}

/// Differential decoding against the same said bit by bit, in pieces and in place.
func fuzzDifferential(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let code = input.one(of: DifferentialCode.allCases)
    let size = 1 + input.below(40)
    let octets = Array(input.rest)
    var expected: [UInt8] = []
    var level: UInt8 = 0
    for octet in octets {
        var bits: UInt8 = 0
        for bit in 0..<8 {
            let now = octet >> UInt8(7 - bit) & 1
            bits = bits << 1 | (now ^ level ^ (code == .space ? 1 : 0))
            level = now
        }
        expected.append(bits)
    }
    var decoder = DifferentialDecoder(code)
    var found = octets
    found.withUnsafeMutableBytes { memory in
        for start in stride(from: 0, to: memory.count, by: size) {
            let end = min(memory.count, start + size)
            let piece = UnsafeMutableRawBufferPointer(rebasing: memory[start..<end])
            unsafe decoder.decode(UnsafeRawBufferPointer(piece), into: piece)
        }
    }
    try requireEqual(found, expected, "bits")
}
