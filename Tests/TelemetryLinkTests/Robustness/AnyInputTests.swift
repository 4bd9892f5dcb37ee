import CCSDS
import ChannelCoding
import FeedhornExactness
import FeedhornTestKit
import LinkFraming
import Testing

@testable import TelemetryLink

@Suite("Does every recording go through every framing without a trap, with books that balance?")
struct AnyInputTests {
    private static func parameters(
        _ framing: Framing, _ type: FrameParameters.FrameType, length: Int = 0, fecf: Bool = false,
        ocf: FrameParameters.OperationalControlField = .none, code: ReedSolomonCode? = nil,
        randomizer: Pseudorandomizer? = nil
    ) -> ManagedParameters {
        var frame = FrameParameters()
        frame.type = type
        frame.length = length
        frame.fecf = fecf
        frame.ocf = ocf
        var parameters = ManagedParameters(name: "any", framing: framing, frame: frame)
        parameters.coding.reedSolomon = code.map { ReedSolomonParameters(code: $0) }
        parameters.coding.randomizer = randomizer
        return parameters
    }

    private static let links: [(name: String, parameters: ManagedParameters)] = {
        let sync = Framing.synchronized(SyncParameters(marker: .standard))
        var bits = SyncParameters(marker: .standard)
        bits.flywheel = 0
        bits.acquire = 1
        let code = ReedSolomonCode(errorCapability: 16, interleavingDepth: 4)
        var deliverAll = parameters(.fixedFrames, .tm, length: 1_115, fecf: true)
        deliverAll.frame.deliverErred = true
        var reassembled = parameters(.packets, .opaque)
        reassembled.packets.reassembly = ReassemblyParameters()
        reassembled.packets.errorControl = true
        reassembled.packets.errorControlCode = .isoChecksum
        var bitstream = parameters(.fixedFrames, .aos, length: 440)
        bitstream.channels.other = .bitstream
        var uslp = parameters(.lengthPrefixed(LengthPrefixParameters()), .uslp)
        uslp.channels.otherTruncatedLength = 40
        var kissTM = parameters(.kiss(KISSParameters()), .tm)
        kissTM.frame.duplicates = .drop
        var line = HDLCParameters()
        line.line.nrzi = true
        line.line.g3ruh = true
        line.line.bitOrder = .mostSignificantFirst
        var modem = parameters(.hdlc(line), .opaque)
        modem.envelopes = [Envelope(.ax25, isStripped: false)]
        var cubesat = parameters(.kiss(KISSParameters()), .packets)
        cubesat.envelopes = [Envelope(.csp(.one, .asFlagged), isStripped: true)]
        var smack = KISSParameters()
        smack.checksum = .smack
        return [
            (
                "cadu AOS RS",
                parameters(
                    sync, .aos, length: 892, code: code, randomizer: .period255)
            ),
            ("cadu TM FECF", parameters(sync, .tm, length: 223, fecf: true, ocf: .perHeader)),
            ("cadu AOS", parameters(sync, .aos, length: 1_020)),
            ("bit stream", parameters(.synchronized(bits), .opaque, length: 300)),
            ("fixed TM", parameters(.fixedFrames, .tm, length: 1_113, ocf: .perHeader)),
            ("fixed AOS", parameters(.fixedFrames, .aos, length: 440, ocf: .always)),
            ("fixed TM erred", deliverAll),
            ("length-prefixed", parameters(.lengthPrefixed(LengthPrefixParameters()), .aos)),
            ("packets", parameters(.packets, .opaque)),
            ("packets with user data", reassembled), ("fixed AOS bits", bitstream),
            ("USLP records", uslp), ("fixed USLP", parameters(.fixedFrames, .uslp, length: 512)),
            ("cadu USLP", parameters(sync, .uslp, length: 300)),
            ("KISS", parameters(.kiss(KISSParameters()), .opaque)),
            ("KISS TM", kissTM),
            ("KISS packets", parameters(.kiss(KISSParameters()), .packets)),
            ("SLIP packets", parameters(.slip(SLIPParameters()), .packets)),
            ("COBS", parameters(.cobs(COBSParameters()), .opaque)),
            ("HDLC", parameters(.hdlc(HDLCParameters()), .opaque)),
            ("HDLC AX.25 of a modem", modem),
            ("F´ packets", parameters(.fprime(FPrimeParameters()), .packets)),
            ("MAVLink", parameters(.mavlink(MAVLinkParameters()), .opaque)),
            ("KISS CSP", cubesat),
            ("SMACK", parameters(.kiss(smack), .opaque)),
            ("opaque", parameters(.opaque, .opaque)),
            ("opaque TM", parameters(.opaque, .tm, length: 256)),
        ]
    }()

    @Test(.enabled(if: SharedFiles.hasRecordings, SharedFiles.absent), arguments: links.indices)
    func everyRecording(link: Int) throws {
        let (name, parameters) = AnyInputTests.links[link]
        let recordings = try SharedFiles.recordings(octets: .max)
        #expect(recordings.count >= 42 + 64)
        for (file, octets) in recordings {
            let seed = UInt64(octets.count)
            let decoded = parameters.decode(octets, .random(seed, upTo: 3_000), ownSlabs: true)
            #expect(decoded.isBalanced, "\(name) \(file)")
            guard parameters.framing != .opaque else { continue }
            let whole = parameters.decode(octets)
            if whole.records != decoded.records {
                Issue.record("\(name) \(file): other records in chunks")
                Difference.report(decoded.records, whole.records)
            }
        }
    }
}
