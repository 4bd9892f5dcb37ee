/// The top of a station configuration.
enum StationFileKey: String, SectionKey {
    case feedhorn
    case station
    case capture
    case query
    case sinks
    case links

    static let section = ""
}

enum StationKey: String, SectionKey {
    case name
    case description
    case agency

    static let section = "station"
}

enum CaptureKey: String, SectionKey {
    case enabled
    case directory
    case segmentSize
    case segmentTime
    case checkpoint

    static let section = "capture"
}

enum QueryKey: String, SectionKey {
    case enabled
    case socket
    case group
    case mode

    static let section = "query"
}
