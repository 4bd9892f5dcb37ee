import CCSDS
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do links of the USLP vectors give what is in them?")
struct USLPVectorTests {
    struct Vector: Decodable {
        struct Fields: Decodable {
            let scid: UInt16
            let vcid: UInt8
            let map_id: UInt8
            let truncated: Bool
            let vc_count: UInt64?
            let construction_rule: UInt8
            let upid: UInt8
            let fhp_or_lvo: Int?
            let tfdz: String
        }
        struct Config: Decodable {
            let fecf_octets: Int
            let insert_zone_length: Int
        }
        let id: String
        let hex: String
        let fields: Fields?
        let config: Config
        let expect: String
    }

    private func decode(_ vector: Vector, _ octets: [UInt8], framing: Framing) -> Decoded {
        var parameters = ManagedParameters(name: "vector", framing: framing)
        parameters.frame.type = .uslp
        parameters.frame.fecf = vector.config.fecf_octets > 0
        parameters.frame.fecfCode = vector.config.fecf_octets == 4 ? .crc32 : .crc16
        parameters.frame.insertZone = vector.config.insert_zone_length
        parameters.channels.otherTruncatedLength = 36
        if framing == .opaque { return parameters.decode(octets) }
        return parameters.decodeInManyWays([0, UInt8(octets.count)] + octets)
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func everyVector() throws {
        let vectors = try SharedFiles.vectors("uslp_frame", Vector.self)
        #expect(vectors.count == 20)
        for vector in vectors {
            let octets = try #require(Hexadecimal.octets(vector.hex))
            for framing in [Framing.lengthPrefixed(LengthPrefixParameters()), .opaque] {
                let decoded = decode(vector, octets, framing: framing)
                guard let fields = vector.fields else {
                    #expect(vector.expect == "fecf_error")
                    #expect(decoded.records.rejected.map(\.reason) == [.fecf], "\(vector.id)")
                    continue
                }
                #expect(decoded.frames.map(\.octets) == [octets], "\(vector.id)")
                try check(decoded, fields, vector.id, isIdle: vector.expect == "only_idle_data")
            }
        }
    }

    private func check(
        _ decoded: Decoded, _ fields: Vector.Fields, _ name: String, isIdle: Bool
    ) throws {
        let annotation = try #require(decoded.frames.first?.annotation)
        #expect(annotation.channel.spacecraft.rawValue == fields.scid, "\(name)")
        #expect(annotation.channel.virtualChannel.rawValue == fields.vcid, "\(name)")
        #expect(annotation.channel.multiplexerAccessPoint?.rawValue == fields.map_id, "\(name)")
        #expect(annotation.frameCount == fields.vc_count ?? 0, "\(name)")
        #expect((annotation.missingBefore == .max) == (fields.vc_count == nil), "\(name)")
        let zone = try #require(Hexadecimal.octets(fields.tfdz))
        let other = UInt64(zone.count)
        if isIdle {
            #expect(decoded.records.statistics.channels.map(\.idleFrames) == [1])
            #expect(decoded.balance.otherServiceOctets == other)
            #expect(decoded.packets.isEmpty && decoded.zones.isEmpty, "\(name)")
        } else if fields.upid == 0, [0, 7].contains(fields.construction_rule) {
            // What the vectors hold is one packet, behind what a pointer passes over.
            let pointer = fields.construction_rule == 7 ? 0 : fields.fhp_or_lvo ?? 0
            let packets = pointer == 0xFFFF ? [] : [Array(zone.dropFirst(pointer))]
            #expect(decoded.packetOctets == packets, "\(name)")
            #expect(decoded.packets.allSatisfy { $0.record.channel == annotation.channel })
            #expect(decoded.zones.isEmpty, "\(name)")
        } else {
            #expect(decoded.packets.isEmpty, "\(name)")
            let record = try #require(decoded.zones.first)
            #expect(decoded.zones.count == 1 && record.octets == zone, "\(name)")
            #expect(record.record.protocolIdentifier.rawValue == fields.upid, "\(name)")
            let valid = fields.fhp_or_lvo.map { $0 == 0xFFFF ? zone.count : $0 + 1 } ?? zone.count
            #expect(record.record.validBits == UInt32(valid * 8), "\(name)")
            let service: FrameZoneService = fields.upid == 4 ? .octetStream : .accessPoint
            #expect(record.record.service == service, "\(name)")
            #expect(decoded.balance.otherServiceOctets == other, "\(name)")
        }
    }
}
