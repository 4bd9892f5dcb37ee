/// Communications link control word (CLCW): how the spacecraft's receiver of telecommands stands
/// (CCSDS 232.0-B-4 §4.2.1).
@frozen
public struct CommunicationsLinkControlWord: Hashable, Sendable {
    /// The word as it stands in the operational control field.
    public private(set) var word: UInt32

    /// Checks the four octets of an operational control field.
    ///
    /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/field`` when it is another kind of
    ///   report, ``WireError/Code/version`` when its version is not 0.
    public init(checking octets: RawSpan) throws(WireError) {
        guard octets.byteCount >= 4 else {
            throw WireError.truncated(expected: 4, found: octets.byteCount)
        }
        let word = be32(octets, at: 0)
        guard word >> 31 == 0 else { throw WireError.field(expected: 0, found: 1, offset: 0) }
        guard word >> 29 == 0 else {
            throw WireError.version(expected: 0, found: UInt8(word >> 29 & 3))
        }
        self.word = word
    }

    /// `word` is known to have type 0 and version 0.
    @usableFromInline
    init(word: UInt32) {
        self.word = word
    }

    /// A word with all fields zero but these.
    ///
    /// - Precondition: `virtualChannel` is below 64.
    public init(virtualChannel: VirtualChannelIdentifier, reportValue: UInt8) {
        precondition(virtualChannel.rawValue < 64, "VCID has 6 bits")
        word = UInt32(virtualChannel.rawValue) << 18 | UInt32(reportValue)
    }

    /// Appends the four octets of the word.
    public func serialize(into octets: inout [UInt8]) {
        octets.appendBigEndian(word, count: 4)
    }
}

// The fields of §4.2.1, in their order. Bits are named by their distance from the last one.
extension CommunicationsLinkControlWord {
    /// Version: 0.
    @inlinable public var version: UInt8 { UInt8(truncatingIfNeeded: word >> 29) & 3 }

    /// Three bits that the mission defines.
    public var status: UInt8 {
        get { UInt8(truncatingIfNeeded: word >> 26) & 7 }
        set { set(newValue, bits: 3, at: 26) }
    }

    /// Command operation procedure in effect: 0 none, 1 COP-1.
    public var copInEffect: UInt8 {
        get { UInt8(truncatingIfNeeded: word >> 24) & 3 }
        set { set(newValue, bits: 2, at: 24) }
    }

    /// Virtual channel of the uplink that the word is about.
    @inlinable public var virtualChannel: VirtualChannelIdentifier {
        VirtualChannelIdentifier(rawValue: UInt8(truncatingIfNeeded: word >> 18) & 0x3F)
    }

    /// The physical channel is not available.
    public var noRadioFrequencyAvailable: Bool {
        get { word >> 15 & 1 != 0 }
        set { set(newValue ? 1 : 0, bits: 1, at: 15) }
    }

    /// The receiver has no bit lock.
    public var noBitLock: Bool {
        get { word >> 14 & 1 != 0 }
        set { set(newValue ? 1 : 0, bits: 1, at: 14) }
    }

    /// The receiver rejects all frames of type A until it is unlocked.
    public var lockout: Bool {
        get { word >> 13 & 1 != 0 }
        set { set(newValue ? 1 : 0, bits: 1, at: 13) }
    }

    /// The receiver cannot take more frames now.
    public var wait: Bool {
        get { word >> 12 & 1 != 0 }
        set { set(newValue ? 1 : 0, bits: 1, at: 12) }
    }

    /// Frames were lost or rejected and must be sent again.
    public var retransmit: Bool {
        get { word >> 11 & 1 != 0 }
        set { set(newValue ? 1 : 0, bits: 1, at: 11) }
    }

    /// Frames of type B that were accepted, modulo 4.
    public var farmBCounter: UInt8 {
        get { UInt8(truncatingIfNeeded: word >> 9) & 3 }
        set { set(newValue, bits: 2, at: 9) }
    }

    /// Number of the next frame of type A that is expected, N(R).
    @inlinable public var reportValue: UInt8 { UInt8(truncatingIfNeeded: word) }

    private mutating func set(_ value: UInt8, bits: Int, at place: Int) {
        let mask = UInt32(1) << bits - 1
        word = word & ~(mask << place) | (UInt32(value) & mask) << place
    }
}
