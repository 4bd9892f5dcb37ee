public import OrderedJSON

/// A link as a capture describes it, in each segment.
public struct CaptureLink: Hashable, Sendable {
    /// Stable name (`uhf-a`), never a device path.
    public var name: String
    /// For a person.
    public var description: String
    /// Bits per second; 0 = unknown.
    public var bitRate: UInt64
    /// The device: USB vendor:product, serial number, place.
    public var hardware: String?
    /// Free text.
    public var comment: String?
    /// How the link was configured: framing, parity, flow control, sync.
    public var configuration: [JSONMember]

    /// A link of this name.
    public init(
        name: String, description: String = "", bitRate: UInt64 = 0, hardware: String? = nil,
        comment: String? = nil, configuration: [JSONMember] = []
    ) {
        self.name = name
        self.description = description
        self.bitRate = bitRate
        self.hardware = hardware
        self.comment = comment
        self.configuration = configuration
    }

    /// What is wrong with the link; nil when nothing is.
    var problem: String? {
        let longest =
            [name, description, hardware ?? "", comment ?? ""]
            .map(\.utf8.count).max() ?? 0
        if name.isEmpty || longest > CaptureConfiguration.maximumText {
            return "link \"\(name)\": texts of at most \(CaptureConfiguration.maximumText) octets"
        }
        let details = JSONValue.object(configuration).encoded().utf8.count
        if details > CaptureConfiguration.maximumDetails {
            return "link \"\(name)\": configuration longer than "
                + "\(CaptureConfiguration.maximumDetails) octets"
        }
        return nil
    }
}
