import ChannelCoding

/// Which Reed–Solomon code do units of one length obey?
struct CodeTester {
    /// Units that are looked at: damaged ones among them shall not hide the code.
    static let looked = 8
    /// What the codewords of those have to be worth against chance, in bits.
    private static let enough = 40.0

    private let marker: [UInt8]

    init(marker: [UInt8]) {
        self.marker = marker
    }

    /// The code with most codewords right; of those as good, the one that corrects more: a
    /// codeword with E = 16 is one with E = 8, too.
    func code(of units: [[UInt8]]) -> LinkSketch.Code? {
        let units = Array(units.prefix(Self.looked))
        guard let length = units.first?.count else { return nil }
        var best: (code: LinkSketch.Code, bits: Double)?
        for code in candidates(length) {
            let bits = surprise(code, units, length)
            if bits >= Self.enough, bits > best?.bits ?? 0 { best = (code, bits) }
        }
        return best?.code
    }

    private func candidates(_ length: Int) -> [LinkSketch.Code] {
        ReedSolomonCode.interleavingDepths.filter { length.isMultiple(of: $0) }.flatMap { depth in
            let word = length / depth
            return [16, 8].filter { word > 2 * $0 && word <= 255 }.flatMap { errors in
                [true, false].flatMap { isDual in
                    let plain = LinkSketch.Code(
                        errors: errors, interleave: depth, isDual: isDual)
                    var run = plain
                    // An encoder that also ran over the end of the marker.
                    guard depth == 1, word < 255, 255 - word <= marker.count else {
                        return [plain]
                    }
                    run.fill = Array(marker.suffix(255 - word))
                    return [plain, run]
                }
            }
        }
    }

    private func surprise(
        _ code: LinkSketch.Code, _ units: [[UInt8]], _ length: Int
    ) -> Double {
        let word = length / code.interleave
        let fill = code.fill ?? [UInt8](repeating: 0, count: 255 - word)
        var decoder = CodewordDecoders.decoder(code)
        var good = 0
        var looked = 0
        for unit in units {
            for lane in 0..<code.interleave {
                looked += 1
                var codeword = fill
                for place in stride(from: lane, to: length, by: code.interleave) {
                    codeword.append(unit[place])
                }
                // What is thought in front was never received: nothing there can be wrong.
                guard CodeTester.isWord(&codeword, &decoder), codeword.starts(with: fill),
                    CodewordContent.isTelling(codeword[(255 - word)...], lane, code.interleave)
                else { continue }
                good += 1
            }
            if looked >= 3 * code.interleave, good == 0 { return 0 }
        }
        return Surprise.of(good, outOf: looked, bits: code.errors == 16 ? 44 : 15)
    }

    /// Corrects a word, if it is one of the code.
    private static func isWord(
        _ codeword: inout [UInt8], _ decoder: inout ReedSolomonDecoder
    ) -> Bool {
        decoder.decode(&codeword) != .uncorrectable
    }
}

/// Decoders of single codewords of full length; shorter ones are filled up in front.
enum CodewordDecoders {
    private static let all: [[ReedSolomonDecoder]] = [16, 8].map { errors in
        [ReedSolomonCode.Basis.dual, .conventional].compactMap { basis in
            ReedSolomonCode(errorCapability: errors, interleavingDepth: 1, basis: basis)
                .map { code in
                    var decoder = ReedSolomonDecoder(code: code)
                    decoder.checksEveryRoot = true
                    return decoder
                }
        }
    }

    static func decoder(_ code: LinkSketch.Code) -> ReedSolomonDecoder {
        all[code.errors == 16 ? 0 : 1][code.isDual ? 0 : 1]
    }
}
