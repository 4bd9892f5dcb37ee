/// Where the octets come from.
enum SourceKey: String, SectionKey {
    case serial
    case usb
    case udp
    case tcp
    case file
    case stdin

    static let section = "source"
}

enum SerialKey: String, SectionKey {
    case path
    case match
    case baud
    case dataBits
    case parity
    case stopBits
    case flowControl
    case lineErrors
    case dtr
    case rts
    case exclusive
    case lowLatency

    static let section = "source.serial"
}

enum SerialMatchKey: String, SectionKey {
    case usb
    case serial
    case interface
    case port

    static let section = "source.serial.match"
}

enum USBKey: String, SectionKey {
    case match
    case configuration
    case interface
    case alternate
    case endpoint
    case transferSize
    case transfers
    case transferTimeout
    case start
    case stop

    static let section = "source.usb"
}

enum USBMatchKey: String, SectionKey {
    case usb
    case serial
    case port

    static let section = "source.usb.match"
}

/// A request to a USB device.
enum USBRequestKey: String, SectionKey {
    case type
    case recipient
    case request
    case value
    case index
    case data

    static let section = "source.usb.start"
}

enum UDPKey: String, SectionKey {
    case bind
    case port
    case group
    case interface
    case sources
    case receiveBuffer

    static let section = "source.udp"
}

enum TCPKey: String, SectionKey {
    case connect
    case listen
    case peers
    case allow

    static let section = "source.tcp"
}

enum FileKey: String, SectionKey {
    case path

    static let section = "source.file"
}
