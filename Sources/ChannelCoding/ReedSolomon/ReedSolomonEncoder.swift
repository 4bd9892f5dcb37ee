/// Makes codeblocks: for generators, simulators and tests.
///
/// Systematic, each codeword of the interleaved block by itself, virtual fill in front
/// (CCSDS 131.0-B-5 §4.3, §4.4).
public struct ReedSolomonEncoder: Sendable {
    /// The code of the blocks.
    public let code: ReedSolomonCode

    private let register: ParityRegister
    /// What the register holds after the virtual fill.
    private let afterFill: ParityRegister.Remainder

    /// An encoder for `code`.
    public init(code: ReedSolomonCode) {
        self.code = code
        let register = ParityRegister(
            errorCapability: code.errorCapability, basis: SymbolBasis(code.basis))
        var remainder = ParityRegister.Remainder()
        for octet in code.fill { register.push(octet, into: &remainder) }
        self.register = register
        afterFill = remainder
    }

    /// The codeblock of `data`: the data octets and after them 2·E·I interleaved parity octets.
    ///
    /// - Returns: `nil` unless `data` holds just ``ReedSolomonCode/dataLength`` octets.
    public func encode(_ data: [UInt8]) -> [UInt8]? {
        guard data.count == code.dataLength else { return nil }
        let depth = code.interleavingDepth
        var remainders = [ParityRegister.Remainder](repeating: afterFill, count: depth)
        for (index, octet) in data.enumerated() {
            register.push(octet, into: &remainders[index % depth])
        }
        let parities = remainders.map { register.octets(of: $0) }
        var codeblock = data
        codeblock.reserveCapacity(code.codeblockLength)
        for index in 0..<register.parityCount {
            for parity in parities { codeblock.append(parity[index]) }
        }
        return codeblock
    }
}
