/// A CADU that was sent: its frame, and where it came to lie.
struct PlacedCadu {
    let sent: SentFrame
    /// The body without errors.
    let body: [UInt8]
    /// Where its first bit would lie if its body were followed back unbroken; may be negative.
    let start: Int
    /// No bit was put into or taken out of its body.
    let isWhole: Bool
    /// A cut, a slip or a polarity turn lies inside it.
    let isBroken: Bool
    let bits: Int

    var end: Int { start + bits }

    init(_ sent: SentFrame, body: [UInt8], prefixBits: Int, runs: [CaduEdits.Run], at here: Int) {
        self.sent = sent
        self.body = body
        self.bits = prefixBits + body.count * 8
        self.isBroken = CaduEdits(sent.channelFaults).breakTheCadu
        if let run = runs.last, run.range.upperBound == bits, run.range.lowerBound <= prefixBits {
            self.start = run.position - run.range.lowerBound
            self.isWhole = true
        } else {
            self.start = runs.first?.position ?? here
            self.isWhole = false
        }
    }
}
