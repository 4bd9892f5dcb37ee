import TelemetryLink
import Testing

@testable import CaptureStore
import OrderedJSON

/// Does the reader survive octets that were made to harm it?
@Suite struct HostileFileTests {
    @Test func everyPrefixOfAGoodFile() throws {
        let directory = try TemporaryDirectory()
        for count in 0..<ExampleFile.octets.count {
            let path = try directory.write(Array(ExampleFile.octets[..<count]), to: "prefix")
            let state = try CaptureReader.check(path: path).state
            let isAtBorder = [180, 364, 628, 756, 904, 1008, 1112].contains(count)
            let expected: CaptureState = count < 180 ? .foreign : isAtBorder ? .open : .torn
            #expect(state == expected, "\(count) octets")
        }
    }

    @Test func randomOctets() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        print("HostileFileTests: seed \(seed)")
        var generator = SeededGenerator(state: seed)
        let directory = try TemporaryDirectory()
        for size in [0, 1, 7, 8, 11, 12, 13, 47, 48, 100, 1000, 5000] {
            let path = try directory.write(generator.octets(size), to: "random")
            #expect(try CaptureReader.check(path: path).state == .foreign)
        }
    }

    /// Fields changed at random, the seals made anew: nothing but the meaning is wrong.
    @Test func blocksThatLieUnderTrueSeals() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        print("HostileFileTests: seed \(seed)")
        var generator = SeededGenerator(state: seed)
        let directory = try TemporaryDirectory()
        for _ in 0..<1500 {
            var octets = ExampleFile.octets
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<octets.count, using: &generator)
                octets[place] = [0, 1, 4, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
            }
            HostileFileTests.sealAnew(&octets)
            let path = try directory.write(octets, to: "lie")
            let (records, report) = try readAll(path)
            #expect(records.count > 0 || report.state == .foreign)
            #expect(!report.text.isEmpty)
            #expect(JSONParser.parse(Array(report.json.encoded().utf8)) != nil)
        }
    }

    /// Where the example's blocks lie.
    private static let blocks = [0, 180, 364, 628, 756, 904, 1008, 1112, 1252]

    private static func sealAnew(_ octets: inout [UInt8]) {
        var previous: UInt32 = 0
        for (start, end) in zip(blocks, blocks.dropFirst()) {
            if start == 364 {
                let hex = Array(hexadecimal(previous).utf8)
                octets.replaceSubrange(end - 21..<end - 13, with: hex)
                previous = CRC32.checksum(octets.span.bytes.extracting(start..<end - 13))
                octets.replaceSubrange(end - 13..<end - 5, with: Array(hexadecimal(previous).utf8))
            } else {
                octets.replaceLittle(at: end - 16, with: previous)
                previous = CRC32.checksum(octets.span.bytes.extracting(start..<end - 12))
                octets.replaceLittle(at: end - 12, with: previous)
            }
        }
    }

    @Test func whatIsNoFile() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: CaptureError.self) { try CaptureReader(path: directory.path) }
        #expect(throws: CaptureError.self) { try CaptureReader(path: directory.file("none")) }
        #expect(throws: CaptureError.self) { try CaptureReader(path: "/dev/zero") }
    }
}
