import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Is every AX.25 vector read: bits, check sequence, addresses, data?")
struct AX25VectorTests {
    /// Everything that a frame says.
    private struct Fields: Equatable {
        var destination: String
        var source: String
        var digipeaters: [String]
        var control: Int
        var protocolIdentifier: Int?
        var data: [UInt8]

        init(_ octets: [UInt8]) throws {
            self = try withSpan(octets) { span in
                let view = try AX25FrameView(checking: span)
                return Fields(view)
            }
        }

        private init(_ view: borrowing AX25FrameView) {
            destination = view.destination.description
            source = view.source.description
            digipeaters = (2..<view.addressCount).map { view.address(at: $0).description }
            control = Int(view.control)
            protocolIdentifier = view.protocolIdentifier.map(Int.init)
            data = view.data.withUnsafeBytes { Array($0) }
        }

        init(_ vector: Vector) throws {
            destination = try vector.text("dest")
            source = try vector.text("source")
            digipeaters = try vector.texts("digipeaters")
            control = try vector.number("control")
            protocolIdentifier = try vector.number("pid")
            data = try vector.octets("info")
        }
    }

    private func packed(_ bits: String) -> [UInt8] {
        var sender = HDLCSender()
        sender.append(bits: bits.map { $0 == "1" })
        return sender.octets()
    }

    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func everyVector() throws {
        for vector in try Vector.load("ax25", count: 7) {
            let framer = HDLCFramer(maximumLength: 400)
            guard try vector.text("expect") == "ok" else {
                // Octets of a frame with a wrong check sequence, as they stand between flags.
                var sender = HDLCSender()
                for _ in 0..<2 { sender.flag() }
                sender.stuffed(try vector.octets("wire"))
                sender.flag()
                let wire = sender.octets()
                let run = FramerRun(framer, wire, [0..<wire.count])
                #expect(run.goodData == [] && run.failures == [.checksum], "\(vector.name)")
                continue
            }
            let frame = try vector.octets("frame_no_fcs")
            let bits = packed(try vector.text("hdlc_bits"))
            #expect(
                FramerRun(framer, bits, [0..<bits.count]).goodData == [frame], "\(vector.name)")
            let octets = try vector.octets("hdlc_bits_lsb_first_octets")
            #expect(
                FramerRun(framer, octets, [0..<octets.count]).goodData == [frame],
                "\(vector.name)")
            let kiss = try vector.octets("kiss_frame")
            let records = FramerRun(KISSFramer(maximumLength: 400), kiss, [0..<kiss.count])
            #expect(records.goodData == [frame], "\(vector.name)")
            #expect(try Fields(frame) == Fields(try vector.part("fields")), "\(vector.name)")
        }
    }

    /// Every prefix that ends inside the addresses, or before the control field, is refused.
    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func everyPrefix() throws {
        for vector in try Vector.load("ax25", count: 7) where vector.has("frame_no_fcs") {
            let frame = try vector.octets("frame_no_fcs")
            let repeaters = try vector.part("fields").texts("digipeaters").count
            for length in 0...frame.count {
                let prefix = Array(frame[..<length])
                let isRead = withSpan(prefix) { span in
                    guard let view = try? AX25FrameView(checking: span) else { return false }
                    return view.data.byteCount == max(0, length - 7 * view.addressCount - 2)
                }
                #expect(isRead == (length > 7 * (2 + repeaters)), "\(vector.name) \(length)")
            }
        }
    }
}

@Suite("Are addresses read as they stand, and bad ones known?")
struct AX25AddressTests {
    private func address(_ callsign: String, _ last: UInt8) -> [UInt8] {
        let padded = callsign + String(repeating: " ", count: 6 - callsign.count)
        return padded.utf8.map { $0 << 1 } + [last]
    }

    @Test func marks() throws {
        let frame = address("CQ", 0xE0) + address("N0CALL", 0x60) + address("RELAY", 0xE3) + [3]
        try withSpan(frame) { span in
            let view = try AX25FrameView(checking: span)
            #expect(view.addressCount == 3)
            #expect(view.destination.isMarked && !view.source.isMarked)
            #expect(view.address(at: 2).description == "RELAY-1")
            #expect(view.address(at: 2).isMarked && view.address(at: 2).isPlausible)
            #expect(view.isUnnumberedInformation && view.protocolIdentifier == nil)
            #expect(view.dataRange.isEmpty)
        }
    }

    @Test("addresses without an end, and only one")
    func badAddresses() {
        let endless = Array((0..<11).map { _ in address("A", 0x60) }.joined()) + [3, 0xF0]
        let single = address("A", 0x61) + address("B", 0x61) + [3, 0xF0]
        for frame in [endless, single] {
            withSpan(frame) { span in
                #expect(throws: FramingFault.self) { _ = try AX25FrameView(checking: span).control }
            }
        }
    }

    @Test("ten addresses are the most")
    func tenAddresses() throws {
        let frame =
            Array((0..<9).map { _ in address("A", 0x60) }.joined()) + address("Z", 0x61)
            + [0x13, 0xF0, 7]
        try withSpan(frame) { span in
            let view = try AX25FrameView(checking: span)
            #expect(view.addressCount == 10 && view.address(at: 9).callsign == "Z")
            #expect(view.isUnnumberedInformation && view.data.byteCount == 1)
        }
    }

    @Test("characters that no callsign has are shown, and not plausible")
    func implausible() throws {
        for callsign in ["a", "A B", "", "A-"] {
            let frame = address(callsign, 0x60) + address("B", 0x61) + [3]
            try withSpan(frame) { span in
                let view = try AX25FrameView(checking: span)
                #expect(view.destination.callsign == callsign)
                #expect(!view.destination.isPlausible && view.source.isPlausible)
            }
        }
    }

    @Test("supervisory frames carry no data; information frames do")
    func control() throws {
        for (control, carries) in [(0x00, true), (0x01, false), (0x3F, false), (0x03, true)] {
            let frame = address("A", 0x60) + address("B", 0x61) + [UInt8(control), 0xF0, 1, 2]
            try withSpan(frame) { span in
                let view = try AX25FrameView(checking: span)
                #expect(view.carriesData == carries)
                #expect(view.data.byteCount == (carries ? 2 : 0))
            }
        }
    }
}
