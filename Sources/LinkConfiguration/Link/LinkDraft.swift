import TelemetryLink

/// A link while it is read: its sections with their places, and the values so far. The rules look
/// at both.
struct LinkDraft {
    let link: Section<LinkKey>
    let diagnostics: Diagnostics
    /// `nil` after an error in `framing`; then what depends on it is not judged.
    let framing: FramingChoice?
    let sync: Section<SyncKey>
    let lengthPrefix: Section<LengthPrefixKey>
    let kiss: Section<KISSKey>
    let slip: Section<SLIPKey>
    let cobs: Section<COBSKey>
    let hdlc: Section<HDLCKey>
    let fprime: Section<FPrimeKey>
    let mavlink: Section<MAVLinkKey>
    let csp: Section<CSPKey>
    let coding: Section<CodingKey>
    let reedSolomon: Section<ReedSolomonKey>
    let convolutional: Section<ConvolutionalKey>
    let frame: Section<FrameKey>
    let accept: Section<AcceptKey>
    let security: Section<SecurityKey>
    let packets: Section<PacketsKey>
    let wrapper: Section<WrapperKey>
    var source: LinkSource?
    var parameters: ManagedParameters
    /// `nil` where the type was written and is wrong; then what depends on it is not judged.
    var frameType: FrameParameters.FrameType?

    init(_ link: Section<LinkKey>) {
        self.link = link
        diagnostics = link.diagnostics
        framing = FramingChoice(link)
        sync = link.section(.sync, SyncKey.self)
        lengthPrefix = link.section(.lengthPrefixed, LengthPrefixKey.self)
        kiss = link.section(.kiss, KISSKey.self)
        slip = link.section(.slip, SLIPKey.self)
        cobs = link.section(.cobs, COBSKey.self)
        hdlc = link.section(.hdlc, HDLCKey.self)
        fprime = link.section(.fprime, FPrimeKey.self)
        mavlink = link.section(.mavlink, MAVLinkKey.self)
        csp = link.section(.csp, CSPKey.self)
        coding = link.section(.coding, CodingKey.self)
        reedSolomon = coding.section(.reedSolomon, ReedSolomonKey.self)
        convolutional = coding.section(.convolutional, ConvolutionalKey.self)
        frame = link.section(.frame, FrameKey.self)
        accept = link.section(.accept, AcceptKey.self)
        security = link.section(.security, SecurityKey.self)
        packets = link.section(.packets, PacketsKey.self)
        wrapper = link.section(.wrapper, WrapperKey.self)
        parameters = ManagedParameters(name: "", framing: .opaque)
    }

    /// Reports at a key of the top of the link.
    func report(_ key: LinkKey, _ message: String) {
        diagnostics.report(link.keyPosition(key), message)
    }
}
