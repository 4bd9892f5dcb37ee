import FeedhornTestKit

extension [UInt8] {
    /// The same bits behind `shift` others; the last octet is filled up with zeros.
    func shifted(by shift: Int) -> [UInt8] {
        guard shift > 0 else { return self }
        var bits = BitSequence()
        bits.append(0b0101_0101, bits: shift)
        bits.append(contentsOf: self)
        return bits.octets
    }

    /// Every bit turned over.
    var inverted: [UInt8] { map { ~$0 } }
}
