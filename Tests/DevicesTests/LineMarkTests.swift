import Testing

@testable import Devices

/// Do the octets of the line come out of the kernel's marks, wherever a read ends?
struct LineMarkTests {
    private struct Result: Equatable {
        var octets: [UInt8] = []
        var places: [LineMarks.Place] = []
        var stray: UInt64 = 0
        var begun = 0
    }

    /// Reads `octets` in pieces that end at `ends`.
    private func read(_ octets: [UInt8], ends: [Int]) -> Result {
        var unescaper = LineMarkUnescaper()
        var result = Result()
        var start = 0
        for end in ends + [octets.count] {
            let begun = unescaper.begun
            var memory = [UInt8](repeating: 0xEE, count: begun + end - start)
            memory.withUnsafeMutableBytes { unescaper.restore(in: $0) }
            for index in start..<end { memory[begun + index - start] = octets[index] }
            let handed = UInt64(result.octets.count)
            let kept = memory.withUnsafeMutableBytes { raw in
                unescaper.unescape(raw) { kind, place in
                    result.places.append(.init(kind, offset: handed + UInt64(place)))
                }
            }
            result.octets += memory[..<kept]
            start = end
        }
        result.stray = unescaper.stray
        result.begun = unescaper.begun
        return result
    }

    /// Written another way: the whole input at once, by cutting prefixes off.
    private func reference(_ octets: [UInt8]) -> Result {
        var result = Result()
        var rest = octets[...]
        while let first = rest.first {
            let place = UInt64(result.octets.count)
            if first != 0xFF {
                result.octets.append(first)
                rest = rest.dropFirst()
            } else if rest.starts(with: [0xFF, 0xFF]) {
                result.octets.append(0xFF)
                rest = rest.dropFirst(2)
            } else if rest.starts(with: [0xFF, 0x00]), rest.count >= 3 {
                let character = rest[rest.startIndex + 2]
                result.places.append(.init(character == 0 ? .breakOrZero : .erred, offset: place))
                result.octets.append(character)
                rest = rest.dropFirst(3)
            } else if rest == [0xFF] || rest == [0xFF, 0x00] {
                result.begun = rest.count
                break
            } else {
                result.octets.append(0xFF)
                result.stray += 1
                rest = rest.dropFirst()
            }
        }
        return result
    }

    @Test func eachMark() {
        #expect(read([1, 0xFF, 0xFF, 2], ends: []) == Result(octets: [1, 0xFF, 2]))
        #expect(
            read([1, 0xFF, 0, 0x41, 2], ends: [])
                == Result(octets: [1, 0x41, 2], places: [.init(.erred, offset: 1)]))
        #expect(
            read([0xFF, 0, 0, 2], ends: [])
                == Result(octets: [0, 2], places: [.init(.breakOrZero, offset: 0)]))
        // An erred FF is not doubled.
        #expect(
            read([0xFF, 0, 0xFF, 0xFF, 0xFF], ends: [])
                == Result(octets: [0xFF, 0xFF], places: [.init(.erred, offset: 0)]))
        #expect(read([0xFF, 0x41], ends: []) == Result(octets: [0xFF, 0x41], stray: 1))
        #expect(read([0x41, 0xFF], ends: []) == Result(octets: [0x41], begun: 1))
        #expect(read([0x41, 0xFF, 0], ends: []) == Result(octets: [0x41], begun: 2))
        #expect(read([], ends: []) == Result())
    }

    @Test("every way to cut a short stream into reads gives the same")
    func allChunkings() {
        let octets: [UInt8] = [0xFF, 0xFF, 7, 0xFF, 0, 0x41, 0xFF, 0, 0, 0xFF, 0, 0xFF, 9]
        let whole = reference(octets)
        #expect(whole.octets == [0xFF, 7, 0x41, 0, 0xFF, 9])
        for cuts in 0..<1 << (octets.count - 1) {
            let ends = (1..<octets.count).filter { cuts >> ($0 - 1) & 1 == 1 }
            #expect(read(octets, ends: ends) == whole, "\(ends)")
        }
    }

    @Test("any octets in any reads, against a reader written another way")
    func fuzz() {
        let seed: UInt64 = .random(in: 0 ... .max)
        var random = RandomOctets(seed: seed)
        for round in 0..<3_000 {
            // Mostly the three that matter.
            let count = Int.random(in: 0...64, using: &random)
            let octets: [UInt8] = (0..<count).map { _ in
                [0xFF, 0xFF, 0, 0x41, UInt8.random(in: 0...255, using: &random)]
                    .randomElement(using: &random) ?? 0
            }
            let ends = (0...octets.count).filter { _ in Int.random(in: 0...3, using: &random) == 0 }
            #expect(read(octets, ends: ends) == reference(octets), "seed \(seed), round \(round)")
        }
    }

    @Test("told at most once a second, and no count is lost")
    func gathered() {
        var reader = LineMarkReader()
        var told: [LineMarks] = []
        var handed: UInt64 = 0
        for round in 0..<1_000 {
            var octets: [UInt8] = [0xFF, 0, 0x41, 0x42, 0xFF, 0, 0]
            let (kept, isMarked) = octets.withUnsafeMutableBytes { reader.unescape($0, at: handed) }
            #expect(isMarked)
            #expect(kept == 3)
            handed += UInt64(kept)
            if let marks = reader.takeIfDue() { told.append(marks) }
            if round == 0 { #expect(told.count == 1, "the first is told at once") }
        }
        var half: [UInt8] = [0xFF]
        _ = half.withUnsafeMutableBytes { reader.unescape($0, at: handed) }
        let isTold = told.count
        if let marks = reader.takeLast() { told.append(marks) }
        #expect(told.count == isTold + 1)
        #expect(told.reduce(0) { $0 + $1.erred } == 1_000)
        #expect(told.reduce(0) { $0 + $1.breaks } == 1_000)
        #expect(told.last?.cutOff == 1)
        #expect(told.allSatisfy { $0.places.count <= LineMarks.maximumPlaces })
        #expect(told[0].places == [.init(.erred, offset: 0), .init(.breakOrZero, offset: 2)])
        #expect(told[1].places.first == .init(.erred, offset: 3))
        #expect(reader.takeLast()?.cutOff == 1)
    }
}
