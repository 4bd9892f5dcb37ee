/// What a receiver puts around each chunk.
enum WrapperKey: String, SectionKey {
    case before
    case after
    case every
    case status

    static let section = "wrapper"
}

/// Sync marker and the rules of finding it.
enum SyncKey: String, SectionKey {
    case marker
    case maxErrors
    case polarity
    case frameStartsBefore
    case acquire
    case flywheel

    static let section = "sync"
}

enum LengthPrefixKey: String, SectionKey {
    case offset
    case width
    case byteOrder
    case bias
    case headerOctets
    case maxLength

    static let section = "lengthPrefixed"
}

enum KISSKey: String, SectionKey {
    case ports
    case checksum
    case maxLength

    static let section = "kiss"
}

enum SLIPKey: String, SectionKey {
    case maxLength

    static let section = "slip"
}

enum COBSKey: String, SectionKey {
    case reduced
    case maxLength

    static let section = "cobs"
}

enum HDLCKey: String, SectionKey {
    case bitOrder
    case nrzi
    case g3ruh
    case maxLength

    static let section = "hdlc"
}

enum FPrimeKey: String, SectionKey {
    case maxLength

    static let section = "fprime"
}

enum MAVLinkKey: String, SectionKey {
    case keys
    case key
    case acceptUnsigned

    static let section = "mavlink"
}

enum CSPKey: String, SectionKey {
    case version
    case checksum

    static let section = "csp"
}
