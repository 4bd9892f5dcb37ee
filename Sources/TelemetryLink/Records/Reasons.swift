/// Why a frame was rejected: the first check that failed, in the order of the checks.
@frozen
public enum RejectionReason: UInt8, Error, Hashable, CaseIterable {
    /// The channel code could not correct it.
    case code = 0
    /// Frame error control field (CRC-16) wrong.
    case fecf
    /// AOS frame header error control found more than it can correct.
    case fhec
    /// Not the transfer frame version of the link.
    case version
    /// A spacecraft that the link does not accept.
    case spacecraft
    /// A virtual channel that the link does not accept.
    case virtualChannel
    /// Too short for its own fields, or not the managed length.
    case length
    /// Security header of no association of the channel, or a wrong message authentication code.
    case security
    /// First header pointer outside the data field.
    case firstHeaderPointer
    /// The stream ended inside the frame.
    case truncated
    /// The data field's own header contradicts it: a pointer to the last valid bit or octet that
    /// lies outside (AOS B_PDU, USLP).
    case dataField
    /// The framing's own checksum, or that of a CSP packet, is wrong.
    case checksum
    /// AX.25 addresses or a CSP header that make no sense, or say that what is behind them can't be
    /// read.
    case envelope
    /// The signature of a MAVLink frame is wrong, or missing where there must be one, or its time
    /// does not go on.
    case signature

    /// Nothing in the frame can be believed: it may have been any channel's.
    var isUnreadable: Bool {
        switch self {
        case .code, .fecf, .fhec, .security, .truncated, .checksum: true
        case .version, .spacecraft, .virtualChannel, .length, .firstHeaderPointer, .dataField,
            .envelope, .signature:
            false
        }
    }
}

/// Why received bits belong to no frame.
@frozen
public enum SkipReason: UInt8, Hashable, Sendable, CaseIterable {
    /// No sync marker in them.
    case noSync = 0
    /// Behind a sync marker that no second one confirmed.
    case unconfirmed
    /// A record of the framing that carries no telemetry (a KISS command, for one).
    case notData
    /// The framing's own rules are broken (a bad escape, an impossible length).
    case malformed
    /// The stream ended inside a record.
    case truncated
    /// The sender broke a record off (HDLC).
    case aborted
}

/// Bits that belong to the framing itself.
@frozen
public enum StrippedKind: UInt8, Hashable, Sendable, CaseIterable {
    case wrapper = 0
    case status
    case escape
    case delimiter
    case stuffing
    /// The framing's own checksums.
    case checksum
}

/// Why octets of a delivered frame's data field became no packet.
@frozen
public enum DiscardReason: UInt8, Hashable, Sendable, CaseIterable {
    /// The end of a packet whose beginning was never received.
    case orphanTail = 0
    /// A whole data field out of a packet whose beginning was never received.
    case orphanContinuation
    /// An unfinished packet, dropped because its channel's frame count stepped.
    case frameGap
    /// An unfinished packet whose length disagreed with the first header pointer.
    case firstHeaderPointerMismatch
    /// Not a packet version that can stand here.
    case packetVersion
    /// A length below the packet's own header, or over the link's maximum.
    case packetLength
    /// Data of a repeated frame that continue a packet already being put together.
    case duplicate
    /// The stream ended inside a packet.
    case truncated
    /// Segments of a packet that do not fit together (USLP construction rules 4 to 7).
    case segmentation
    /// An unfinished packet that goes on in an encrypted data field that could not be opened.
    case encrypted
}

/// Why segmented user data that had begun was not delivered whole.
@frozen
public enum UserDataDropReason: UInt8, Hashable, Sendable, CaseIterable {
    /// A packet of the application process is missing.
    case gap = 0
    /// Other user data began.
    case newFirst
    /// A packet with unsegmented user data came.
    case unsegmented
    /// Longer than the link's maximum.
    case length
    /// More is being put together at once than there is room for.
    case room
    /// The stream ended.
    case truncated
}
