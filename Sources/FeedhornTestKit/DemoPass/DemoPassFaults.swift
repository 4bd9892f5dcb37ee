extension DemoPass {
    /// What goes wrong, in the order of the pass.
    static func faults(using generator: inout SeededGenerator) -> FaultPlan {
        var plan = FaultPlan()
        // Noise before the signal; the first frame begins inside an octet.
        plan.leadingBits = 9_899
        plan.trailingBits = 5_600
        plan.placed = lowElevation(0..<90, using: &generator)
        plan.placed += fade(400..<425, using: &generator)
        // The receiver lost 611 bits inside a frame.
        plan.placed.append(PlacedFault(600, .deletedBits(at: 700, count: 611)))
        // A burst of noise between two frames.
        plan.placed.append(PlacedFault(640, .insertedBits(at: 0, count: 333)))
        // The carrier loop slipped by half a turn, inside a frame, and later back between two.
        plan.placed.append(PlacedFault(760, .polarityTurn(at: 900)))
        plan.placed.append(
            PlacedFault(760, .symbolErrors(40, codeword: nil, place: .anywhere)))
        plan.placed.append(PlacedFault(905, .polarityTurn(at: 0)))
        plan.placed += (820..<827).map { PlacedFault($0, .missing) }
        plan.placed.append(PlacedFault(850, .missing))
        // Bad before it was encoded: a memory error on board.
        plan.placed.append(PlacedFault(930, .badErrorControl))
        plan.placed.append(PlacedFault(950, .wrongSpacecraft(682)))
        plan.placed += lowElevation(1_070..<frameCount, using: &generator)
        return plan
    }

    /// Few symbol errors in many frames, a marker bit here and there.
    private static func lowElevation(
        _ frames: Range<Int>, using generator: inout SeededGenerator
    ) -> [PlacedFault] {
        frames.flatMap { frame -> [PlacedFault] in
            var faults: [PlacedFault] = []
            if generator.chance(0.6) {
                let count = generator.integer(in: 1...12)
                faults.append(
                    PlacedFault(frame, .symbolErrors(count, codeword: nil, place: .anywhere)))
            }
            if generator.chance(0.1) {
                faults.append(PlacedFault(frame, .markerErrors(generator.integer(in: 1...2))))
            }
            return faults
        }
    }

    /// The code's limit is reached and passed, and reached again.
    private static func fade(
        _ frames: Range<Int>, using generator: inout SeededGenerator
    ) -> [PlacedFault] {
        frames.map { frame in
            let edge = min(frame - frames.lowerBound, frames.upperBound - 1 - frame)
            let count =
                edge < 4
                ? generator.integer(in: 4 * edge + 1...4 * edge + 4)
                : generator.integer(in: 17...32)
            return PlacedFault(frame, .symbolErrors(count, codeword: nil, place: .anywhere))
        }
    }
}
