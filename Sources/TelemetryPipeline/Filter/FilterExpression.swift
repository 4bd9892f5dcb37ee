/// A filter as it was understood.
indirect enum FilterExpression: Equatable, Sendable {
    case test(FilterTest)
    case not(FilterExpression)
    /// True when all are; of none, always.
    case all([FilterExpression])
    /// True when at least one is.
    case any([FilterExpression])

    /// The opposite, with double negations gone.
    var negated: FilterExpression {
        switch self {
        case .test(var test):
            test.isNegated.toggle()
            return .test(test)
        case .not(let inner): return inner
        case .all, .any: return .not(self)
        }
    }

    func contains(_ field: FilterField) -> Bool {
        switch self {
        case .test(let test): test.field == field
        case .not(let inner): inner.contains(field)
        case .all(let parts), .any(let parts): parts.contains { $0.contains(field) }
        }
    }
}

/// One question about one field: is its value in one of these ranges?
struct FilterTest: Equatable, Sendable {
    var field: FilterField
    /// Sorted, disjoint. Empty for links.
    var ranges: [ClosedRange<UInt64>] = []
    /// Sorted, each once. Empty for all other fields.
    var links: [String] = []
    var isNegated = false

    init(_ field: FilterField, _ ranges: [ClosedRange<UInt64>]) {
        self.field = field
        self.ranges = FilterTest.merged(ranges)
    }

    init(links: [String]) {
        field = .link
        self.links = Set(links).sorted()
    }

    /// The same set of values as sorted ranges that neither overlap nor touch. `null` stands
    /// apart: it touches nothing.
    private static func merged(_ ranges: [ClosedRange<UInt64>]) -> [ClosedRange<UInt64>] {
        var result: [ClosedRange<UInt64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound != FilterField.absent,
                range.lowerBound <= last.upperBound &+ 1
            {
                let end = max(last.upperBound, range.upperBound)
                result[result.count - 1] = last.lowerBound...end
            } else if result.last != range {
                result.append(range)
            }
        }
        return result
    }
}
