import ChannelCoding

/// What the search for sync markers knows between two steps.
struct FrameSynchronizer: Sendable {
    let parameters: SyncParameters
    let searcher: MarkerSearcher

    /// Bits of one unit: marker and coded frame, or the frame alone where it holds its marker.
    let unitBits: UInt64
    /// Bits from the unit's beginning to its marker, and to its frame.
    let markerOffset: UInt64
    let frameOffset: UInt64
    let codedLength: Int

    private(set) var state = SynchronizerState.search
    /// The next unit is expected at the decoder's position.
    var expects = false
    /// Expected markers in a row that were not there.
    var misses = 0
    /// Markers in a row, one unit apart.
    private(set) var hits = 0
    /// Polarity of the last frame.
    var inverted = false
    /// State that was last reported as an event.
    var reportedState = SynchronizerState.search
    /// Polarity that was last reported as an event.
    var reportedInverted = false
    /// A unit that is no good frame; what is inside it is still to be decided.
    var broken: BrokenUnit?
    /// No good frame begins at a marker before this bit: each was tried, once.
    var tried: UInt64 = 0

    /// Why a unit is no good frame.
    enum BrokenUnit: Sendable {
        /// Its marker is there, its frame failed its check.
        case failed(UnitHit)
        /// Its marker is not there; the unit begins at this bit.
        case missing(UInt64)
    }

    /// A marker at least so long is not found in noise by chance often enough to matter: an exact
    /// one is counted as a frame even when the frame fails its check (2⁻²⁴ a bit).
    private static let significantBits = 24

    init(_ link: ManagedParameters, codedLength: Int) {
        if case .synchronized(let sync) = link.framing {
            parameters = sync
        } else {
            parameters = SyncParameters(marker: .standard)
        }
        self.codedLength = codedLength
        let marker = parameters.marker
        let polarities: MarkerPolarities =
            switch parameters.polarity {
            case .normal: .normal
            case .inverted: .inverted
            case .automatic: .both
            }
        searcher = MarkerSearcher(
            marker: marker, maximumErrors: parameters.maximumErrors, polarities: polarities)
        let before = UInt64(parameters.frameStartsBefore) * 8
        markerOffset = before
        frameOffset = before > 0 ? 0 : UInt64(marker.bitCount)
        // A unit is never shorter than what its marker takes, whatever the link file says.
        unitBits = max(
            UInt64(codedLength) * 8 + frameOffset, markerOffset + UInt64(marker.bitCount))
    }

    var markerBits: Int { parameters.marker.bitCount }

    /// Bits of the marker that stand outside the frame.
    var outerMarkerBits: Int { Int(frameOffset) }

    func isSignificant(_ errors: Int) -> Bool {
        errors == 0 && markerBits >= FrameSynchronizer.significantBits
    }

    // MARK: state

    /// A unit with its marker was taken.
    mutating func hit(inverted: Bool) {
        self.inverted = inverted
        hits = expects || hits == 0 ? hits + 1 : 1
        misses = 0
        expects = true
        state = hits >= parameters.acquire ? .lock : .check
    }

    /// The expected marker was not there, but the frame behind it was: its place is right.
    mutating func coast() {
        misses = 0
        expects = true
        state = .flywheel
    }

    /// The expected marker was not there.
    mutating func miss() {
        misses += 1
        if misses > parameters.flywheel {
            lose()
        } else {
            state = .flywheel
        }
    }

    /// Back to looking at every bit.
    mutating func lose() {
        expects = false
        hits = 0
        misses = 0
        state = .search
    }

    /// The unit that follows is not where it was expected.
    mutating func slip() {
        expects = false
        hits = 0
    }
}
