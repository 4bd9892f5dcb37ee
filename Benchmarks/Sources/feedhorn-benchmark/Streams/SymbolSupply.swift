import ChannelCoding

/// Channel symbols of random bits, coded at rate 1/2 or punctured, with noise on them: about as
/// many symbols are wrong as a link has that the code still decodes without an error.
struct SymbolSupply {
    let code: ConvolutionalCode
    /// The bits, eight to an octet.
    let octets: [UInt8]
    /// Soft symbols, 0…255, a one above 128; their noise is a sum of uniform numbers.
    let soft: [UInt8]

    /// Symbols decided, eight to an octet.
    var hard: [UInt8] {
        stride(from: 0, to: soft.count, by: 8).map { start in
            soft[start..<min(soft.count, start + 8)].reduce(0) { $0 << 1 | $1 >> 7 }
        }
    }

    /// - Parameters:
    ///   - spread: of the noise, where a symbol is ±60.
    ///   - isTerminated: six zeros behind the last bit.
    init(rate: ConvolutionalCode.Rate, octets count: Int, spread: Int, isTerminated: Bool = false) {
        var random = RandomSequence(seed: 27)
        let code = ConvolutionalCode(rate: rate)
        let octets = random.octets(count)
        var soft: [UInt8] = []
        soft.reserveCapacity(count * 16 + 16)
        var register = 0
        for bit in 0..<count * 8 + (isTerminated ? 6 : 0) {
            let value = bit < count * 8 ? Int(octets[bit / 8]) >> (7 - bit % 8) & 1 : 0
            register = register >> 1 | value << 6
            let place = bit % rate.period.bits
            let sums = [
                (code.puncturing.first[place], 0o171, false),
                (code.puncturing.second[place], 0o133, code.invertsSecond),
            ]
            for (isSent, taps, isInverted) in sums where isSent {
                let isOne = (register & taps).nonzeroBitCount % 2 == 1
                let noise = (0..<4).reduce(0) { sum, _ in
                    sum + Int.random(in: -spread...spread, using: &random)
                }
                let level = 128 + (isOne != isInverted ? 60 : -60) + noise / 2
                soft.append(UInt8(max(0, min(255, level))))
            }
        }
        self.code = code
        self.octets = octets
        self.soft = soft
    }
}
