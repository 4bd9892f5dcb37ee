enum SecurityKey: String, SectionKey {
    case keys
    case otherSpi
    case associations

    static let section = "security"
}

/// One security association; the keys of `security.associations` itself are parameter indexes.
enum AssociationKey: String, SectionKey {
    case service
    case key
    case channels
    case ivOctets
    case snOctets
    case padLengthOctets
    case macOctets
    case authenticationMask
    case replayWindow

    static let section = "security.associations.<spi>"
}
