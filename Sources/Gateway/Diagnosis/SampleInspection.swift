import ChannelCoding
import Glibc
import TelemetryLink

/// What some octets of a stream without sync look like: shown, where it says which setting is
/// wrong.
struct SampleInspection {
    /// So long a sample decides: the marker stands in it by chance once in 100,000 samples.
    static let length = 4_096
    /// Shorter ones say nothing of shares.
    private static let shortest = 256

    /// One sentence; says so where there is nothing to say.
    let found: String

    init(_ sample: [UInt8], _ parameters: ManagedParameters) {
        found =
            SampleInspection.constant(sample) ?? SampleInspection.marker(sample, parameters)
            ?? SampleInspection.delimiters(sample, parameters.framing)
            ?? SampleInspection.text(sample)
            ?? (sample.count < Self.shortest
                ? "" : "Found: octets of all values, no marker that CCSDS knows.")
    }

    /// Nearly all octets have one value.
    static func isConstant(_ sample: [UInt8]) -> Bool { value(sample) != nil }

    /// More of the link's own markers than chance puts there, in a polarity that it takes.
    static func hasMarker(_ sample: [UInt8], _ parameters: ManagedParameters) -> Bool {
        guard case .synchronized(let sync) = parameters.framing else { return false }
        let hits = MarkerHits(sample, sync.marker, maximumErrors: 0).hits.count {
            $0.inverted ? sync.polarity != .normal : sync.polarity != .inverted
        }
        // Both polarities at every bit, and a hundred times as many.
        let byChance = 200 * Double(sample.count * 8) / exp2(Double(sync.marker.bitCount))
        return Double(hits) > byChance
    }

    /// The value that nearly all octets have.
    private static func value(_ sample: [UInt8]) -> Int? {
        guard sample.count >= shortest else { return nil }
        var counts = [Int](repeating: 0, count: 256)
        for octet in sample { counts[Int(octet)] += 1 }
        guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }),
            counts[most] * 100 >= sample.count * 95
        else { return nil }
        return most
    }

    private static func constant(_ sample: [UInt8]) -> String? {
        guard let most = value(sample) else { return nil }
        let digits = String(most, radix: 16, uppercase: true)
        return "Found: nearly all octets are \(digits.count < 2 ? "0" : "")\(digits): no signal, "
            + "or a line that idles."
    }

    /// Octets of the standard marker, told in the words of what is different from the link's.
    private static func marker(_ sample: [UInt8], _ parameters: ManagedParameters) -> String? {
        let hits = MarkerHits(sample, .standard, maximumErrors: 0).hits
        guard let first = hits.first else { return nil }
        let sense = first.inverted ? "inverted, " : ""
        let place = "Found: the marker 1ACFFC1D, \(sense)\(hits.count) times"
        guard case .synchronized(let sync) = parameters.framing else {
            return place + ": framing cadu or bitStream?"
        }
        if sync.marker != .standard { return place + ": sync.marker?" }
        let isSeen = first.inverted ? sync.polarity != .normal : sync.polarity != .inverted
        if !isSeen { return place + ": sync.polarity auto?" }
        let distances = zip(hits, hits.dropFirst()).map { $1.bit - $0.bit }
        guard let distance = distances.min() else { return place + "." }
        let unit = parameters.frame.length + parameters.coding.parityLength
        let found = (distance - sync.marker.bitCount) / 8
        if distance.isMultiple(of: 8), found != unit {
            return place + ", \(distance) bits apart: frame.length with its parity is \(unit) "
                + "octets, should it be \(found)?"
        }
        return place + ", \(distance) bits apart."
    }

    private static func delimiters(_ sample: [UInt8], _ framing: Framing) -> String? {
        guard sample.count >= shortest else { return nil }
        // By chance one octet in 256; four times as many are none.
        let ends = sample.count { $0 == 0xC0 }
        if ends * 64 >= sample.count {
            switch framing {
            case .kiss, .slip: return nil
            default: return "Found: \(ends) octets C0 of \(sample.count): framing kiss or slip?"
            }
        }
        return nil
    }

    private static func text(_ sample: [UInt8]) -> String? {
        let printable = sample.count { (0x20..<0x7F).contains($0) || [9, 10, 13].contains($0) }
        guard sample.count >= shortest, printable * 100 >= sample.count * 95 else { return nil }
        return "Found: text, as a console or another device sends it."
    }
}
