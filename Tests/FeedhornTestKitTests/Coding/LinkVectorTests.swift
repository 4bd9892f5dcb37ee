import FeedhornTestKit
import Foundation
import Testing

@Suite("Do the encoders of serial framings make what the vectors show?")
struct LinkVectorTests {
    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func stuffing() throws {
        for vector in try Vector.load("slip", kinds: "slip")
        where try vector.text("expect") == "ok" && !vector.name.contains("-no-leading")
            && !vector.name.contains("-double")
        {
            #expect(
                LinkEncoder.slip(try vector.octets("payload")) == (try vector.octets("frame")))
        }
        for vector in try Vector.load("cobs", kinds: "cobs")
        where try vector.text("expect") == "ok" {
            let payload = try vector.octets("payload")
            #expect(LinkEncoder.cobs(payload) == (try vector.octets("frame")), "\(vector.name)")
            let reduced = try vector.octets("cobsr") + [0]
            #expect(LinkEncoder.cobsReduced(payload) == reduced, "\(vector.name)")
        }
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func kiss() throws {
        for vector in try Vector.load("kiss", kinds: "kiss_smack") {
            #expect(
                LinkEncoder.smack(try vector.octets("payload")) == (try vector.octets("frame")))
        }
        for vector in try Vector.load("kiss", kinds: "kiss_xor_checksum") {
            let wire = LinkEncoder.kissExclusiveOr(try vector.octets("payload"))
            #expect(wire == (try vector.octets("frame")))
        }
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func frames() throws {
        for vector in try Vector.load("fprime", kinds: "fprime_legacy") {
            #expect(
                LinkEncoder.fprime(try vector.octets("payload")) == (try vector.octets("frame")))
        }
        for vector in try Vector.load("ax25", kinds: "ax25_ui") where vector.has("hdlc_bits") {
            var sender = HDLCSender()
            sender.flag()
            sender.frame(try vector.octets("frame_no_fcs"))
            sender.flag()
            #expect(
                sender.bits == (try vector.text("hdlc_bits")).map { $0 == "1" }, "\(vector.name)")
        }
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func mavlink() throws {
        for vector in try Vector.load("mavlink", kinds: "mavlink_v1", "mavlink_v2")
        where vector.name.hasPrefix("mav1-HEART") || vector.name.hasPrefix("mav2-HEART") {
            let fields = try vector.part("fields")
            var frame = LinkEncoder.mavlink(
                try fields.octets("payload"), message: UInt32(try fields.number("msgid")),
                extra: UInt8(try fields.number("crc_extra")),
                sequence: UInt8(try fields.number("seq")),
                version: try vector.text("kind") == "mavlink_v1" ? 1 : 2)
            // The encoder's system and component are 1 and 1: with those of the vector the frame
            // is the vector's up to its checksum.
            let place = frame[0] == 0xFE ? 3 : 5
            frame[place] = UInt8(try fields.number("sysid"))
            frame[place + 1] = UInt8(try fields.number("compid"))
            #expect(frame.dropLast(2) == (try vector.octets("hex")).dropLast(2))
        }
    }

    @Test("the check values of the catalogues")
    func checksums() {
        let octets = Array("123456789".utf8)
        #expect(BitwiseChecksum.hdlc(octets) == 0x906E)
        #expect(BitwiseChecksum.mavlink(octets) == 0x6F91)
        #expect(BitwiseChecksum.smack(octets) == 0xBB3D)
        #expect(BitwiseChecksum.crc32(octets) == 0xCBF4_3926)
        #expect(BitwiseChecksum.crc32c(octets) == 0xE306_9283)
    }
}
