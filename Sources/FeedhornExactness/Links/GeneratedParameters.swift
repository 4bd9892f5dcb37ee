import CCSDS
public import ChannelCoding
public import FeedhornTestKit
public import TelemetryLink

/// The generator's formats as managed parameters of a decoder.
extension ManagedParameters {
    /// The link on which `channel` and `format` lie.
    public init(
        channel: ChannelFormat, format: FrameFormat, accepts spacecraft: [UInt16] = [],
        duplicates: DuplicateTreatment = .keepAndContinue
    ) {
        self.init(name: "generated", framing: .fixedFrames, frame: FrameParameters(format))
        if let marker = AttachedSyncMarker(octets: channel.marker) {
            var sync = SyncParameters(marker: marker)
            sync.maximumErrors = channel.maximumMarkerErrors
            sync.frameStartsBefore = channel.frameStartsBefore
            framing = .synchronized(sync)
        }
        frame.duplicates = duplicates == .drop ? .drop : .keep
        coding.randomizer = channel.randomizer.map { $0 == .long ? .period131071 : .period255 }
        coding.reedSolomon = channel.code.flatMap(ReedSolomonCode.init).map {
            ReedSolomonParameters(code: $0)
        }
        acceptedSpacecraft = spacecraft.map { SpacecraftIdentifier(rawValue: $0) }
    }
}

extension FrameParameters {
    /// Frames of `format`.
    public init(_ format: FrameFormat) {
        self.init()
        switch format.version {
        case .tm: type = .tm
        case .aos: type = .aos
        case .uslp: type = .uslp
        }
        length = format.length
        fecf = format.hasErrorControl
        fecfCode = format.errorControlLength == 4 ? .crc32 : .crc16
        // A USLP frame's own flag says it.
        if format.hasOperationalControl, type != .uslp { ocf = type == .tm ? .perHeader : .always }
        insertZone = format.insertZone
        fhec = format.hasHeaderErrorControl
        aosSpacecraftBits = format.spacecraftBits
    }
}

extension ReedSolomonCode {
    /// The code of `format`.
    public init?(_ format: CodeblockFormat) {
        self.init(
            errorCapability: format.errorCapability, interleavingDepth: format.interleaving,
            basis: format.basis == .dual ? .dual : .conventional, fill: format.fill)
    }
}
