/// Says that all octets before it were durable when it was written (§3, checkpoint).
struct CheckpointBlock {
    var utc: UInt64
    var monotonic: UInt64
    /// Offset of this block, and of the checkpoint before (0 for none).
    var offset: UInt64
    var previousCheckpoint: UInt64
    /// SHA-256 of the file's octets before this block.
    var digest: [UInt8]

    func encode(links: [LinkProgress], to buffer: inout [UInt8], chain: inout BlockChain) {
        buffer.appendStatistics(link: 0, utc: utc, chain: &chain) { options in
            options.append(
                customOption: OptionCode.customBinaryNotCopied, length: 68 + 20 * links.count,
                tag: CustomTag.checkpoint)
            options.append(little: monotonic)
            options.append(little: offset)
            options.append(little: previousCheckpoint)
            options.append(contentsOf: digest)
            options.append(little: UInt32(links.count))
            for (number, link) in links.enumerated() {
                options.append(little: UInt32(number))
                options.append(little: link.chunks)
                options.append(little: link.octets)
            }
        }
    }
}
