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
                    guard depth == 1, (1...marker.count).contains(255 - word) else { return [plain] }
                    run.fill = Array(marker.suffix(255 - word))
                    return [plain, run]
                }
            }
        }
    }

    private func surprise(
        _ code: LinkSketch.Code, _ units: [[UInt8]], _ length: Int
    ) -> Double {
        let zeros = [UInt8](repeating: 0, count: 255 - length / code.interleave)
        guard
            let code = ReedSolomonCode(
                errorCapability: code.errors, interleavingDepth: code.interleave,
                basis: code.isDual ? .dual : .conventional, fill: code.fill ?? zeros)
        else { return 0 }
        var decoder = ReedSolomonDecoder(code: code)
        var good = 0
        var looked = 0
        for unit in units {
            var unit = unit
            // Nothing but zeros is a codeword of every code.
            guard unit.contains(where: { $0 != unit[0] }) else { continue }
            _ = decoder.decode(&unit)
            good += decoder.corrections.count { $0 >= 0 }
            looked += decoder.corrections.count
            if looked >= 3 * code.interleavingDepth, good == 0 { return 0 }
        }
        return Surprise.of(good, outOf: looked, bits: code.errorCapability == 16 ? 44 : 15)
    }
}
