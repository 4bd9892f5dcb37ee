/// The proof that the file is whole, its last block (§3, END).
struct EndBlock {
    /// Octets of the block.
    static let size = 140

    var utc: UInt64
    var monotonic: UInt64
    var offset: UInt64
    /// Offset of the last index block and of the last checkpoint, 0 for none.
    var lastIndex: UInt64
    var lastCheckpoint: UInt64
    var reason: EndReason
    /// SHA-256 of the file's octets before this block.
    var digest: [UInt8]

    func encode(to buffer: inout [UInt8], chain: inout BlockChain) {
        let sequence = chain.sequence
        buffer.appendStatistics(link: 0, utc: utc, chain: &chain) { options in
            options.append(
                customOption: OptionCode.customBinaryNotCopied, length: 80, tag: CustomTag.end)
            options.append(little: monotonic)
            options.append(little: offset)
            options.append(little: lastIndex)
            options.append(little: lastCheckpoint)
            options.append(little: sequence)
            options.append(little: reason.rawValue)
            options.append(contentsOf: digest)
        }
    }
}
