import LinkFraming
import Testing

@Suite("Is every MAVLink vector read and checked, and is the table the dialect's?")
struct MAVLinkVectorTests {
    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func table() throws {
        let vectors = try Vector.load("mavlink", count: 16)
        let vector = try #require(vectors.first { $0.name == "mav-crc-extra-common" })
        let table = try vector.table("table")
        #expect(table.count == 234)
        let wrong = (0..<70_000).filter { number in
            let message = MAVLinkMessage(UInt32(number))
            guard let entry = table["\(number)"] else { return message != nil }
            return message.map { Int($0.checksumExtra) } != entry[0]
                || message?.payloadLengths != entry[1]...entry[2]
        }
        #expect(wrong == [])
    }

    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func frames() throws {
        for vector in try Vector.load("mavlink", count: 16) where vector.has("hex") {
            let octets = try vector.octets("hex")
            let isGood = try vector.text("expect") == "ok"
            try withSpan(octets) { span in
                let view = try MAVLinkFrameView(checking: span)
                #expect(view.octets.byteCount == octets.count, "\(vector.name)")
                #expect(view.integrity == (isGood ? .right : .wrong), "\(vector.name)")
                #expect(view.version == (try vector.text("kind") == "mavlink_v1" ? 1 : 2))
                let number = view.message
                let extra =
                    isGood && vector.has("fields") && !vector.has("crc_extra")
                    ? try vector.part("fields").number("crc_extra")
                    : try vector.number("crc_extra")
                #expect(MAVLinkMessage(number).map { Int($0.checksumExtra) } == extra)
                if isGood { try signature(view, try vector.part("fields")) }
                guard isGood, try vector.part("fields").has("msgid") else { return }
                try fields(view, try vector.part("fields"))
            }
            let run = FramerRun(MAVLinkFramer(), octets, [0..<octets.count])
            #expect(run.passedData == (isGood ? [octets] : []), "\(vector.name)")
        }
    }

    /// What stands behind the checksum of a signed frame; whether it is right, a key says.
    private func signature(_ view: borrowing MAVLinkFrameView, _ fields: Vector) throws {
        let signature = view.signature
        #expect((signature == nil) == !fields.has("signature"))
        guard let signature, fields.has("signature") else { return }
        #expect(Int(signature.link) == (try fields.number("link_id")))
        #expect(Int(signature.timestamp) == (try fields.number("timestamp_10us")))
        let value = try fields.octets("signature").reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(signature.value == value)
    }

    private func fields(_ view: borrowing MAVLinkFrameView, _ fields: Vector) throws {
        #expect(Int(view.sequence) == (try fields.number("seq")))
        #expect(Int(view.system) == (try fields.number("sysid")))
        #expect(Int(view.component) == (try fields.number("compid")))
        #expect(Int(view.message) == (try fields.number("msgid")))
        #expect(view.payloadLength == (try fields.number("payload_len")))
        let payload = try fields.octets("payload")
        #expect(view.payload.withUnsafeBytes { Array($0) } == payload)
        #expect(Int(view.checksum) == Int(try fields.text("crc"), radix: 16))
        // What version 2 leaves out is zero.
        for offset in 0..<300 {
            #expect(view.payloadOctet(at: offset) == (offset < payload.count ? payload[offset] : 0))
        }
    }

    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func everyPrefix() throws {
        for vector in try Vector.load("mavlink", count: 16) where vector.has("hex") {
            let octets = try vector.octets("hex")
            for length in 0...octets.count {
                let prefix = Array(octets[..<length])
                let isRead = withSpan(prefix) { span in
                    guard let view = try? MAVLinkFrameView(checking: span) else { return false }
                    return view.octets.byteCount == octets.count
                }
                #expect(isRead == (length == octets.count), "\(vector.name) \(length)")
            }
        }
    }

    @Test func otherStartOctet() {
        withSpan([0x55, 0, 0, 0]) { span in
            #expect(throws: FramingFault(.version, expected: 0xFD, found: 0x55)) {
                _ = try MAVLinkFrameView(checking: span).version
            }
        }
    }
}
