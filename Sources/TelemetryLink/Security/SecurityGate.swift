import CCSDS

/// The security associations of a link at work: which channels they are for, where there are keys,
/// which anti-replay number came last.
struct SecurityGate: Sendable {
    struct Association: Sendable {
        let parameters: SecurityAssociation
        let hasKey: Bool
        /// Bit n: virtual channel n uses it; all bits where it names none.
        let channels: UInt64
        /// Anti-replay number of the last frame that was not behind the one before.
        var lastNumber: UInt128?
    }

    private(set) var associations: [Association] = []
    private let indexes: [SecurityParameterIndex: Int]
    private let provider: (any FrameSecurity)?
    private let unknown: SecurityParameters.Unknown
    /// Where masked headers are put together; made for the longest so far.
    private var scratch: Slab?

    init(_ parameters: SecurityParameters, _ provider: (any FrameSecurity)?) {
        self.provider = provider
        unknown = parameters.unknown
        var indexes: [SecurityParameterIndex: Int] = [:]
        for association in parameters.associations.prefix(SecurityParameters.maximumAssociations) {
            indexes[association.index] = associations.count
            associations.append(
                Association(
                    parameters: association,
                    hasKey: association.service != .encryption
                        && provider?.hasKey(for: association.index) == true,
                    channels: SecuredChannels.mask(association)))
        }
        self.indexes = indexes
    }

    /// Counts of every association, all 0.
    var counts: [SecurityStatistics] {
        associations.map { SecurityStatistics(association: $0.parameters.index) }
    }

    /// The association of this index, if the channel may use it.
    func find(
        _ index: SecurityParameterIndex, _ channel: VirtualChannelIdentifier
    ) throws(RejectionReason) -> Int? {
        if let place = indexes[index] {
            let isUsed = associations[place].channels >> UInt64(channel.rawValue & 63) & 1 == 1
            guard isUsed else { throw .security }
            return place
        }
        guard unknown == .deliver, !index.isReserved else { throw .security }
        return nil
    }

    // MARK: verifying

    /// Verifies a frame with the key of its association, and decrypts its data where they are.
    ///
    /// - Precondition: an encrypted frame lies where it may be changed.
    mutating func open(
        _ slab: Slab, _ offset: Int, _ layout: SecuredLayout, association: Int
    ) -> Bool {
        guard let provider else { return false }
        let parameters = associations[association].parameters
        let isEncrypted = parameters.service != .authentication
        let covered = isEncrypted ? layout.header.upperBound : layout.data.upperBound
        let (source, start) = masked(slab, offset, covered, layout, parameters.authenticationMask)
        let data = isEncrypted ? layout.data : layout.data.upperBound..<layout.data.upperBound
        let frame = SecuredFrame(
            association: parameters.index,
            initializationVector: slab.octets(layout.initializationVector.moved(by: offset)),
            authenticated: source.octets(start..<start + covered),
            code: slab.octets(layout.code.moved(by: offset)))
        return unsafe slab.withUnsafeMutableOctets(data.moved(by: offset)) { room in
            var octets = unsafe MutableRawSpan(_unsafeBytes: room)
            return provider.open(frame, data: &octets)
        }
    }

    /// The covered octets as the mask has them: where they lie, or a masked copy of them.
    private mutating func masked(
        _ slab: Slab, _ offset: Int, _ covered: Int, _ layout: SecuredLayout, _ mask: [UInt8]?
    ) -> (slab: Slab, start: Int) {
        guard let mask else { return (slab, offset) }
        let copy = room(for: covered)
        copy.copy(covered, from: slab, at: offset, to: 0)
        unsafe copy.withUnsafeMutableOctets(0..<layout.header.lowerBound) { octets in
            for index in octets.indices {
                unsafe octets[index] &= index < mask.count ? mask[index] : 0
            }
        }
        return (copy, 0)
    }

    private mutating func room(for count: Int) -> Slab {
        if let scratch, scratch.capacity >= count { return scratch }
        let slab = Slab(capacity: max(1, count))
        scratch = slab
        return slab
    }

    // MARK: anti-replay

    /// What the anti-replay number of a verified frame says.
    enum Number: Equatable {
        case next
        /// Not after `last`, or too far after it.
        case outside(last: UInt128)
    }

    /// Compares with the number before, and goes on from the new one unless it is behind.
    mutating func step(_ association: Int, to number: UInt128) -> Number {
        guard let window = associations[association].parameters.replayWindow else { return .next }
        guard let last = associations[association].lastNumber else {
            associations[association].lastNumber = number
            return .next
        }
        guard number > last else { return .outside(last: last) }
        associations[association].lastNumber = number
        return number - last <= UInt128(window) ? .next : .outside(last: last)
    }
}

/// Which virtual channels have security headers.
struct SecuredChannels: Sendable {
    /// Bit n: an association names virtual channel n.
    private let named: UInt64
    /// An association names no channel: it is for all that carry something.
    private let hasAny: Bool

    init?(_ parameters: SecurityParameters?) {
        guard let parameters else { return nil }
        named = parameters.associations.reduce(0) {
            $1.channels.isEmpty ? $0 : $0 | SecuredChannels.mask($1)
        }
        hasAny =
            parameters.unknown == .deliver && parameters.associations.isEmpty
            || parameters.associations.contains { $0.channels.isEmpty }
    }

    func contains(
        _ channel: VirtualChannelIdentifier, _ service: ChannelTable.Service
    ) -> Bool {
        named >> UInt64(channel.rawValue & 63) & 1 == 1 || hasAny && service != .onlyIdleData
    }

    static func mask(_ association: SecurityAssociation) -> UInt64 {
        guard !association.channels.isEmpty else { return .max }
        return association.channels.reduce(0) { $0 | 1 << UInt64($1.rawValue & 63) }
    }
}

extension Range<Int> {
    func moved(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
