import LinkFraming

/// The framer of a link whose frames lie in records; at most one of them is there.
///
/// An enumeration with a framer in each case would copy it out and in again at every step.
struct RecordFramers: Sendable {
    private var lengthPrefix: LengthPrefixFramer?
    private var kiss: KISSFramer?
    private var slip: SLIPFramer?
    private var cobs: COBSFramer?
    private var hdlc: HDLCFramer?
    private var fprime: FPrimeFramer?
    private var mavlink: MAVLinkFramer?
    private let kind: Kind

    private enum Kind {
        case none
        case lengthPrefix
        case kiss
        case slip
        case cobs
        case hdlc
        case fprime
        case mavlink
    }

    /// Octets of the longest record's data.
    let maximumLength: Int

    init(_ framing: Framing, signatures: (any MAVLinkSignatureVerifier)?) {
        switch framing {
        case .synchronized, .fixedFrames, .packets, .opaque: (kind, maximumLength) = (.none, 0)
        case .lengthPrefixed(let prefix):
            (kind, maximumLength) = (.lengthPrefix, prefix.maximumLength)
            lengthPrefix = LengthPrefixFramer(prefix)
        case .kiss(let parameters):
            (kind, maximumLength) = (.kiss, parameters.maximumLength)
            kiss = KISSFramer(
                ports: parameters.ports, checksum: parameters.checksum,
                maximumLength: maximumLength)
        case .slip(let parameters):
            (kind, maximumLength) = (.slip, parameters.maximumLength)
            slip = SLIPFramer(maximumLength: maximumLength)
        case .cobs(let parameters):
            (kind, maximumLength) = (.cobs, parameters.maximumLength)
            cobs = COBSFramer(reduced: parameters.reduced, maximumLength: maximumLength)
        case .hdlc(let parameters):
            (kind, maximumLength) = (.hdlc, parameters.maximumLength)
            hdlc = HDLCFramer(line: parameters.line, maximumLength: maximumLength)
        case .fprime(let parameters):
            (kind, maximumLength) = (.fprime, parameters.maximumLength)
            fprime = FPrimeFramer(maximumLength: maximumLength)
        case .mavlink(let parameters):
            (kind, maximumLength) = (.mavlink, MAVLinkFrameView.maximumLength)
            mavlink = MAVLinkFramer(
                signatures: signatures, acceptsUnsigned: parameters.acceptsUnsigned)
        }
    }

    /// The most octets that one step looks at.
    var lookahead: Int {
        switch kind {
        case .none: 0
        case .lengthPrefix: lengthPrefix?.lookahead ?? 0
        case .kiss: kiss?.lookahead ?? 0
        case .slip: slip?.lookahead ?? 0
        case .cobs: cobs?.lookahead ?? 0
        case .hdlc: hdlc?.lookahead ?? 0
        case .fprime: fprime?.lookahead ?? 0
        case .mavlink: mavlink?.lookahead ?? 0
        }
    }

    /// Time of the last KISS record of command 9: milliseconds since 1970 UTC.
    var lastTimestamp: UInt64? { kiss?.lastTimestamp?.milliseconds }

    mutating func next(_ octets: RawSpan, isFinished: Bool) -> FramerStep {
        let step =
            switch kind {
            case .none: Optional<FramerStep>.none
            case .lengthPrefix: lengthPrefix?.next(octets, isFinished: isFinished)
            case .kiss: kiss?.next(octets, isFinished: isFinished)
            case .slip: slip?.next(octets, isFinished: isFinished)
            case .cobs: cobs?.next(octets, isFinished: isFinished)
            case .hdlc: hdlc?.next(octets, isFinished: isFinished)
            case .fprime: fprime?.next(octets, isFinished: isFinished)
            case .mavlink: mavlink?.next(octets, isFinished: isFinished)
            }
        return step ?? .needMore
    }

    /// Copies the data of the record that was just found.
    @unsafe
    func copyData(
        of record: FramedRecord, from octets: RawSpan, into room: UnsafeMutableRawBufferPointer
    ) {
        // Only HDLC has a memory of its own; all others read the stream by what the record says.
        if kind == .hdlc {
            unsafe hdlc?.copyData(of: record, from: octets, into: room)
        } else {
            unsafe FramedData.copy(record, from: octets, into: room)
        }
    }

    mutating func interrupt() {
        lengthPrefix?.interrupt()
        kiss?.interrupt()
        slip?.interrupt()
        cobs?.interrupt()
        hdlc?.interrupt()
        fprime?.interrupt()
        mavlink?.interrupt()
    }
}

extension LengthPrefixFramer {
    /// - Returns: `nil` for a field that has no width that a link file may say.
    fileprivate init?(_ prefix: LengthPrefixParameters) {
        guard
            let field = LengthField(
                width: prefix.width, isLittleEndian: prefix.byteOrder == .little)
        else { return nil }
        self.init(
            offset: prefix.offset, field: field, bias: prefix.bias,
            headerOctets: prefix.headerOctets, maximumLength: prefix.maximumLength)
    }
}
