import CCSDS

/// Do some octets begin as transfer frames of one spacecraft whose counts go on by one?
struct HeaderTally {
    let kind: LinkSketch.Inner
    let spacecraft: Int
    /// Steps of a frame count by one, of so many that were looked at.
    let steps: Int
    let trials: Int
    /// Against chance.
    let surprise: Double

    /// First octets of a frame: 64 bits, most significant first.
    typealias Heading = UInt64

    /// Fewer frames of the spacecraft than a quarter of all: it is none.
    private static let leastShare = 4

    /// - Parameter frameLength: what a USLP frame has to say of its length.
    static func best(_ headings: [Heading], frameLength: Int) -> HeaderTally? {
        [LinkSketch.Inner.tm, .aos, .uslp]
            .compactMap { HeaderTally($0, headings, frameLength: frameLength) }
            .max { $0.surprise < $1.surprise }
    }

    init?(_ kind: LinkSketch.Inner, _ headings: [Heading], frameLength: Int) {
        guard headings.count >= 2,
            let spacecraft = HeaderTally.majority(kind, headings, frameLength)
        else { return nil }
        self.kind = kind
        self.spacecraft = spacecraft
        var last = [Int](repeating: -1, count: 64)
        var lastMaster = -1
        var steps = 0
        var trials = 0
        for heading in headings where HeaderTally.fits(heading, kind, frameLength) {
            guard HeaderTally.spacecraft(heading, kind) == spacecraft else { continue }
            // A USLP frame says its own length, in 16 bits; its count may have any width.
            if kind == .uslp {
                steps += 1
                continue
            }
            let (channel, count, modulus) = HeaderTally.counts(heading, kind)
            if last[channel] >= 0, last[channel] != count {
                trials += 1
                if (last[channel] + 1) % modulus == count { steps += 1 }
            }
            last[channel] = count
            guard kind == .tm else { continue }
            let master = Int(heading >> 40 & 0xFF)
            if lastMaster >= 0, lastMaster != master {
                trials += 1
                if (lastMaster + 1) % 256 == master { steps += 1 }
            }
            lastMaster = master
        }
        if kind == .uslp { trials = headings.count }
        self.steps = steps
        self.trials = trials
        let bits: Double = kind == .tm ? 8 : kind == .aos ? 24 : 16
        surprise = Surprise.of(steps, outOf: trials, bits: bits)
    }

    private static func majority(
        _ kind: LinkSketch.Inner, _ headings: [Heading], _ length: Int
    ) -> Int? {
        var candidate = -1
        var votes = 0
        // The majority among those that fit, if there is one, survives.
        for heading in headings where fits(heading, kind, length) {
            let number = spacecraft(heading, kind)
            if votes == 0 { candidate = number }
            votes += number == candidate ? 1 : -1
        }
        guard candidate >= 0 else { return nil }
        let count = headings.count {
            fits($0, kind, length) && spacecraft($0, kind) == candidate
        }
        return count >= 2 && count * leastShare >= headings.count ? candidate : nil
    }

    /// Transfer frame version numbers 00 (132.0-B-3 §4.1.2.2), 01 (732.0-B-4 §4.1.2.2) and 1100
    /// (732.1-B-2 §4.1.2.2), and the length that a USLP frame says.
    private static func fits(_ heading: Heading, _ kind: LinkSketch.Inner, _ length: Int) -> Bool {
        switch kind {
        case .tm: heading >> 62 == 0
        case .aos: heading >> 62 == 1
        default: heading >> 60 == 12 && Int(heading >> 16 & 0xFFFF) == length - 1
        }
    }

    private static func spacecraft(_ heading: Heading, _ kind: LinkSketch.Inner) -> Int {
        switch kind {
        case .tm: Int(heading >> 52 & 0x3FF)
        case .aos: Int(heading >> 54 & 0xFF)
        default: Int(heading >> 44 & 0xFFFF)
        }
    }

    private static func counts(
        _ heading: Heading, _ kind: LinkSketch.Inner
    ) -> (channel: Int, count: Int, modulus: Int) {
        switch kind {
        case .tm: (Int(heading >> 49 & 7), Int(heading >> 32 & 0xFF), 256)
        case .aos: (Int(heading >> 48 & 0x3F), Int(heading >> 24 & 0xFF_FFFF), 1 << 24)
        default: (0, 0, 1)
        }
    }
}
