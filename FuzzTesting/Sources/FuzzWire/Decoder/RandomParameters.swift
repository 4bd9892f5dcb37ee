import CCSDS
import ChannelCoding
import TelemetryLink

/// Managed parameters as a link file may have them, drawn from the head of an input.
///
/// Frames are short and markers often too: so that a few octets of input reach far, and a decoder
/// is quickly made. What takes long to make (codes, long sequences) is drawn less often.
extension ManagedParameters {
    init(from input: inout InputReader) {
        self.init(from: &input, framing: Framing.random(&input))
    }

    /// The same with a framing that is given.
    init(from input: inout InputReader, framing: Framing) {
        self.init(name: "fuzz", framing: framing, frame: FrameParameters(from: &input))
        coding = CodingParameters(from: &input)
        if let code = coding.ldpc { frame.length = code.dataLength }
        if let code = coding.reedSolomon?.code, input.flag() { frame.length = code.dataLength }
        acceptedSpacecraft = (0..<input.below(3)).map { _ in
            SpacecraftIdentifier(rawValue: UInt16(input.octet()))
        }
        channels = ChannelTable(from: &input)
        packets = PacketParameters(from: &input)
        if input.below(8) == 1 { security = SecurityParameters(from: &input) }
        if input.below(16) == 1 { wrapper = Wrapper(before: input.below(8), after: input.below(8)) }
        if input.below(4) == 1 { bitRate = 1 + input.word() % 1_000_000_000 }
        switch framing {
        case .synchronized(let sync):
            // A marker inside the frame lies wholly in it.
            frame.length = max(frame.length, sync.frameStartsBefore + sync.marker.octets.count, 1)
        case .fixedFrames, .packets: frame.length = max(frame.length, 1)
        default:
            if input.flag(), coding.ldpc == nil { frame.length = 0 }
            envelopes = (0..<input.below(3)).map { _ in Envelope(from: &input) }
        }
        // Symbols and levels are of streams of bits.
        guard case .synchronized = framing else { return }
        if input.below(16) == 1 { coding.convolutional = ConvolutionalParameters(from: &input) }
        coding.differential = input.one(of: [nil, nil, nil, nil, nil, nil, .mark, .space])
    }
}

extension Framing {
    fileprivate static func random(_ input: inout InputReader) -> Framing {
        switch input.below(16) {
        case 0, 1: return .synchronized(.random(&input))
        case 3: return .fixedFrames
        case 4: return .lengthPrefixed(LengthPrefixParameters(from: &input))
        case 5: return .kiss(KISSParameters(from: &input))
        case 6: return .packets
        case 7: return .slip(SLIPParameters(from: &input))
        case 8: return .cobs(COBSParameters(from: &input))
        case 9: return .hdlc(HDLCParameters(from: &input))
        case 10: return .fprime(FPrimeParameters(from: &input))
        case 11: return .mavlink(MAVLinkParameters(from: &input))
        case 12: return .opaque
        default: return .synchronized(.random(&input))
        }
    }
}

extension FrameParameters {
    init(from input: inout InputReader) {
        self.init()
        type = input.one(of: [.tm, .aos, .uslp, .opaque, .packets])
        length = input.below(80)
        fecf = input.flag()
        fecfCode = type == .uslp && input.flag() ? .crc32 : .crc16
        ocf = input.one(of: [.none, .perHeader, .always])
        insertZone = input.one(of: [0, 0, 0, 1, 4, 100])
        fhec = input.below(4) == 1
        dataFieldOffset = input.below(8) == 1 ? input.below(80) : nil
        duplicates = input.flag() ? .drop : .keep
        deliverErred = input.flag()
        aosSpacecraftBits = input.flag() ? 10 : 8
        maximumGap = input.below(4) == 1 ? UInt64(input.below(300)) : nil
    }
}

extension CodingParameters {
    init(from input: inout InputReader) {
        self.init()
        randomizer = input.one(of: [nil, nil, nil, .period255, .period255, .period131071])
        // Its tables take longer to make than many streams to decode.
        let choice = input.below(32)
        if choice == 2 { ldpc = .c2 }
        guard choice == 1 else { return }
        // Much virtual fill: short blocks.
        let capability = input.one(of: ReedSolomonCode.errorCapabilities)
        let fill = 254 - 2 * capability - input.below(16)
        let code = ReedSolomonCode(
            errorCapability: capability,
            interleavingDepth: input.one(of: ReedSolomonCode.interleavingDepths),
            basis: input.flag() ? .conventional : .dual,
            fill: [UInt8](repeating: 0, count: fill))
        reedSolomon = code.map { ReedSolomonParameters(code: $0) }
        reedSolomon?.mode = input.flag() ? .strip : .correct
    }
}

extension ChannelTable {
    init(from input: inout InputReader) {
        self.init()
        for _ in 0..<input.below(3) {
            let channel = VirtualChannelIdentifier(rawValue: input.octet() & 63)
            services[channel] = input.one(of: Service.all)
        }
        other = input.one(of: [nil, nil] + Service.all)
        otherTruncatedLength = input.below(4) == 1 ? input.below(40) : nil
        rejectOthers = input.below(4) == 1
    }
}

extension PacketParameters {
    init(from input: inout InputReader) {
        self.init()
        maximumLength = input.one(of: [300, 7, 20, 65_542])
        octetsBefore = input.one(of: [0, 0, 1, 5])
        errorControl = input.flag()
        errorControlCode = input.flag() ? .isoChecksum : .cyclicRedundancyCode
        errorControlNeedsSecondaryHeader = input.flag()
        maximumGap = input.below(4) == 1 ? UInt64(input.below(16_384)) : nil
        guard input.below(4) == 1 else { return }
        var reassembly = ReassemblyParameters()
        reassembly.maximumLength = input.one(of: [1, 30, 1 << 20])
        reassembly.secondaryHeaderLength = input.below(8)
        self.reassembly = reassembly
    }
}

extension ChannelTable.Service {
    static let all: [Self] = [
        .packets, .opaque, .onlyIdleData, .bitstream, .virtualChannelAccess,
    ]
}

extension ConvolutionalParameters {
    init(from input: inout InputReader) {
        var code = ConvolutionalCode(rate: input.one(of: ConvolutionalCode.Rate.allCases))
        code.invertsSecond = input.flag()
        code.sendsSecondFirst = input.flag()
        self.init(code: code)
        symbols = input.one(of: SymbolForm.allCases)
        modulation = input.one(of: SymbolModulation.allCases)
        // No link file says so: a mirrored spectrum can't be seen.
        if code.hidesMirroring, modulation == .qpskMirrored { modulation = .bpsk }
    }
}

extension SecurityParameters {
    init(from input: inout InputReader) {
        let indices = [1, 2, 0xABCD] as [UInt16]
        self.init(
            associations: indices.prefix(1 + input.below(3)).map {
                SecurityAssociation(
                    from: &input, index: SecurityParameterIndex(rawValue: $0))
            })
        unknown = input.flag() ? .deliver : .reject
    }
}

extension SecurityAssociation {
    fileprivate init(from input: inout InputReader, index: SecurityParameterIndex) {
        let service = input.one(
            of: [Service.authentication, .encryption, .authenticatedEncryption])
        self.init(index: index, service: service)
        format = SpaceDataLinkSecurityFormat(
            initializationVector: input.below(33), sequenceNumber: input.below(17),
            padLength: input.below(3), code: input.below(65))
        if input.flag() { replayWindow = 1 + UInt64(input.below(300)) }
    }
}
