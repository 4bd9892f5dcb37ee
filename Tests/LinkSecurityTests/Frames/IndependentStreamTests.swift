import CCSDS
import Foundation
import LinkSecurity
import TelemetryLink
import Testing

/// Are frames opened that another implementation has secured (Python's cryptography, which is
/// OpenSSL's)?
@Suite(.enabled(if: PythonSealer.isThere, PythonSealer.absent))
struct IndependentStreamTests {
    @Test(arguments: [FrameParameters.FrameType.tm, .aos], [16, 24, 32])
    func opens(type: FrameParameters.FrameType, keyLength: Int) throws {
        let stream = try PythonSealer.run(isTelemetry: type == .tm, keyLength: keyLength)
        var frame = FrameParameters()
        frame.type = type
        frame.length = 256
        frame.fecf = true
        frame.ocf = .always
        frame.insertZone = type == .aos ? 4 : 0
        var parameters = ManagedParameters(name: "python", framing: .fixedFrames, frame: frame)
        var keys: [SecurityParameterIndex: SecretKey] = [:]
        var associations: [SecurityAssociation] = []
        for association in stream.associations {
            var parameters = SecurityAssociation.number(
                association.spi,
                association.isEncrypted ? .authenticatedEncryption : .authentication)
            parameters.format = SpaceDataLinkSecurityFormat(
                initializationVector: association.iv, sequenceNumber: association.sn, code: 16)
            parameters.authenticationMask = association.mask?.hexOctets
            associations.append(parameters)
            keys[parameters.index] = .test(association.key.hexOctets)
        }
        parameters.security = SecurityParameters(associations: associations)
        let outcome = parameters.decode(
            stream.frames.flatMap(\.sent.hexOctets), AESGCMFrameSecurity(keys: keys))
        #expect(outcome.frames.count == 200)
        #expect(outcome.frames.map(\.octets) == stream.frames.map(\.clear.hexOctets))
        #expect(outcome.frames.allSatisfy { $0.mark.state == .verified })
        #expect(outcome.packets == stream.frames.map(\.packet.hexOctets))
        #expect(outcome.statistics.security.allSatisfy { $0.verified > 0 && $0.failed == 0 })
    }
}

/// A program in another language that secures frames with keys, masks and lengths of its own.
enum PythonSealer {
    struct Association: Decodable {
        let spi: UInt16
        let key: String
        let iv: Int
        let sn: Int
        let isEncrypted: Bool
        let mask: String?
    }

    struct Frame: Decodable {
        /// As sent, and as it has to leave the decoder.
        let sent: String
        let clear: String
        let packet: String
    }

    struct Stream: Decodable {
        let associations: [Association]
        let frames: [Frame]
    }

    struct Failed: Error {}

    static let absent: Comment = "NOT TESTED: no python3 with the package cryptography"

    static let isThere = (try? python("import cryptography", [])) != nil

    static func run(isTelemetry: Bool, keyLength: Int) throws -> Stream {
        let output = try python(script, [isTelemetry ? "tm" : "aos", String(keyLength)])
        return try JSONDecoder().decode(Stream.self, from: output)
    }

    private static func python(_ script: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return data
    }

    /// One packet that fills each frame's data field; 256 octets a frame, OCF and FECF at its end.
    private static let script = """
        import binascii, json, random, struct, sys
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        telemetry, length = sys.argv[1] == 'tm', int(sys.argv[2])
        random = random.Random(length)
        octets = lambda n: bytes(random.randrange(256) for _ in range(n))
        associations = []
        for spi, (iv, sn, encrypted, mask) in enumerate([
            (12, 0, True, None), (12, 4, True, '000e' if telemetry else '003f'),
            (16, 2, False, '00'), (32, 0, False, None), (12, 1, True, 'ffffffffff')], 257):
            associations.append(dict(
                spi=spi, key=octets(length).hex(), iv=iv, sn=sn, isEncrypted=encrypted, mask=mask))
        frames = []
        for count in range(200):
            a = random.choice(associations)
            if telemetry:
                outer = struct.pack('>HBBH', 42 << 4 | 1 << 1 | 1, count % 256, count % 256, 0x1800)
                inner = b''
            else:
                outer = struct.pack('>HHBB', 0x4000 | 42 << 6 | 5, count >> 8, count & 255, 0)
                outer += octets(4)
                inner = b'\\0\\0'
            header = struct.pack('>H', a['spi']) + octets(a['iv']) + octets(a['sn'])
            room = 256 - len(outer) - len(header) - 16 - 6
            packet = struct.pack('>HHH', 0x0800 | 100, 0xC000 | count, room - len(inner) - 7)
            packet += octets(room - len(inner) - 6)
            data = inner + packet
            covered = outer
            if a['mask'] is not None:
                mask = bytes.fromhex(a['mask']).ljust(len(outer), b'\\0')
                covered = bytes(x & y for x, y in zip(outer, mask))
            vector, key = header[2:2 + a['iv']], AESGCM(bytes.fromhex(a['key']))
            if a['isEncrypted']:
                sealed = key.encrypt(vector, data, covered + header)
            else:
                sealed = data + key.encrypt(vector, b'', covered + header + data)
            control = octets(4)
            whole = outer + header + sealed + control
            check = struct.pack('>H', binascii.crc_hqx(whole, 0xFFFF))
            clear = outer + header + data + sealed[-16:] + control + check
            assert len(whole) == 254 and len(clear) == 256
            frames.append(dict(
                sent=(whole + check).hex(), clear=clear.hex(), packet=packet.hex()))
        json.dump(dict(associations=associations, frames=frames), sys.stdout)
        """
}
