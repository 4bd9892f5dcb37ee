import Foundation
import Gateway
import LinkConfiguration
import TelemetryLink
import Testing

/// Does `identify` find of each recording what its link file says?
@Suite(.enabled(if: Recording.isPresent, "no recordings: set FEEDHORN_RECORDINGS"))
struct IdentifyTests {
    /// As much of each recording as is looked at here.
    private static let limit = 256 << 10

    /// Recordings of which something else is found, and why.
    private static let others: [String: String] = [:]

    @Test(arguments: Recording.all)
    func findsTheLinkFile(_ recording: Recording) throws {
        let wanted = try LinkFile.load(recording.linkFile.path).parameters
        let octets = try recording.octets.prefix(Self.limit)
        let links = StreamIdentifier(Array(octets)).identify()
        let differences = try links.first.map { link in
            let text = link.linkFile()
            let found = try LinkFile.parse(Array(text.utf8), file: "found.yaml").parameters
            return Self.differences(found, wanted)
        }
        let isExpected = Self.others[recording.id] == nil
        #expect(
            (differences == []) == isExpected,
            "\(differences ?? ["nothing found"]): \(links.first?.title ?? "")")
    }

    private static func differences(
        _ found: ManagedParameters, _ wanted: ManagedParameters
    ) -> [String] {
        var result: [String] = []
        func compare<Value: Equatable>(_ name: String, _ found: Value, _ wanted: Value) {
            if found != wanted { result.append("\(name) is \(found), not \(wanted)") }
        }
        compare("framing", kind(found.framing), kind(wanted.framing))
        if case .synchronized(let sync) = found.framing,
            case .synchronized(let other) = wanted.framing
        {
            compare("marker", sync.marker, other.marker)
        }
        compare("octets before packets", found.packets.octetsBefore, wanted.packets.octetsBefore)
        if wanted.framing != .packets {
            compare("type", found.frame.type, wanted.frame.type)
            compare("length", found.frame.length, wanted.frame.length)
            compare("fecf", found.frame.fecf, wanted.frame.fecf)
        }
        compare("randomizer", found.coding.randomizer, wanted.coding.randomizer)
        compare("code", found.coding.reedSolomon, wanted.coding.reedSolomon)
        return result
    }

    private static func kind(_ framing: Framing) -> String {
        switch framing {
        case .synchronized: "synchronized"
        case .lengthPrefixed(let parameters): "\(parameters)"
        default: String("\(framing)".prefix { $0 != "(" })
        }
    }
}
