import CCSDS
import ChannelCoding
import TelemetryLink

/// The two links that are measured, as their managed parameters say them.
enum LinkKind {
    /// AOS, Reed–Solomon with I = 4: the direct broadcast of a weather satellite.
    case aos
    /// TM, Reed–Solomon with I = 5, and a FECF.
    case tm

    static let spacecraft: UInt16 = 42
    /// Every so many-th frame is one of the second channel.
    static let secondChannelEvery = 4
    static let virtualChannels: [UInt8] = [1, 2]

    var interleavingDepth: Int { self == .aos ? 4 : 5 }

    /// `nil` never: the standard has both codes.
    var code: ReedSolomonCode? {
        ReedSolomonCode(errorCapability: 16, interleavingDepth: interleavingDepth)
    }

    /// Octets before and after the packet zone of a frame.
    var headerLength: Int { self == .aos ? 8 : 6 }
    var trailerLength: Int { self == .aos ? 0 : 2 }

    var parameters: ManagedParameters? {
        guard let code else { return nil }
        var frame = FrameParameters()
        frame.type = self == .aos ? .aos : .tm
        frame.length = code.dataLength
        frame.fecf = self == .tm
        var parameters = ManagedParameters(
            name: "\(self)", framing: .synchronized(SyncParameters(marker: .standard)),
            frame: frame)
        parameters.coding.randomizer = .period255
        parameters.coding.reedSolomon = ReedSolomonParameters(code: code)
        parameters.acceptedSpacecraft = [SpacecraftIdentifier(rawValue: LinkKind.spacecraft)]
        return parameters
    }

    /// The frame's header up to the packet zone: CCSDS 732.0-B-4 §4.1, 132.0-B-3 §4.1.
    func header(channel: UInt8, channelCount: Int, masterCount: Int, first: Int?) -> [UInt8] {
        let pointer = UInt16(first ?? 0x7FF)
        let identification: UInt16
        var octets: [UInt8]
        switch self {
        case .aos:
            identification = 0x4000 | LinkKind.spacecraft << 6 | UInt16(channel)
            let count = [16, 8, 0].map { UInt8(channelCount >> $0 & 0xFF) }
            octets = count + [0, UInt8(pointer >> 8), UInt8(pointer & 0xFF)]
        case .tm:
            identification = LinkKind.spacecraft << 4 | UInt16(channel) << 1
            let status = 0x1800 | pointer
            octets = [UInt8(masterCount & 0xFF), UInt8(channelCount & 0xFF)]
            octets += [UInt8(status >> 8), UInt8(status & 0xFF)]
        }
        return [UInt8(identification >> 8), UInt8(identification & 0xFF)] + octets
    }
}
