import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// How the octets of a stream arrive.
enum Chunking: CustomStringConvertible {
    case whole
    case octets
    /// Of so many octets each.
    case fixed(Int)
    /// From one octet up to so many, by a seed.
    case random(UInt64, upTo: Int)

    func ranges(of count: Int) -> [Range<Int>] {
        switch self {
        case .whole: return count > 0 ? [0..<count] : []
        case .octets: return (0..<count).map { $0..<$0 + 1 }
        case .fixed(let size):
            return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
        case .random(let seed, let longest):
            var generator = SeededGenerator(seed: seed)
            return generator.chunks(of: count, upTo: longest)
        }
    }

    var description: String {
        switch self {
        case .whole: "whole"
        case .octets: "octet by octet"
        case .fixed(let size): "by \(size)"
        case .random(let seed, let longest): "up to \(longest), seed \(seed)"
        }
    }
}

extension ManagedParameters {
    /// Decodes `octets` with these parameters, and looks at the books after every chunk.
    ///
    /// - Parameters:
    ///   - ownSlabs: each chunk has a slab of its own, as datagrams do, with other octets around
    ///     it; else they lie in one.
    ///   - time: of a chunk, by the number of octets received with it.
    ///   - monotonic: the same by the clock that never steps.
    func decode(
        _ octets: [UInt8], _ chunking: Chunking = .whole, ownSlabs: Bool = false,
        time: (Int) -> UInt64 = { UInt64($0) }, monotonic: (Int) -> UInt64 = { _ in 0 }
    ) -> Decoded {
        decode(
            octets, chunks: chunking.ranges(of: octets.count), ownSlabs: ownSlabs, time: time,
            monotonic: monotonic)
    }

    func decode(
        _ octets: [UInt8], chunks: [Range<Int>], ownSlabs: Bool = false,
        time: (Int) -> UInt64 = { UInt64($0) }, monotonic: (Int) -> UInt64 = { _ in 0 }
    ) -> Decoded {
        var decoder = LinkDecoder(self)
        var result = Decoded()
        var batch = PacketBatch()
        let common = Slab(copying: octets)
        // What a decoder that looks outside its chunk would fall for.
        let guardOctets: [UInt8] = [0xC0, 0x1A, 0xCF, 0xFC, 0x1D, 0xC0]
        for chunk in chunks {
            let stamp = ReceptionTime(
                utc: time(chunk.upperBound), monotonic: monotonic(chunk.upperBound))
            if ownSlabs {
                let own = Slab(copying: guardOctets + octets[chunk] + guardOctets)
                let range = guardOctets.count..<guardOctets.count + chunk.count
                decoder.consume(own, range, receivedAt: stamp, into: &batch)
            } else {
                decoder.consume(common, chunk, receivedAt: stamp, into: &batch)
            }
            result.check(decoder)
            result.states.insert(decoder.state)
            result.note(batch)
            batch.removeAll()
        }
        decoder.finish(into: &batch)
        result.check(decoder)
        if decoder.balance.pendingBits != 0 || decoder.balance.pendingOctets != 0 {
            Issue.record("something is pending behind the end: \(decoder.balance)")
        }
        result.note(batch)
        result.close(decoder)
        return result
    }
}

extension Decoded {
    /// Looks at the books; the first fault is reported.
    mutating func check(_ decoder: borrowing LinkDecoder) {
        guard isBalanced, !decoder.balance.isBalanced else { return }
        isBalanced = false
        Issue.record("the books don't balance: \(decoder.balance)")
    }
}
