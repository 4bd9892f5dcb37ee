/// Where a chunk lies in the file, for seeking by time.
struct IndexEntry {
    var utc: UInt64
    var offset: UInt64
    var link: UInt32
    var sequence: UInt32
}

/// Up to 2,048 index entries (§3, index).
struct IndexBlock {
    var utc: UInt64
    /// Offset of the index block before, 0 for none.
    var previousIndex: UInt64

    func encode(
        entries: ArraySlice<IndexEntry>, to buffer: inout [UInt8], chain: inout BlockChain
    ) {
        buffer.appendStatistics(link: 0, utc: utc, chain: &chain) { options in
            options.append(
                customOption: OptionCode.customBinaryNotCopied, length: 20 + 24 * entries.count,
                tag: CustomTag.index)
            options.append(little: previousIndex)
            options.append(little: UInt32(entries.count))
            for entry in entries {
                options.append(little: entry.utc)
                options.append(little: entry.offset)
                options.append(little: entry.link)
                options.append(little: entry.sequence)
            }
        }
    }
}
