import Testing

@testable import FeedhornTestKit

@Suite(
    "Do frames become the CADUs that other people's tools read?",
    .enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
struct CaduStreamVectorTests {
    @Test func streams() throws {
        for vector in try Vector.load("cadu_stream", kinds: "cadu_stream") {
            let channel = try format(try vector.part("config"))
            let encoder = CaduEncoder(channel)
            let stream = try vector.octets("stream")
            let inverted = try vector.flag("inverted")
            let bits = BitSequence(inverted ? stream.map { ~$0 } : stream)
            var position = try vector.number("first_asm_bit_offset")
            for (index, frame) in try vector.list("frames").enumerated() {
                let marker = bits.octets(at: position, count: channel.marker.count)
                let wrong = zip(marker, channel.marker).reduce(0) {
                    $0 + ($1.0 ^ $1.1).nonzeroBitCount
                }
                let allowed = try vector.number("asm_bit_errors_frame1")
                #expect(wrong == (index == 1 ? allowed : 0), "\(vector.name) frame \(index)")
                let body = encoder.body(of: frame)
                let received = bits.octets(
                    at: position + channel.marker.count * 8, count: body.count)
                let errors = zip(body, received).count { $0 != $1 }
                #expect(
                    errors == (try vector.number("symbol_errors_per_block")),
                    "\(vector.name) frame \(index)")
                position += channel.caduBits(frameLength: frame.count)
            }
        }
    }

    private func format(_ config: Vector) throws -> ChannelFormat {
        var channel = ChannelFormat()
        if config.has("rs_E") {
            channel.code = CodeblockFormat(
                errorCapability: try config.number("rs_E"),
                interleaving: try config.number("interleave"),
                basis: try config.text("basis") == "dual" ? .dual : .conventional)
        }
        channel.randomizer = ["255": .short, "131071": .long][try config.text("randomizer")]
        return channel
    }
}
