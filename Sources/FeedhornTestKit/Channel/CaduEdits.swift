/// Takes bits out of a CADU, puts bits in, and notes where its parts came to lie.
struct CaduEdits {
    /// Bits of the CADU that lie together in the stream.
    struct Run {
        let range: Range<Int>
        let position: Int

        /// Bits of the CADU follow each other, and do so in the stream.
        func continues(_ next: Run) -> Bool {
            range.upperBound == next.range.lowerBound && position + range.count == next.position
        }
    }

    private enum Edit {
        case delete(Int)
        case insert(Int)
        case turn
    }

    private let edits: [(at: Int, edit: Edit)]

    init(_ faults: [StreamFault]) {
        edits = faults.compactMap { fault -> (at: Int, edit: Edit)? in
            switch fault {
            case .deletedBits(let at, let count): (at, .delete(count))
            case .insertedBits(let at, let count): (at, .insert(count))
            case .polarityTurn(let at): (at, .turn)
            default: nil
            }
        }.sorted { $0.at < $1.at }
    }

    /// Something happens inside the CADU, not only in front of it.
    var breakTheCadu: Bool {
        edits.contains { at, edit in
            if case .delete = edit { true } else { at > 0 }
        }
    }

    /// Appends the edited CADU to `stream` and its polarity turns to `turns`.
    func append(
        _ cadu: BitSequence, to stream: inout BitSequence, turns: inout [Int],
        using generator: inout SeededGenerator
    ) -> [Run] {
        var runs: [Run] = []
        var cursor = 0
        func copy(upTo end: Int) {
            let end = min(max(end, cursor), cadu.count)
            guard cursor < end else { return }
            let run = Run(range: cursor..<end, position: stream.count)
            // A turn of the polarity parts nothing.
            if let last = runs.last, last.continues(run) {
                runs[runs.count - 1] = Run(
                    range: last.range.lowerBound..<end, position: last.position)
            } else {
                runs.append(run)
            }
            stream.append(cursor..<end, of: cadu)
            cursor = end
        }
        for (at, edit) in edits {
            copy(upTo: at)
            switch edit {
            case .delete(let count): cursor = min(max(cursor, at + count), cadu.count)
            case .insert(let count): stream.appendNoise(count, using: &generator)
            case .turn: turns.append(stream.count)
            }
        }
        copy(upTo: cadu.count)
        return runs
    }
}

extension BitSequence {
    /// Appends `count` random bits.
    mutating func appendNoise(_ count: Int, using generator: inout SeededGenerator) {
        append(contentsOf: generator.octets(count / 8))
        if count % 8 > 0 { append(generator.octets(1)[0], bits: count % 8) }
    }
}
