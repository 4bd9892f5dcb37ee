/// Where the octets come from.
enum SourceKey: String, SectionKey {
    case serial
    case udp
    case tcp
    case file
    case stdin
    case usb

    static let section = "source"
}

enum SerialKey: String, SectionKey {
    case path
    case baud
    case dataBits
    case parity
    case stopBits
    case flowControl
    case dtr
    case rts
    case exclusive

    static let section = "source.serial"
}

enum UDPKey: String, SectionKey {
    case bind
    case port
    case group

    static let section = "source.udp"
}

enum TCPKey: String, SectionKey {
    case connect
    case listen

    static let section = "source.tcp"
}

enum FileKey: String, SectionKey {
    case path

    static let section = "source.file"
}
