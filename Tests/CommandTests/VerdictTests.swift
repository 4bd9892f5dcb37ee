import Foundation
import Testing

/// Does the exit code of `decode` say whether anything is missing or bad?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct VerdictTests {
    private static let packets = "feedhorn: 1\nname: small\nframing: packets\n"

    private static func frames(length: Int) -> String {
        "feedhorn: 1\nname: small\nframing: [fixedFrames, tmFrames]\n"
            + "frame: {type: tm, length: \(length)}\n"
    }

    /// A space packet of APID 1 with one octet of data (133.0-B-2 §4.1).
    private func packet(_ count: UInt8) -> [UInt8] { [0x00, 0x01, 0xC0, count, 0x00, 0x00, 0xAA] }

    /// A TM frame of spacecraft 5, channel 0, with packets from `pointer` on (132.0-B-3 §4.1).
    private func frame(_ count: UInt8, pointer: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0x00, 0x50, count, count, 0x18, pointer] + data
    }

    private func status(_ link: String, _ octets: [UInt8]) throws -> Int32 {
        let folder = try Folder()
        let link = try folder.write("link.yaml", link)
        let octets = try folder.write("octets", octets)
        return try Program.run("decode", "--link", link, octets).status
    }

    @Test func nothingIsMissing() throws {
        #expect(try status(VerdictTests.packets, packet(1) + packet(2) + packet(3)) == 0)
        let frames = frame(0, pointer: 0, packet(0)) + frame(1, pointer: 0, packet(1))
        #expect(try status(VerdictTests.frames(length: 13), frames) == 0)
    }

    @Test func aPacketIsMissing() throws {
        #expect(try status(VerdictTests.packets, packet(1) + packet(2) + packet(4)) == 1)
    }

    @Test func aFrameIsMissing() throws {
        let frames = frame(0, pointer: 0, packet(0)) + frame(2, pointer: 0, packet(1))
        #expect(try status(VerdictTests.frames(length: 13), frames) == 1)
    }

    /// The pass begins in the middle of a packet: nothing else is wrong with it.
    @Test func octetsBecameNoPacket() throws {
        let frames = frame(0, pointer: 4, [1, 2, 3, 4] + packet(0))
        #expect(try status(VerdictTests.frames(length: 17), frames) == 1)
    }

    /// A damaged capture says more than gaps in what it holds.
    @Test(.enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing))
    func theWorseOfTwo() throws {
        let folder = try Folder()
        let link = try folder.write("link.yaml", DemoLink.text)
        let capture = folder.file("pass.pcapng")
        try ReferenceCapture.write(DemoLink.octets, to: capture)
        var octets = try folder.octets("pass.pcapng")
        octets[octets.count / 2] ^= 1
        try folder.write("pass.pcapng", octets)
        #expect(try Program.run("decode", "--link", link, capture).status == 5)
    }
}
