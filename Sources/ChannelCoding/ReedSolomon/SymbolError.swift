/// A wrong symbol of a codeword.
struct SymbolError: Sendable, Equatable {
    /// Place in the whole codeword, virtual fill included: 0…254, in the order of transmission.
    var place: Int
    /// What to add to the octet on the wire.
    var change: UInt8
}
