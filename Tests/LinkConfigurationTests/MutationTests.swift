import LinkConfiguration
import Testing

/// Does no YAML, however broken, trap or take long?
struct MutationTests {
    /// xorshift64*: small, and the same everywhere.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return state &* 0x2545_F491_4F6C_DD1D
        }
    }

    /// What YAML and the schema give a meaning.
    private static let pieces: [[UInt8]] = [
        "\n", "\n  ", "\n- ", ": ", "{", "}", "[", "]", ",", "&a ", "*a", "!!int ", "|", ">", "'",
        "\"", "#", "? ", "---\n", "%YAML 1.1\n", "\t", "0x", "-1", "99999999999999999999", "1e9",
        "~", "\\u0000", "\u{FEFF}", "é", "ms", "GiB", "other", "frame", "fill", "\r", "\0", "@",
    ].map { Array($0.utf8) }

    private func mutate(_ octets: inout [UInt8], _ random: inout Generator) {
        let at = Int.random(in: 0...octets.count, using: &random)
        let end = min(octets.count, at + Int.random(in: 0..<24, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: octets.removeSubrange(at..<end)
        case 1: octets.insert(contentsOf: octets[at..<end], at: at)
        case 2 where at < octets.count:
            octets[at] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        case 3 where at < octets.count: octets[at] = UInt8.random(in: 0...255, using: &random)
        case 4:
            let other = Int.random(in: 0...octets.count, using: &random)
            octets.insert(contentsOf: Array(octets[at..<end]), at: other)
        default:
            let piece = MutationTests.pieces.randomElement(using: &random) ?? []
            octets.insert(contentsOf: piece, at: at)
        }
    }

    private func samples() throws -> [[UInt8]] {
        let names = ["snpp-cadu-65", "escapade-gold", "queqiao-rs", "kiss-aisat", "tianwen2-a"]
        let links = try names.map {
            Array(try Project.text("Fixtures/recordings/\($0).yaml").utf8)
        }
        return links
            + MarkdownExamples.yaml(in: try Project.text("docs/link.md")).map {
                Array($0.utf8)
            }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func mutatedLinkFiles(seed: UInt64) throws {
        var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let samples = try samples()
        var good = 0
        for _ in 0..<1500 {
            var octets = samples.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&octets, &random) }
            if check(octets) { good += 1 }
        }
        print("seed \(seed): \(good) of 1500 mutated files are good")
        #expect(good < 1500)
    }

    @Test func everyPrefixOfALinkFile() throws {
        let text = Array(try Project.text("Fixtures/recordings/tianwen2-a.yaml").utf8)
        for length in 0...text.count { _ = check(Array(text.prefix(length))) }
    }

    @Test(arguments: [5, 6] as [UInt64])
    func mutatedStations(seed: UInt64) throws {
        var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let examples = MarkdownExamples.yaml(in: try Project.text("docs/configuration.md"))
        let sample = Array(try #require(examples.first).utf8)
        for _ in 0..<1000 {
            var octets = sample
            for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&octets, &random) }
            guard let text = String(validating: octets, as: UTF8.self) else { continue }
            do {
                _ = try StationConfiguration.load(
                    "s.yaml", from: MemoryFiles(files: ["s.yaml": text]))
            } catch {
                #expect(!error.errors.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test(arguments: [7, 8] as [UInt64])
    func mutatedProfiles(seed: UInt64) throws {
        var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let examples = MarkdownExamples.yaml(in: try Project.text("docs/profiles.md"))
        let sample = Array(try #require(examples.first).utf8)
        var good = 0
        for _ in 0..<1000 {
            var octets = sample
            for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&octets, &random) }
            do {
                _ = try HardwareProfile.parse(octets, file: "p.yaml")
                good += 1
            } catch {
                #expect(!error.errors.isEmpty && error.errors.count <= 100, "seed \(seed)")
                #expect(error.errors.allSatisfy { $0.file == "p.yaml" })
            }
        }
        print("seed \(seed): \(good) of 1000 mutated profiles are good")
        #expect(good < 1000)
    }

    /// - Returns: the file is good. Errors stand inside the file.
    private func check(_ octets: [UInt8]) -> Bool {
        do {
            _ = try LinkFile.parse(octets, file: "m.yaml")
            return true
        } catch {
            #expect(!error.errors.isEmpty && error.errors.count <= 100)
            let lines = octets.count { $0 == 0x0A || $0 == 0x0D } + 3
            for error in error.errors {
                #expect(error.file == "m.yaml" && (1...lines).contains(error.line), "\(error)")
                #expect(!error.message.isEmpty)
            }
            return false
        }
    }
}
