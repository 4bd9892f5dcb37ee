/// A telemetry packet of NASA's core Flight System (cFS) in place: a space packet whose secondary
/// header is laid out as the flight software's message headers are.
///
/// Version 1 (`cfe_msg_hdr_pri`): 6 octets of time, then 4 spare ones that fill the header up to
/// 16 octets. Version 2 (`cfe_msg_hdr_priext`): 4 octets of extended header, then the time.
@frozen
public struct CoreFlightTelemetryView: ~Escapable {
    /// The packet: header and data.
    public let octets: RawSpan
    /// Which of the two layouts it has.
    public let version: HeaderVersion
    /// The order in which the time's octets stand.
    public let timeOrder: ByteOrder

    /// The layouts of the header; the mission's build of the flight software decides.
    @frozen
    public enum HeaderVersion: UInt8, Hashable, Sendable, CaseIterable {
        /// Time and spare octets.
        case primary = 1
        /// Extended header and time.
        case extended = 2
    }

    /// Order of octets in the time: current flight software sends big-endian, older builds the
    /// processor's own order.
    @frozen
    public enum ByteOrder: Hashable, Sendable, CaseIterable {
        case big
        case little
    }

    /// Octets in front of the payload, in both layouts.
    @inlinable public static var headerLength: Int { 16 }

    /// Offsets in the packet.
    @usableFromInline
    enum Field {
        /// Version 2: EDS version 5 bits, endian 1, playback 1, subsystem 9; system 16.
        @inlinable static var extended: Int { 6 }
        /// Version 1: seconds 32 bits, subseconds 16.
        @inlinable static var primaryTime: Int { 6 }
        /// Version 2: the same.
        @inlinable static var extendedTime: Int { 10 }
    }

    /// Checks that `packet` has room for the header.
    ///
    /// - Throws: ``WireError/Code/field`` when it is a telecommand or has no secondary header,
    ///   ``WireError/Code/length`` when it is shorter than ``headerLength``.
    @inlinable
    @_lifetime(copy packet)
    public init(
        checking packet: borrowing SpacePacketView, version: HeaderVersion,
        timeOrder: ByteOrder = .big
    ) throws(WireError) {
        guard !packet.isTelecommand else {
            throw WireError.field(expected: 0, found: 1, offset: 0)
        }
        guard packet.hasSecondaryHeader else {
            throw WireError.field(expected: 1, found: 0, offset: 0)
        }
        guard packet.length >= Self.headerLength else {
            throw WireError.length(
                expected: Self.headerLength, found: packet.length,
                offset: SpacePacketView.headerLength)
        }
        octets = packet.octets
        self.version = version
        self.timeOrder = timeOrder
    }

    @inlinable
    var timeStart: Int { version == .primary ? Field.primaryTime : Field.extendedTime }

    /// Seconds of the spacecraft's time, from the mission's epoch.
    @inlinable public var seconds: UInt32 {
        let value = be32(octets, at: timeStart)
        return timeOrder == .big ? value : value.byteSwapped
    }

    /// Parts of a second, in units of 2⁻¹⁶ s.
    @inlinable public var subseconds: UInt16 {
        let value = be16(octets, at: timeStart &+ 4)
        return timeOrder == .big ? value : value.byteSwapped
    }

    /// The extended header; `nil` in version 1.
    @inlinable public var extendedHeader: CoreFlightExtendedHeader? {
        version == .extended
            ? CoreFlightExtendedHeader(rawValue: be32(octets, at: Field.extended)) : nil
    }

    /// What follows the header.
    @inlinable public var payload: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(Self.headerLength..<octets.byteCount) }
    }
}

/// The extended header of a version 2 message of the core Flight System, four octets.
@frozen
public struct CoreFlightExtendedHeader: RawRepresentable, Hashable, Sendable {
    /// The header, read big-endian.
    public let rawValue: UInt32

    /// The header `rawValue`.
    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Version of the electronic data sheet that describes the payload, 5 bits.
    @inlinable public var dataSheetVersion: UInt8 { UInt8(truncatingIfNeeded: rawValue >> 27) }

    /// The payload's numbers are little-endian.
    @inlinable public var isLittleEndian: Bool { rawValue >> 26 & 1 != 0 }

    /// The packet is played back from a recorder.
    @inlinable public var isPlayback: Bool { rawValue >> 25 & 1 != 0 }

    /// Subsystem, 9 bits.
    @inlinable public var subsystem: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 16) & 0x1FF }

    /// System, 16 bits.
    @inlinable public var system: UInt16 { UInt16(truncatingIfNeeded: rawValue) }
}
