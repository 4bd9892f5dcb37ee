/// Frame security report (FSR): how the receiver of a secured link judged the last frames (CCSDS
/// 355.1-B-1 §4.2).
///
/// It stands in the operational control field in turn with the communications link control word;
/// the first bit tells them apart.
@frozen
public struct FrameSecurityReport: Hashable, Sendable {
    /// The word as it stands in the operational control field.
    public let word: UInt32

    /// Version of the reports that the book defines: bits `100`. Its first bit also tells them from
    /// the reports of a project (132.0-B-3 §4.1.5).
    @inlinable public static var bookVersion: UInt8 { 4 }

    /// Checks the four octets of an operational control field.
    ///
    /// - Parameters:
    ///   - octets: the field.
    ///   - version: FSR version number; another than the book's for spacecraft that use it.
    /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/field`` when it is a control word,
    ///   ``WireError/Code/version``.
    public init(
        checking octets: RawSpan, version: UInt8 = FrameSecurityReport.bookVersion
    ) throws(WireError) {
        guard octets.byteCount >= 4 else {
            throw WireError.truncated(expected: 4, found: octets.byteCount)
        }
        let word = be32(octets, at: 0)
        guard word >> 31 == 1 else { throw WireError.field(expected: 1, found: 0, offset: 0) }
        guard UInt8(word >> 28 & 7) == version else {
            throw WireError.version(expected: version, found: UInt8(word >> 28 & 7))
        }
        self.word = word
    }

    /// `word` is known to have the type and the version of a report.
    @usableFromInline
    init(word: UInt32) {
        self.word = word
    }

    /// FSR version number, 3 bits.
    @inlinable public var version: UInt8 { UInt8(truncatingIfNeeded: word >> 28) & 7 }

    /// A frame was rejected since the alarm was last reset.
    @inlinable public var alarm: Bool { word >> 27 & 1 != 0 }

    /// The last frame had a sequence number outside the window.
    @inlinable public var badSequenceNumber: Bool { word >> 26 & 1 != 0 }

    /// The last frame failed its message authentication code.
    @inlinable public var badMessageAuthenticationCode: Bool { word >> 25 & 1 != 0 }

    /// The last frame named a security association that is not there or not in use.
    @inlinable public var badSecurityAssociation: Bool { word >> 24 & 1 != 0 }

    /// Security parameter index of the last frame.
    @inlinable public var lastSecurityParameterIndex: UInt16 {
        UInt16(truncatingIfNeeded: word >> 8)
    }

    /// The eight low bits of the last frame's sequence number.
    @inlinable public var sequenceNumber: UInt8 { UInt8(truncatingIfNeeded: word) }
}
