import FeedhornTestKit
import LinkFraming
import TelemetryLink

/// What is fuzzed of the pure modules; a new view, code or framing is one more line.
public let wireTargets: [FuzzTarget] =
    viewTargets + framerTargets + codeTargets + decoderTargets + [
        // Must be found to be broken.
        FuzzTarget("canary", longest: 64, executions: 16, fuzzCanary)
    ]

/// Views of `CCSDS` and `LinkFraming`, counters and times.
private let viewTargets: [FuzzTarget] = [
    FuzzTarget("space-packet", longest: 64, executions: 16, fuzzSpacePacket),
    FuzzTarget("encapsulation-packet", longest: 64, executions: 16, fuzzEncapsulationPacket),
    FuzzTarget("packet-walk", longest: 256, executions: 16, fuzzPacketWalk),
    FuzzTarget("pus-telemetry", longest: 64, executions: 16, fuzzPUSTelemetry),
    FuzzTarget("pus-telecommand", longest: 64, executions: 16, fuzzPUSTelecommand),
    FuzzTarget("tm-frame", longest: 128, executions: 16, fuzzTMFrame),
    FuzzTarget("aos-frame", longest: 128, executions: 16, fuzzAOSFrame),
    FuzzTarget("uslp-frame", longest: 128, executions: 16, fuzzUSLPFrame),
    FuzzTarget("security-fields", longest: 160, executions: 16, fuzzSecurityFields),
    FuzzTarget("core-flight", longest: 64, executions: 16, fuzzCoreFlight),
    FuzzTarget("ax25", longest: 128, executions: 16, fuzzAX25),
    FuzzTarget("csp", longest: 64, executions: 16, fuzzCSP),
    FuzzTarget("mavlink", longest: 320, executions: 16, fuzzMAVLink),
    FuzzTarget("control-word", longest: 8, executions: 16, fuzzControlWord),
    FuzzTarget("security-report", longest: 8, executions: 16, fuzzSecurityReport),
    FuzzTarget("counter", longest: 40, executions: 16, fuzzCounter),
    FuzzTarget("time-code", longest: 32, executions: 16, fuzzTimeCode),
    FuzzTarget("ascii-time", longest: 80, executions: 16, fuzzASCIITime),
    FuzzTarget("leap-seconds", longest: 256, executions: 16, fuzzLeapSeconds),
]

/// Framers, and what they are made of: `LinkFraming`.
private let framerTargets: [FuzzTarget] = [
    framerTarget(
        "slip-framer", { _ in }, encode: { data, _, _ in LinkEncoder.slip(data) },
        make: { length, _ in SLIPFramer(maximumLength: length) }),
    framerTarget(
        "kiss-framer", { $0.one(of: KISSChecksum.all) },
        encode: { data, checksum, _ in FuzzRecord.kiss(data, checksum) },
        make: { KISSFramer(checksum: $1, maximumLength: $0) }),
    framerTarget(
        "cobs-framer", { $0.flag() },
        encode: { data, isReduced, _ in
            isReduced ? LinkEncoder.cobsReduced(data) : LinkEncoder.cobs(data)
        },
        make: { COBSFramer(reduced: $1, maximumLength: $0) }),
    framerTarget(
        "hdlc-framer", { HDLCLine(from: &$0) },
        encode: { data, line, _ in FuzzRecord.hdlc(data, line) },
        make: { HDLCFramer(line: $1, maximumLength: $0) }),
    framerTarget(
        "fprime-framer", { _ in }, encode: { data, _, _ in LinkEncoder.fprime(data) },
        make: { length, _ in FPrimeFramer(maximumLength: length) }),
    framerTarget(
        "mavlink-framer", { $0.below(3) },
        encode: { data, _, input in FuzzRecord.mavlink(data, input.octet()) },
        make: { _, choice in
            MAVLinkFramer(
                signatures: choice == 0 ? nil : FuzzSignatures(), acceptsUnsigned: choice == 1)
        }),
    framerTarget(
        "length-prefix-framer", { LengthPrefixParameters(from: &$0) },
        encode: { data, parameters, _ in parameters.record(data) },
        make: { length, parameters in parameters.framer(maximumLength: length) }),
    FuzzTarget("slip-record", longest: 256, executions: 16, fuzzSLIPRecord),
    FuzzTarget("cobs-record", longest: 300, executions: 16, fuzzCOBSRecord),
    FuzzTarget("length-field", longest: 64, executions: 16, fuzzLengthField),
    FuzzTarget("octet-search", longest: 256, executions: 16, fuzzOctetSearch),
]

/// Codes, each against a reference: `ChannelCoding`.
private let codeTargets: [FuzzTarget] = [
    FuzzTarget("crc16", longest: 400, executions: 16, fuzzCRC16),
    FuzzTarget("crc32-uslp", longest: 256, executions: 16, fuzzCRC32),
    FuzzTarget("reflected-crc", longest: 400, executions: 16, fuzzReflectedCRC),
    FuzzTarget("iso-checksum", longest: 256, executions: 16, fuzzISOChecksum),
    FuzzTarget("header-error-control", longest: 16, executions: 16, fuzzHeaderErrorControl),
    FuzzTarget("marker-search", longest: 128, executions: 16, fuzzMarkerSearch),
    FuzzTarget("frame-mover", longest: 128, executions: 16, fuzzFrameMover),
    FuzzTarget("reed-solomon", longest: 128, executions: 4, fuzzReedSolomon),
    FuzzTarget("reed-solomon-noise", longest: 1_024, executions: 4, fuzzReedSolomonNoise),
    FuzzTarget("ldpc", longest: 160, executions: 4, fuzzLDPC),
    FuzzTarget("convolutional", longest: 64, executions: 4, fuzzConvolutional),
    FuzzTarget("differential", longest: 128, executions: 16, fuzzDifferential),
]

/// The whole decoder: `TelemetryLink`.
private let decoderTargets: [FuzzTarget] = [
    FuzzTarget("link-decoder", longest: 320, executions: 4, fuzzLinkDecoder),
    FuzzTarget("link-script", longest: 160, executions: 4, fuzzLinkScript),
    FuzzTarget("link-security", longest: 160, executions: 4, fuzzSecuredScript),
    linkTarget("link-kiss") { .kiss(KISSParameters(from: &$0)) },
    linkTarget("link-slip") { .slip(SLIPParameters(from: &$0)) },
    linkTarget("link-cobs") { .cobs(COBSParameters(from: &$0)) },
    linkTarget("link-hdlc") { .hdlc(HDLCParameters(from: &$0)) },
    linkTarget("link-fprime") { .fprime(FPrimeParameters(from: &$0)) },
    linkTarget("link-mavlink") { .mavlink(MAVLinkParameters(from: &$0)) },
    linkTarget("link-length-prefix") { .lengthPrefixed(LengthPrefixParameters(from: &$0)) },
    linkTarget("link-packets") { _ in .packets },
]
