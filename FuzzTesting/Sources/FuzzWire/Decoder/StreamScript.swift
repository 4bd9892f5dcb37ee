import CCSDS
import ChannelCoding
import FeedhornTestKit
import TelemetryLink

/// Makes a stream out of an input that reads as a script: right frames, and what befalls them.
///
/// Mutated octets hardly ever make a codeblock or a checksum that is right; a script does, so that
/// what lies behind those checks is reached.
struct StreamScript {
    private let parameters: ManagedParameters
    private let encoder: ReedSolomonEncoder?
    private let marker: [UInt8]
    private(set) var octets: [UInt8] = []
    /// Octets of packets that wait for room in a frame.
    private var queue: [UInt8] = []
    private var frameCount: UInt32 = 0
    private var sequenceCount: UInt16 = 0
    private var lastUnit: [UInt8] = []

    private static let parityChecks = LDPCEncoder()

    /// Longest stream that a script may make.
    private static let maximumOctets = 2_560

    init(_ parameters: ManagedParameters, _ input: inout InputReader) {
        self.parameters = parameters
        encoder = parameters.coding.reedSolomon.map { ReedSolomonEncoder(code: $0.code) }
        if case .synchronized(let sync) = parameters.framing, sync.frameStartsBefore == 0 {
            marker = sync.marker.octets
        } else {
            marker = []
        }
        while !input.isAtEnd, octets.count < StreamScript.maximumOctets { step(&input) }
    }

    private mutating func step(_ input: inout InputReader) {
        switch input.below(16) {
        case 0..<6: appendFrame(&input)
        case 6, 7: appendPacket(&input)
        case 8: octets += input.octets(input.below(24))
        case 9: if !octets.isEmpty { octets[place(input.below(512))] ^= input.octet() }
        case 10: octets.removeLast(min(octets.count, input.below(48)))
        case 11: octets += lastUnit
        case 12: frameCount &+= UInt32(input.below(65_536))
        case 13: sequenceCount &+= UInt16(input.octet())
        case 14: shiftTail(from: place(input.below(512)))
        default: invertTail(from: place(input.below(512)))
        }
    }

    /// The octet `count` octets before the end.
    private func place(_ count: Int) -> Int {
        octets.isEmpty ? 0 : octets.count - 1 - count % octets.count
    }

    /// One bit is inserted, and all behind it moves on: a slip.
    private mutating func shiftTail(from start: Int) {
        var carried: UInt8 = 0
        for index in start..<octets.count {
            let octet = octets[index]
            octets[index] = octet >> 1 | carried << 7
            carried = octet & 1
        }
    }

    private mutating func invertTail(from start: Int) {
        for index in start..<octets.count { octets[index] ^= 0xFF }
    }

    private mutating func appendPacket(_ input: inout InputReader) {
        let length = 1 + input.below(90)
        let application: UInt16 = input.below(4) == 0 ? 0x7FF : UInt16(input.below(4))
        if input.below(8) == 0 {
            EncapsulationPacketHeader(
                headerLength: 4, protocolIdentifier: .init(rawValue: 4), dataLength: length
            ).serialize(into: &queue)
        } else {
            SpacePacketHeader(
                application: ApplicationProcessIdentifier(rawValue: application),
                sequenceCount: sequenceCount & 0x3FFF, dataLength: length
            ).serialize(into: &queue)
            sequenceCount &+= 1
        }
        queue += (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    }

    private mutating func appendFrame(_ input: inout InputReader) {
        let frame = parameters.frame
        let length = frame.length > 0 ? frame.length : 40
        // Where the first packet starts is only right when packets happen to begin there: both
        // are wanted.
        let pointer: FirstHeaderPointer =
            input.below(4) == 0 ? .noPacketStart : .packet(at: input.below(64))
        let channel = VirtualChannelIdentifier(rawValue: UInt8(input.below(3)))
        var unit: [UInt8] = []
        let secured = secured(input.below(4))
        appendHeader(&unit, channel, pointer, secured)
        frameCount &+= 1
        let trailer = (frame.ocf == .always ? 4 : 0) + frame.fecfLength
        let room = max(0, length - unit.count - trailer)
        unit += queue.prefix(room)
        queue.removeFirst(min(room, queue.count))
        unit += [UInt8](repeating: 0xE0, count: max(0, length - trailer - unit.count))
        if frame.ocf == .always { unit += [1, 2, 3, 4] }
        if frame.fecfLength == 2 {
            let checksum = CRC16.checksum(unit.span.bytes)
            unit += [UInt8(checksum >> 8), UInt8(truncatingIfNeeded: checksum)]
        }
        if frame.fecfLength == 4 {
            let checksum = CRC32USLP.checksum(unit.span.bytes)
            unit += (0..<4).map { UInt8(truncatingIfNeeded: checksum >> UInt32(24 - 8 * $0)) }
        }
        append(unit)
    }

    /// The security header of a frame: of an association of the link, or of one that it has not.
    private func secured(_ choice: Int) -> [UInt8] {
        guard let associations = parameters.security?.associations else { return [] }
        guard choice < associations.count else { return [0x12, 0x34] }
        let format = associations[choice].format
        let index = associations[choice].index.rawValue
        let number = UInt8(truncatingIfNeeded: frameCount)
        // Both end with the number.
        let fields = [format.initializationVector, format.sequenceNumber].flatMap { length in
            (0..<length).map { $0 + 1 == length ? number : 0 }
        }
        return [UInt8(index >> 8), UInt8(truncatingIfNeeded: index)] + fields
            + [UInt8](repeating: 0, count: format.padLength)
    }

    private func appendHeader(
        _ unit: inout [UInt8], _ channel: VirtualChannelIdentifier, _ pointer: FirstHeaderPointer,
        _ secured: [UInt8]
    ) {
        let spacecraft = parameters.acceptedSpacecraft.first ?? SpacecraftIdentifier(rawValue: 5)
        switch parameters.frame.type {
        case .tm:
            var header = TMTransferFrameHeader(
                spacecraft: spacecraft, virtualChannel: channel,
                masterChannelFrameCount: UInt8(truncatingIfNeeded: frameCount),
                virtualChannelFrameCount: UInt8(truncatingIfNeeded: frameCount),
                firstHeaderPointer: pointer)
            header.hasOperationalControlField = parameters.frame.ocf == .always
            header.serialize(into: &unit)
            unit += secured
        case .aos:
            AOSTransferFrameHeader(
                spacecraft: spacecraft, virtualChannel: channel,
                virtualChannelFrameCount: frameCount & 0xFF_FFFF
            ).serialize(into: &unit)
            if parameters.frame.fhec {
                let word = (unit + [0, 0]).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                let coded = FrameHeaderErrorControl.encode(word)
                unit += [UInt8(truncatingIfNeeded: coded >> 8), UInt8(truncatingIfNeeded: coded)]
            }
            unit += [UInt8](repeating: 0x55, count: parameters.frame.insertZone)
            unit += secured
            unit += [UInt8(pointer.field >> 8), UInt8(truncatingIfNeeded: pointer.field)]
        case .uslp: appendUSLPHeader(&unit, spacecraft, channel, pointer, secured)
        case .opaque, .packets: break
        }
    }

    private func appendUSLPHeader(
        _ unit: inout [UInt8], _ spacecraft: SpacecraftIdentifier,
        _ channel: VirtualChannelIdentifier, _ pointer: FirstHeaderPointer, _ secured: [UInt8]
    ) {
        var rest = USLPTransferFrameHeader.Rest(
            frameLength: parameters.frame.length > 0 ? parameters.frame.length : 40,
            countLength: 2, count: UInt64(frameCount & 0xFFFF))
        rest.operationalControlFieldFlag = parameters.frame.ocf == .always
        USLPTransferFrameHeader(
            spacecraft: spacecraft, virtualChannel: channel,
            multiplexerAccessPoint: MultiplexerAccessPointIdentifier(rawValue: 0), rest: rest
        ).serialize(into: &unit)
        unit += [UInt8](repeating: 0x55, count: parameters.frame.insertZone)
        unit += secured
        // Packets that span frames; all ones where none starts.
        guard case .packet(let place) = pointer else { return unit += [0, 0xFF, 0xFF] }
        unit += [0, UInt8(place >> 8), UInt8(truncatingIfNeeded: place)]
    }

    private mutating func append(_ frame: [UInt8]) {
        var unit = encoder?.encode(frame) ?? frame
        if parameters.coding.ldpc != nil, parameters.coding.reedSolomon == nil,
            frame.count == LDPCEncoder.dataLength
        {
            unit = StreamScript.parityChecks.encode(frame)
        }
        if let randomizer = parameters.coding.randomizer {
            for (index, octet) in randomizer.sequence(count: unit.count).enumerated() {
                unit[index] ^= octet
            }
        }
        for envelope in parameters.envelopes.reversed() { unit = envelope.wrapped(unit) }
        lastUnit = parameters.framing.wrapped(marker + unit, frameCount)
        octets += lastUnit
    }
}

/// The whole decoder on streams of right frames with faults.
func fuzzLinkScript(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let parameters = ManagedParameters(from: &input)
    try requireInvariance(&input, parameters)
}

/// The same with frames that have a security header.
func fuzzSecuredScript(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    var parameters = ManagedParameters(from: &input)
    parameters.security = SecurityParameters(from: &input)
    parameters.frame.type = input.one(of: [.tm, .aos, .uslp])
    try requireInvariance(&input, parameters)
}

/// What is left of `input` is a script.
private func requireInvariance(
    _ input: inout InputReader, _ parameters: ManagedParameters
) throws(FuzzFinding) {
    let size = 1 + input.below(100)
    let script = StreamScript(parameters, &input)
    let octets = parameters.coding.sent(script.octets)
    let result = octets.withUnsafeBytes { octets in
        Result { () throws(FuzzFinding) in try requireInvariance(octets, parameters, size) }
    }
    try result.get()
}
