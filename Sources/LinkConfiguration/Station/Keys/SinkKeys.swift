/// One entry of `sinks`: exactly one of these.
enum SinkKey: String, SectionKey {
    case packetFiles
    case udp
    case tcpServer

    static let section = "sinks"
}

enum PacketFilesKey: String, SectionKey {
    case name
    case directory
    case split
    case idle
    case filter

    static let section = "sinks.packetFiles"
}

enum UDPSinkKey: String, SectionKey {
    case name
    case to
    case filter
    case queue

    static let section = "sinks.udp"
}

enum TCPServerKey: String, SectionKey {
    case name
    case listen
    case filter
    case queue
    case clients

    static let section = "sinks.tcpServer"
}

/// An entry of `links` that stands in a file of its own, or that a profile describes.
enum LinkReferenceKey: String, SectionKey {
    case file
    case profile
    case device
    case name
    case description
    case source
    case expect

    static let section = "links"
}

/// Which device a link with a profile is at.
enum LinkDeviceKey: String, SectionKey {
    case serial
    case port
    case path
    case interface

    static let section = "links.device"
}
