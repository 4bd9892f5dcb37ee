/// What may stand in a frame besides packets, and whether there are any.
enum DataFieldOptions {
    /// Longest insert zone that is tried.
    private static let zones = 0...16

    /// The frame with packets in it: plain, and for AOS with every insert zone, control field and
    /// header error control.
    static func sketches(_ sketch: LinkSketch) -> [LinkSketch] {
        var plain = sketch
        plain.isOpaqueInside = false
        guard sketch.inner == .aos else { return [plain] }
        var found: [LinkSketch] = []
        for zone in zones {
            for hasControlField in [false, true] {
                var option = plain
                option.insertZone = zone
                option.hasControlField = hasControlField
                found.append(option)
                guard zone == 0 else { continue }
                option.hasHeaderErrorControl = true
                found.append(option)
            }
        }
        return found
    }

    /// The option with most packets in sequence, where that is no accident; else the plain frame,
    /// where it has packets; else the frame of which nothing is known.
    static func best(_ trials: [Trial], _ opaque: Trial) -> LinkSketch {
        // A first header pointer outside the data field rejects a frame.
        let fitting = trials.filter {
            $0.evidence.framesDelivered * 20 >= opaque.evidence.framesDelivered * 19
                && $0.evidence.packets > 0
        }
        let plain = fitting.first { $0.sketch.extras == opaque.sketch.extras }
        let before = plain?.evidence.packetSteps ?? 0
        let good = fitting.filter {
            $0.evidence.packetSteps * 2 >= $0.evidence.packetTrials
                && $0.evidence.packetSteps > before + before / 10 + 3
        }
        if let best = good.max(by: { isWorse($0, than: $1) }) { return best.sketch }
        guard let plain, plain.evidence.discardedOctets * 2 <= plain.evidence.octets else {
            return opaque.sketch
        }
        return plain.sketch
    }

    private static func isWorse(_ left: Trial, than right: Trial) -> Bool {
        let (one, other) = (left.evidence, right.evidence)
        return (one.packetSteps, other.discardedOctets, right.sketch.extras)
            < (other.packetSteps, one.discardedOctets, left.sketch.extras)
    }
}
