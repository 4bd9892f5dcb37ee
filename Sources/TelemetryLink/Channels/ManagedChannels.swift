import CCSDS

/// What holds for each virtual channel: what the link file says, or else what the book has.
struct ManagedChannels: Sendable {
    struct Channel: Sendable {
        let service: ChannelTable.Service
        let isAccepted: Bool
        /// Its frames have a security header.
        let isSecured: Bool
        /// Octets of a truncated USLP frame; `nil`: the channel has none.
        let truncatedLength: Int?
    }

    /// Six bits of VCID (732.0-B-4 §4.1.2.3); TM has three.
    static let count = 64

    /// By VCID.
    private let channels: [Channel]

    init(_ parameters: ManagedParameters) {
        let table = parameters.channels
        let secured = SecuredChannels(parameters.security)
        channels = (0..<ManagedChannels.count).map {
            let channel = VirtualChannelIdentifier(rawValue: UInt8($0))
            let named = table.services[channel]
            let isIdle = parameters.frame.type != .tm && channel == .onlyIdleData
            let service = named ?? table.other ?? (isIdle ? .onlyIdleData : .packets)
            return Channel(
                service: service, isAccepted: !table.rejectOthers || named != nil,
                isSecured: secured?.contains(channel, service) ?? false,
                truncatedLength: named == nil
                    ? table.otherTruncatedLength : table.truncatedLengths[channel])
        }
    }

    subscript(channel: VirtualChannelIdentifier) -> Channel {
        channels[ManagedChannels.slot(channel)]
    }

    static func slot(_ channel: VirtualChannelIdentifier) -> Int {
        Int(channel.rawValue) & (count - 1)
    }
}
