/// Reed–Solomon encoder by polynomial division, straight from the definition.
///
/// g(x) = ∏ (x − α^(11·j)), j = 128−E … 127+E (CCSDS 131.0-B-5 §4.3.3); octet k of a codeblock
/// belongs to codeword k mod I (§4.3.5).
public struct CodeblockEncoder: Sendable {
    /// The code.
    public let format: CodeblockFormat
    /// g(x), highest power first, conventional basis.
    public let generator: [UInt8]
    /// `generator` without its leading 1, times each field element, one after the other.
    private let multiples: [UInt8]
    private let toConventional: [UInt8]
    private let fromConventional: [UInt8]

    /// Prepares an encoder of `format`.
    public init(_ format: CodeblockFormat) {
        self.format = format
        let polynomial = CodeblockEncoder.generator(errorCapability: format.errorCapability)
        self.generator = polynomial
        self.multiples = (0..<256).flatMap { factor in
            polynomial.dropFirst().map { GaloisField256.multiply(UInt8(factor), $0) }
        }
        let identity = (0..<256).map { UInt8($0) }
        let dual = format.basis == .dual
        self.toConventional = dual ? DualBasis.toConventional : identity
        self.fromConventional = dual ? DualBasis.fromConventional : identity
    }

    /// The generator polynomial, highest power first.
    public static func generator(errorCapability: Int) -> [UInt8] {
        var polynomial: [UInt8] = [1]
        for j in 128 - errorCapability...127 + errorCapability {
            let root = GaloisField256.power(11 * j)
            var product = polynomial + [0]
            for (place, coefficient) in polynomial.enumerated() {
                product[place + 1] ^= GaloisField256.multiply(coefficient, root)
            }
            polynomial = product
        }
        return polynomial
    }

    /// `data` with its interleaved parity behind it. `data` has `format.dataLength` octets.
    public func encode(_ data: [UInt8]) -> [UInt8] {
        encode(data, fill: format.fill)
    }

    /// The same with other virtual fill than the format says: to a receiver that knows the
    /// format these are codewords with errors inside the fill.
    func encode(_ data: [UInt8], fill: [UInt8]) -> [UInt8] {
        precondition(data.count == format.dataLength, "\(data.count) octets are no codeblock's")
        precondition(fill.count == format.fill.count)
        let depth = format.interleaving
        var codeblock = data
        codeblock.append(
            contentsOf: repeatElement(0, count: format.codeblockLength - data.count))
        for lane in 0..<depth {
            let parity = parity(of: data, lane: lane, fill: fill)
            for (row, symbol) in parity.enumerated() {
                codeblock[data.count + row * depth + lane] = symbol
            }
        }
        return codeblock
    }

    /// Remainder of the codeword's data, shifted up by 2E, divided by g(x).
    private func parity(of data: [UInt8], lane: Int, fill: [UInt8]) -> [UInt8] {
        let count = 2 * format.errorCapability
        // The remainder moves on by one place for each symbol, and never back.
        var register = [UInt8](repeating: 0, count: count + 255)
        var first = 0
        func divide(_ symbol: UInt8) {
            let row = count * Int(toConventional[Int(symbol)] ^ register[first])
            first += 1
            for place in 0..<count { register[first + place] ^= multiples[row + place] }
        }
        for symbol in fill { divide(symbol) }
        for place in stride(from: lane, to: data.count, by: format.interleaving) {
            divide(data[place])
        }
        return register[first..<first + count].map { fromConventional[Int($0)] }
    }
}
