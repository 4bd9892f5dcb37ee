/// The wrong symbols of one codeword: room for as many as any code corrects.
struct CodewordErrors: Sendable {
    private(set) var count = 0
    private var places = InlineArray<16, UInt8>(repeating: 0)
    private var changes = InlineArray<16, UInt8>(repeating: 0)

    subscript(index: Int) -> SymbolError {
        SymbolError(place: Int(places[index]), change: changes[index])
    }

    mutating func removeAll() { count = 0 }

    /// - Precondition: there are fewer than sixteen.
    mutating func append(_ error: SymbolError) {
        places[count] = UInt8(truncatingIfNeeded: error.place)
        changes[count] = error.change
        count += 1
    }

    mutating func setChange(_ change: UInt8, at index: Int) { changes[index] = change }

    mutating func setCount(_ count: Int) { self.count = min(count, places.count) }

    /// Room for sixteen places, and for the changes there.
    mutating func withUnsafePointers<Result>(
        _ body: (UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt8>?) -> Result
    ) -> Result {
        var places = places.mutableSpan
        var changes = changes.mutableSpan
        return unsafe places.withUnsafeMutableBufferPointer { places in
            unsafe changes.withUnsafeMutableBufferPointer { changes in
                unsafe body(places.baseAddress, changes.baseAddress)
            }
        }
    }
}
