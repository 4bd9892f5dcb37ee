import CCSDS
import FeedhornTestKit
import TelemetryLink

/// Holds what a decoder made of a stream against what is true of the stream.
///
/// Of the frames that may or may not be delivered the decoder's choice is taken; everything else
/// follows from the truth: packets, counter steps, corrected symbols.
struct StreamComparison {
    let decoded: DecodedStream
    let truth: StreamTruth
    let name: String
    var count = ExactnessCount()

    init(_ decoded: DecodedStream, _ stream: GeneratedStream, _ name: String) {
        self.decoded = decoded
        self.truth = stream.truth
        self.name = name
        count.octets = stream.octets.count
    }

    /// Compares.
    func result() -> ExactnessCount {
        var comparison = self
        comparison.run()
        return comparison.count
    }

    private mutating func run() {
        count.frames = truth.frames.count { $0.bits != nil }
        count.due = truth.frames.count { $0.expectation == .mustDeliver }
        count.optional = truth.frames.count { $0.expectation == .mayDeliver }
        count.mistakable = truth.frames.count(where: \.isMistakable)
        if !decoded.isBalanced {
            count.unbalanced += 1
            count.note("\(name): the books do not balance: \(decoded.balance)")
        }
        let taken = takenFrames()
        let expected = truth.delivered { taken.contains($0) }
        let missed = expected.frames.filter { !taken.contains($0) }
        count.missed = missed.count
        for index in missed {
            count.note("\(name): missed frame \(index), \(truth.frames[index].fate)")
        }
        count.optionalDelivered = taken.count {
            truth.frames[$0].expectation == .mayDeliver
        }
        guard count.mistaken == 0 else { return }
        compareDuplicates(expected)
        compareSteps(expected)
        compareSymbols(expected)
        compareRejections()
        guard !expected.hasHiddenGap else {
            count.hidden += 1
            return
        }
        comparePackets(expected)
        compareSequences(expected)
    }

    /// The truth's index of each frame delivered that was sent.
    private mutating func takenFrames() -> Set<Int> {
        var places: [UInt64: Int] = [:]
        for (index, frame) in truth.frames.enumerated() {
            guard let bits = frame.bits else { continue }
            places[UInt64(bits.lowerBound)] = index
        }
        var taken: Set<Int> = []
        for frame in decoded.frames {
            let place = frame.annotation.streamOffset
            guard let index = places[place] else {
                count.bogus += 1
                count.note("\(name): a frame at bit \(place), where none was")
                continue
            }
            let sent = truth.frames[index]
            guard sent.expectation != .mustNotDeliver,
                decoded.octets(of: frame).elementsEqual(sent.frame.octets)
            else {
                if sent.isMistakable {
                    count.mistaken += 1
                } else {
                    count.bogus += 1
                    count.note("\(name): frame \(index), \(sent.fate), has other octets")
                }
                continue
            }
            taken.insert(index)
            let corrected = sent.correctedSymbols.reduce(0, +)
            if Int(frame.annotation.correctedSymbols) != corrected {
                count.codewordsWrong += 1
                count.note(
                    "\(name): \(frame.annotation.correctedSymbols) symbols corrected in frame "
                        + "\(index), not \(corrected)")
            }
        }
        return taken
    }

    private mutating func compareDuplicates(_ expected: DeliveredTruth) {
        let found = Int(decoded.balance.framesDuplicate)
        count.gaps += expected.droppedDuplicates.count
        guard found != expected.droppedDuplicates.count else { return }
        count.gapsWrong += abs(found - expected.droppedDuplicates.count)
        count.note(
            "\(name): \(found) duplicates dropped, not \(expected.droppedDuplicates.count)")
    }

    private mutating func compareSymbols(_ expected: DeliveredTruth) {
        let truth = truth.correctedSymbols(of: expected)
        for (symbols, codewords) in decoded.statistics.correctedSymbols.enumerated() {
            let sent = truth[symbols, default: 0]
            count.codewords += sent
            guard Int(codewords) != sent else { continue }
            count.codewordsWrong += abs(Int(codewords) - sent)
            count.note("\(name): \(symbols) symbols corrected in \(codewords), not in \(sent)")
        }
    }

    /// Only where every frame can be found is there one right number.
    private mutating func compareRejections() {
        guard truth.isRegular else { return }
        let rejections = truth.rejections
        let balance = decoded.balance
        let pairs: [(String, UInt64, Int)] = [
            ("code", balance.framesRejected[.code], rejections[.code, default: 0]),
            ("FECF", balance.framesRejected[.fecf], rejections[.errorControl, default: 0]),
            (
                "spacecraft", balance.framesRejected[.spacecraft],
                rejections[.spacecraft, default: 0]
            ),
            ("frames found", balance.framesFound, count.frames),
            (
                "uncorrectable codewords", decoded.statistics.uncorrectableCodewords,
                truth.frames.reduce(0) { $0 + $1.uncorrectableCodewords }
            ),
        ]
        for (what, found, sent) in pairs where Int(found) != sent {
            count.rejectionsWrong += abs(Int(found) - sent)
            count.note("\(name): \(what): \(found), not \(sent)")
        }
    }
}
