/// The interface statistics blocks (§3): per-link statistics, checkpoint, index and END all have
/// this type, told apart by their options.
extension [UInt8] {
    /// Appends an interface statistics block with the options that `options` appends.
    mutating func appendStatistics(
        link: Int, utc: UInt64, chain: inout BlockChain, _ options: (inout [UInt8]) -> Void
    ) {
        appendBlock(BlockType.interfaceStatistics, chain: &chain) { body in
            body.append(little: UInt32(link))
            body.append(pcapngTime: utc)
            options(&body)
        }
    }
}

/// What one link has in the file so far.
struct LinkProgress {
    var chunks: UInt64 = 0
    var octets: UInt64 = 0
    /// Octets lost before chunks of this file.
    var dropped: UInt64 = 0
    /// UTC of the first and last chunk, 0 for none.
    var firstTime: UInt64 = 0
    var lastTime: UInt64 = 0

    /// Per-link statistics, written when the file is closed.
    func encode(
        link: Int, utc: UInt64, to buffer: inout [UInt8], chain: inout BlockChain
    ) {
        buffer.appendStatistics(link: link, utc: utc, chain: &chain) { options in
            options.append(option: OptionCode.statisticsStart, time: firstTime)
            options.append(option: OptionCode.statisticsEnd, time: lastTime)
            options.append(option: OptionCode.statisticsReceived, little: chunks)
            options.append(option: OptionCode.statisticsDropped, little: dropped)
        }
    }
}
