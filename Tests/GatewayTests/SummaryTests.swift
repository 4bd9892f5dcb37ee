import CCSDS
import ChannelCoding
import Foundation
import LinkConfiguration
import OrderedJSON
import TelemetryLink
import TelemetryPipeline
import Testing

@testable import Gateway

/// Does each number of a summary or a status stand under its own name?
struct SummaryTests {
    private func decode(
        _ link: LinkFile, _ octets: [UInt8]
    ) -> (summary: DecodeSummary, balance: LinkBalance, statistics: LinkStatistics) {
        var decoder = LinkDecoder(link.parameters)
        var batch = PacketBatch()
        let time = ReceptionTime(utc: 0, monotonic: 0)
        decoder.consume(
            Slab(copying: octets), 0..<octets.count, receivedAt: time, into: &batch)
        decoder.finish(into: &batch)
        var summary = DecodeSummary(link, hasDigests: false)
        summary.add(batch)
        return (summary, decoder.balance, decoder.statistics)
    }

    private func link(_ text: String) throws -> LinkFile {
        try LinkFile.parse(Array("feedhorn: 1\nname: small\n\(text)".utf8), file: "link.yaml")
    }

    @Test func everyTermOfTheBalance() {
        var balance = LinkBalance()
        balance.bitsIn = 1
        balance.markerBits = 2
        balance.deliveredBits = 3
        balance.duplicateBits = 4
        balance.unframedBits = 5
        balance.pendingBits = 6
        balance.framesFound = 7
        balance.framesDelivered = 8
        balance.framesDuplicate = 9
        balance.dataOctets = 10
        balance.packetOctets = 11
        balance.idlePacketOctets = 12
        balance.otherServiceOctets = 13
        balance.pendingOctets = 14
        balance.securityOctets = 15
        balance.encryptedOctets = 16
        #expect(
            BalanceJSON.balance(balance).encoded() == """
                {"balanced":false,"bits":{"in":1,"markers":2,"stripped":{},"delivered":3,\
                "rejected":{},"duplicates":4,"skipped":{},"unframed":5,"pending":6},\
                "frames":{"found":7,"delivered":8,"rejected":{},"duplicates":9},\
                "dataFieldOctets":{"in":10,"packets":11,"idlePackets":12,"otherServices":13,\
                "security":15,"encrypted":16,"discarded":{},"pending":14}}
                """)
    }

    /// Two codewords, of which one has three wrong symbols and the other one.
    @Test func correctedSymbolsAreSymbols() throws {
        let code = try #require(ReedSolomonCode(errorCapability: 16, interleavingDepth: 2))
        let data = (0..<code.dataLength).map { UInt8(truncatingIfNeeded: $0) }
        var block = try #require(ReedSolomonEncoder(code: code).encode(data))
        for place in [0, 10, 20, 31] { block[place] ^= 0x55 }
        let link = try link(
            """
            framing: [fixedFrames, opaque]
            coding: {reedSolomon: {e: 16, interleave: 2}}
            frame: {type: opaque, length: \(code.dataLength)}

            """)
        let (_, balance, statistics) = decode(link, block)
        var object = JSONObject()
        LinkStatus.add(statistics, balance, to: &object)
        #expect(object.string.contains("\"correctedSymbols\":4,\"uncorrectableCodewords\":0"))
    }

    /// A frame with a wrong checksum leaves as an erred frame: it is no frame of the summary.
    @Test func erredFramesAreNotSummedUp() throws {
        let link = try link(
            """
            framing: [fixedFrames, tmFrames]
            frame: {type: tm, length: 12, fecf: true, deliverErred: true}

            """)
        var good: [UInt8] = [0x00, 0x50, 0, 0, 0x1F, 0xFE, 0, 0, 0, 0]
        let checksum = CRC16.checksum(good.span.bytes)
        good += [UInt8(checksum >> 8), UInt8(truncatingIfNeeded: checksum)]
        var bad = good
        bad[7] ^= 1
        let (summary, balance, statistics) = decode(link, good + bad)
        #expect(balance.framesDelivered == 1 && balance.framesRejected[.fecf] == 1)
        let text = summary.json(balance, statistics).encoded()
        #expect(text.contains("\"frames_total\":2,\"frames\":1,\"frames_bad_fecf\":1,"))
    }

    /// A time may end where its packet does, and not behind it.
    @Test func aTimeAtTheVeryEnd() {
        let field = TimeField(
            place: .packet(ApplicationProcessIdentifier(rawValue: 1), .all), offset: 6,
            code: .unsegmented(basic: 4, fraction: 0))
        let octets: [UInt8] = [0, 1, 0xC0, 0, 0, 3, 1, 2, 3, 4]
        #expect(field.raw(in: octets.span.bytes) == [1, 2, 3, 4])
        #expect(field.raw(in: octets.span.bytes.extracting(0..<9)) == nil)
    }
}
