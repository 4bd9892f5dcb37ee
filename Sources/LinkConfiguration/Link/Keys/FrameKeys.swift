enum FrameKey: String, SectionKey {
    case type
    case length
    case fecf
    case fecfCode
    case ocf
    case insertZone
    case fhec
    case dataFieldOffset
    case duplicates
    case deliverErred
    case scidBits
    case maxGap

    static let section = "frame"
}

enum AcceptKey: String, SectionKey {
    case scid

    static let section = "accept"
}

/// What one virtual channel carries; the keys of `channels` itself are channel numbers and `other`.
enum ChannelKey: String, SectionKey {
    case service
    case truncatedLength

    static let section = "channels.<vcid>"
}

enum PacketsKey: String, SectionKey {
    case maxLength
    case octetsBefore
    case errorControl
    case maxGap
    case reassemble

    static let section = "packets"
}

/// Segmented user data.
enum ReassemblyKey: String, SectionKey {
    case apids
    case maxLength
    case secondaryHeader

    static let section = "packets.reassemble"
}

/// One entry of the list `time`.
enum TimeKey: String, SectionKey {
    case apid
    case frame
    case segments
    case offset
    case code
    case basic
    case fraction
    case days
    case sub
    case dayOfYear
    case octets
    case epoch
    case scale
    case byteOrder

    static let section = "time"
}
