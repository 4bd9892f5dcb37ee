/// Everything that is to go wrong with a stream: a list, rates, and the stream's two ends.
public struct FaultPlan: Sendable, Equatable {
    /// Faults in named places.
    public var placed: [PlacedFault] = []
    /// Faults in places that the seed says.
    public var rates = FaultRates()
    /// Random bits in front of the first CADU: 1…7 shift the whole stream.
    public var leadingBits = 0
    /// Random bits behind the last CADU.
    public var trailingBits = 0
    /// The stream begins with the wrong polarity.
    public var startsInverted = false

    /// No faults.
    public init() {}

    /// The faults of a list.
    public init(_ placed: [PlacedFault]) { self.placed = placed }

    /// Faults by rate.
    public init(rates: FaultRates) { self.rates = rates }
}
