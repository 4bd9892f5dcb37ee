import TelemetryLink
import Testing

@testable import TelemetryPipeline

/// Does any text at all trap the reader, and does the flat program agree with the expression it
/// was made of?
struct FilterFuzzTests {
    private let seeds = [
        "vcid == 1 and apid in 100..120,2045 and quality != erred",
        "not (link == uhf-a or time >= -10m) && corrected > 0 || missing == null",
        "idle and secondaryHeader == true or sequenceFlags in first,last and count < 0x3FFF",
        "kind != tc and !(scid in 1..5) and length <= 65542 and map == 3 and replay",
    ]

    @Test func everyPrefix() {
        for text in seeds {
            for length in 0...text.utf8.count {
                _ = try? PacketFilter(String(text.prefix(length)), now: evening)
            }
        }
    }

    @Test func mutations() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let alphabet = Array(" ()!<>=,.&|0x9azTZ:-\"é\u{0}".utf8)
        var accepted = 0
        for _ in 0..<5_000 {
            var octets = Array(seeds.randomElement(using: &random)?.utf8 ?? "".utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<octets.count, using: &random)
                let octet = alphabet.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<3, using: &random) {
                case 0: octets[place] = octet
                case 1: octets.insert(octet, at: place)
                default: if octets.count > 1 { octets.remove(at: place) }
                }
            }
            let text = String(decoding: octets, as: UTF8.self)
            guard let filter = try? PacketFilter(text, now: evening) else { continue }
            accepted += 1
            let again = try? PacketFilter(filter.text, now: 0)
            #expect(again == filter, "seed \(seed): “\(text)” became “\(filter.text)”")
        }
        #expect(accepted > 100, "seed \(seed)")
    }

    @Test func programAgreesWithExpression() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let name = link("a")
        for _ in 0..<3_000 {
            let expression = expression(depth: 4, &random)
            let program = FilterProgram(expression)
            for _ in 0..<8 {
                var record = batch(0..<1).packets[0]
                record.header = UInt32.random(in: 0...UInt32.max, using: &random)
                record.flags = PacketFlags(rawValue: UInt16.random(in: 0...15, using: &random))
                let packet = PacketSubject(record, annotation: nil)
                let expected = truth(of: expression, packet, link: name.description)
                let found = program.passes(packet, linkMask: program.mask(of: name.description))
                guard found == expected else {
                    Issue.record("seed \(seed): \(expression.text)")
                    return
                }
            }
        }
    }

    private func expression(depth: Int, _ random: inout SeededGenerator) -> FilterExpression {
        let kind = depth == 0 ? 0 : Int.random(in: 0..<4, using: &random)
        let count = Int.random(in: 1...3, using: &random)
        switch kind {
        case 1: return expression(depth: depth - 1, &random).negated
        case 2: return .all((0..<count).map { _ in expression(depth: depth - 1, &random) })
        case 3: return .any((0..<count).map { _ in expression(depth: depth - 1, &random) })
        default: break
        }
        let links = [["a"], ["b"], ["a", "b"]]
        let field =
            [FilterField.apid, .kind, .idle, .sequenceFlags, .scid, .link]
            .randomElement(using: &random) ?? .apid
        if field == .link {
            return .test(FilterTest(links: links.randomElement(using: &random) ?? []))
        }
        let ranges = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            let low = UInt64.random(in: 0...field.maximum, using: &random)
            return low...UInt64.random(in: low...field.maximum, using: &random)
        }
        return .test(FilterTest(field, ranges))
    }

    /// The meaning of an expression, said as plainly as possible.
    private func truth(
        of expression: FilterExpression, _ packet: PacketSubject, link: String
    ) -> Bool {
        switch expression {
        case .not(let inner): return !truth(of: inner, packet, link: link)
        case .all(let parts): return parts.allSatisfy { truth(of: $0, packet, link: link) }
        case .any(let parts): return parts.contains { truth(of: $0, packet, link: link) }
        case .test(let test):
            let value = packet.value(of: test.field)
            let found =
                test.field == .link
                ? test.links.contains(link) : test.ranges.contains { $0.contains(value) }
            return found != test.isNegated
        }
    }
}
