/// Takes parameters off the head of an input; behind its end everything is 0, so that a short
/// input is the simplest case.
struct InputReader {
    private let octets: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ octets: UnsafeRawBufferPointer) {
        self.octets = octets
    }

    var isAtEnd: Bool { position >= octets.count }

    mutating func octet() -> UInt8 {
        guard position < octets.count else { return 0 }
        defer { position += 1 }
        return octets[position]
    }

    mutating func word() -> UInt64 {
        (0..<8).reduce(0) { value, _ in value << 8 | UInt64(octet()) }
    }

    /// 0 to `count` − 1; one octet where that is enough, else two.
    mutating func below(_ count: Int) -> Int {
        let value = count <= 256 ? Int(octet()) : Int(octet()) << 8 | Int(octet())
        return value % count
    }

    mutating func flag() -> Bool { octet() & 1 != 0 }

    mutating func octets(_ count: Int) -> [UInt8] { (0..<count).map { _ in octet() } }

    /// One of `choices`, which are not none.
    mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[below(choices.count)] }

    /// All that has not been taken, where it lies.
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: octets[position...]) }
}

extension [UInt8] {
    /// A copy of the octets of `span`.
    init(_ span: borrowing RawSpan) {
        self = span.withUnsafeBytes { Array($0) }
    }
}

/// Makes sure that `span` lies in `whole`: a view that reaches further shows what is not its own.
func requireInside(
    _ span: borrowing RawSpan, _ whole: UnsafeRawBufferPointer, _ what: String
) throws(FuzzFinding) {
    let isInside = span.withUnsafeBytes { part in
        guard let start = part.baseAddress, let first = whole.baseAddress else {
            return part.isEmpty
        }
        return part.isEmpty || start >= first && start + part.count <= first + whole.count
    }
    try require(isInside, "\(what) reaches outside the input")
}
