/// What a mission fixes about the secondary header of its PUS telemetry packets.
public struct PUSTelemetryParameters: Hashable, Sendable {
    /// Issue of the packet utilisation standard, with the fields that it leaves open.
    public enum Issue: Hashable, Sendable {
        /// PUS-A (E-70-41A): 8-bit packet sub-counter or none, destination of 0, 1 or 2 octets.
        case a(hasSubcounter: Bool, destinationOctets: Int)
        /// PUS-C (E-ST-70-41C).
        case c

        /// PUS version number that the header must have.
        @inlinable public var version: UInt8 {
            switch self {
            case .a: 1
            case .c: 2
            }
        }
    }

    /// Longest time and longest spare field in octets: a CUC with preamble has 19.
    public static let maximumOptionalOctets = 64

    /// Issue of the standard.
    public let issue: Issue
    /// Octets of the time, its preamble included where one is sent.
    public let timeOctets: Int
    /// Octets of spare after the time.
    public let spareOctets: Int
    /// What the packet ends with.
    public let errorControl: PacketErrorControl

    /// Parameters of a mission.
    ///
    /// - Precondition: destinations have 0 to 2 octets, time and spare up to
    ///   ``maximumOptionalOctets``.
    public init(
        issue: Issue, timeOctets: Int, spareOctets: Int = 0,
        errorControl: PacketErrorControl = .cyclicRedundancyCode
    ) {
        let range = 0...PUSTelemetryParameters.maximumOptionalOctets
        precondition(range.contains(timeOctets) && range.contains(spareOctets), "time and spare")
        if case .a(_, let destinationOctets) = issue {
            precondition((0...2).contains(destinationOctets), "destination of 0 to 2 octets")
        }
        self.issue = issue
        self.timeOctets = timeOctets
        self.spareOctets = spareOctets
        self.errorControl = errorControl
    }

    /// Octets of the header before the time.
    var fixedOctets: Int {
        switch issue {
        case .a(let hasSubcounter, let destination): 3 + (hasSubcounter ? 1 : 0) + destination
        case .c: 7
        }
    }

    /// Octets of the secondary header.
    public var headerLength: Int { fixedOctets + timeOctets + spareOctets }
}
