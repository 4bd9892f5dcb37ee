import Foundation
import FuzzShell
import FuzzWire
import Testing

/// Does every input that once failed pass now?
struct FailCaseTests {
    /// `FuzzTesting` of this package, symbolic links resolved.
    private static let folder: URL = {
        var url = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.appending(path: "FuzzTesting")
    }()

    private static let targets = wireTargets + shellTargets

    /// What the canary must trip over, and no other target has.
    private static let canary = "canary"

    private static func inputs(_ folder: String, _ target: String) -> [URL] {
        let path = FailCaseTests.folder.appending(path: folder).appending(path: target)
        let files = try? FileManager.default.contentsOfDirectory(
            at: path, includingPropertiesForKeys: nil)
        return (files ?? []).sorted { $0.path < $1.path }
    }

    private static func run(_ target: FuzzTarget, _ octets: [UInt8]) throws {
        try octets.withUnsafeBytes { try target.run($0) }
    }

    @Test(arguments: targets.map(\.name).filter { $0 != canary })
    func failCasesAndSeeds(name: String) throws {
        let target = try #require(FailCaseTests.targets.first { $0.name == name })
        let start = ContinuousClock.now
        try FailCaseTests.run(target, [])
        let inputs = ["FailCases", "Seeds"].flatMap { FailCaseTests.inputs($0, name) }
        for input in inputs {
            let octets = Array(try Data(contentsOf: input))
            #expect(throws: Never.self, "\(input.lastPathComponent)") {
                try FailCaseTests.run(target, octets)
            }
        }
        let took = ContinuousClock.now - start
        print("\(name): \(inputs.count) inputs replayed in \(took)")
    }

    /// A fail case in a folder that no target has would never be replayed.
    @Test func everyFolderHasItsTarget() throws {
        let names = Set(FailCaseTests.targets.map(\.name))
        #expect(names.count == FailCaseTests.targets.count)
        for kind in ["FailCases", "Seeds"] {
            let folder = FailCaseTests.folder.appending(path: kind)
            let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            for name in found where !name.hasPrefix(".") && name != "README.md" {
                #expect(names.contains(name), "\(kind)/\(name)")
            }
        }
    }

    /// Random inputs, so that a target that traps at once is seen here too.
    @Test(arguments: targets.map(\.name).filter { $0 != canary })
    func randomInputs(name: String) throws {
        let target = try #require(FailCaseTests.targets.first { $0.name == name })
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Generator(state: seed)
        // Enough for a trap that every second input falls into: the fuzzers are for the others.
        for _ in 0..<max(2, 32 / target.executionsPerInput) {
            let count = Int.random(in: 0...min(target.longestInput, 300), using: &random)
            let octets = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(throws: Never.self, "\(name), seed \(seed): \(octets)") {
                try FailCaseTests.run(target, octets)
            }
        }
    }
}

/// SplitMix64: seeds that are printed can be used again.
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
