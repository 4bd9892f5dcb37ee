/// The top of a link file, and of an inline link of a station configuration.
enum LinkKey: String, SectionKey {
    case feedhorn
    case name
    case description
    case source
    case wrapper
    case framing
    case sync
    case lengthPrefixed
    case kiss
    case slip
    case cobs
    case hdlc
    case fprime
    case mavlink
    case csp
    case coding
    case frame
    case accept
    case channels
    case security
    case packets
    case bitRate
    case expect
    case time
    case leapSeconds

    static let section = ""
}

enum ExpectKey: String, SectionKey {
    case octets
    case frames

    static let section = "expect"
}
