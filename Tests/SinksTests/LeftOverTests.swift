import Foundation
import Testing

@testable import Sinks

/// Is a left-over file cut to its last whole packet, wherever the process died?
struct LeftOverTests {
    private func write(_ octets: [UInt8], _ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true)
        try Data(octets).write(to: URL(fileURLWithPath: path))
    }

    private func check(_ packets: [[UInt8]], suffix: String) throws {
        let octets = packets.flatMap { $0 }
        var ends = [0]
        for packet in packets { ends.append((ends.last ?? 0) + packet.count) }
        for cut in 0...octets.count {
            try withFolder { root in
                try write(Array(octets[..<cut]), root + "/a/1/x\(suffix).part")
                let log = EventLog()
                PacketFileRecovery { log.append($0) }.recover(root: root)
                let whole = ends.last { $0 <= cut } ?? 0
                let expected = whole == 0 ? [:] : ["a/1/x\(suffix)": Array(octets[..<whole])]
                #expect(files(in: root) == expected, "cut at \(cut)")
                #expect(
                    log.all == [
                        .leftOverFinished(
                            path: root + "/a/1/x\(suffix)", keptOctets: UInt64(whole),
                            cutOctets: UInt64(cut - whole))
                    ])
            }
        }
    }

    @Test func spacePacketsCutAnywhere() throws {
        try check(
            [
                spacePacket(count: 0, length: 7), spacePacket(count: 1, length: 30),
                spacePacket(count: 2, length: 300),
            ], suffix: ".ccsds")
    }

    @Test func encapsulationPacketsCutAnywhere() throws {
        // All four forms of the header, 133.1-B-3 §4.1.2.
        let long: [UInt8] = [0xEA, 0, 0, 7, 1, 2, 3]
        let longest: [UInt8] = [0xEB, 0, 0, 0, 0, 0, 0, 10, 8, 9]
        try check([[0xE0], encapsulationPacket([1, 2, 3]), long, longest], suffix: ".encap")
    }

    @Test func packetsLongerThanTheReadersWindow() throws {
        try withFolder { root in
            let packets = [
                spacePacket(count: 0, length: 65_542), spacePacket(count: 1, length: 40_000),
                spacePacket(count: 2, length: 65_542),
            ].flatMap { $0 }
            try write(packets + [0, 1, 2], root + "/a/1/vc1/apid5/x.ccsds.part")
            PacketFileRecovery { _ in }.recover(root: root)
            #expect(files(in: root) == ["a/1/vc1/apid5/x.ccsds": packets])
        }
    }

    @Test func whatIsNoPacketIsCutOff() throws {
        try withFolder { root in
            let good = spacePacket(count: 0)
            try write(good + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], root + "/a/x.ccsds.part")
            // An encapsulation length shorter than its own header.
            try write([0xE1, 1, 0, 0], root + "/a/y.encap.part")
            PacketFileRecovery { _ in }.recover(root: root)
            #expect(files(in: root) == ["a/x.ccsds": good])
        }
    }

    @Test func takenNamesForeignFilesAndLocksAreRespected() throws {
        try withFolder { root in
            let packet = spacePacket(count: 0)
            try write(packet, root + "/a/x.ccsds.part")
            try write([1], root + "/a/x.ccsds")
            try write([2], root + "/a/notes.part")
            try write(packet, root + "/a/busy.ccsds.part")
            let descriptor = open(root + "/a/busy.ccsds.part", O_RDWR)
            #expect(flock(descriptor, LOCK_EX) == 0)
            let log = EventLog()
            PacketFileRecovery { log.append($0) }.recover(root: root)
            close(descriptor)
            #expect(
                files(in: root) == [
                    "a/x.ccsds": [1], "a/x-2.ccsds": packet, "a/notes.part": [2],
                    "a/busy.ccsds.part": packet,
                ])
            let busy = SinkEvent.leftOverKept(path: root + "/a/busy.ccsds.part", code: EWOULDBLOCK)
            #expect(log.all.contains(busy))
        }
    }
}
