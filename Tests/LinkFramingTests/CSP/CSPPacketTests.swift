import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Are CSP headers of both versions read, and checksums of both kinds checked?")
struct CSPPacketTests {
    private func coverage(
        _ octets: [UInt8], _ version: CSPVersion, _ checksum: CSPPacketView.Checksum = .asFlagged
    ) throws -> CSPPacketView.Coverage {
        try withSpan(octets) {
            try CSPPacketView(checking: $0, version: version, checksum: checksum).coverage
        }
    }

    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func everyVector() throws {
        for vector in try Vector.load("csp", count: 8) {
            let version: CSPVersion = try vector.text("kind") == "csp_v1" ? .one : .two
            let octets = try vector.octets("hex")
            let fields = try vector.part("fields")
            let data = try fields.octets("data")
            try withSpan(octets) { span in
                let view = try CSPPacketView(checking: span, version: version)
                let header = view.header
                #expect(Int(header.priority) == (try fields.number("priority")))
                #expect(Int(header.source) == (try fields.number("source")))
                #expect(Int(header.destination) == (try fields.number("destination")))
                #expect(Int(header.destinationPort) == (try fields.number("dest_port")))
                #expect(Int(header.sourcePort) == (try fields.number("source_port")))
                #expect(Int(header.flags.rawValue) == (try fields.number("flags")))
                #expect(view.data.withUnsafeBytes { Array($0) } == data, "\(vector.name)")
                let isChecked = fields.has("crc32c_over")
                #expect(view.coverage == (isChecked ? .data : .none), "\(vector.name)")
            }
            for bit in 0..<8 * data.count where fields.has("crc32c_over") {
                var damaged = octets
                damaged[version.headerLength + bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(throws: FramingFault.self) { try coverage(damaged, version) }
            }
        }
    }

    @Test("a checksum over header and data is one as well")
    func bothCoverages() throws {
        for coversHeader in [false, true] {
            let packet = LinkEncoder.csp(
                [1, 2, 3], source: 5, destination: 10, port: 20, coversHeader: coversHeader)
            #expect(try coverage(packet, .one) == (coversHeader ? .headerAndData : .data))
        }
    }

    @Test("the mission may know better than the header")
    func override() throws {
        let flagged: [UInt8] = [0x82, 0xA5, 0x05, 0x01, 1, 2, 3, 4, 5]
        #expect(throws: FramingFault.self) { try coverage(flagged, .one) }
        #expect(try coverage(flagged, .one, .never) == .none)
        var plain = LinkEncoder.csp([7, 8], source: 1, destination: 2, port: 3)
        plain[3] = 0
        #expect(try coverage(plain, .one) == .none)
        #expect(try coverage(plain, .one, .always) == .data)
    }

    /// Every prefix that ends inside the header, or inside the checksum, is refused.
    @Test func everyPrefix() {
        let packet = LinkEncoder.csp([1, 2, 3, 4, 5], source: 5, destination: 10, port: 20)
        for length in 0...packet.count {
            let prefix = Array(packet[..<length])
            let isRead = withSpan(prefix) { span in
                (try? CSPPacketView(checking: span, version: .one).data.byteCount) != nil
            }
            #expect(isRead == (length == packet.count), "\(length)")
            let isReadUnchecked = withSpan(prefix) { span in
                (try? CSPPacketView(checking: span, version: .two, checksum: .never).isPlain) != nil
            }
            #expect(isReadUnchecked == (length >= 6), "\(length)")
        }
    }

    @Test("what is encrypted, authenticated, reliable or a fragment is not plain")
    func plain() throws {
        for flags in 0...255 {
            let packet: [UInt8] = [0x82, 0xA5, 0x05, UInt8(flags), 1]
            let isPlain = try withSpan(packet) {
                try CSPPacketView(checking: $0, version: .one, checksum: .never).isPlain
            }
            #expect(isPlain == (flags & 0x1E == 0))
        }
    }
}
