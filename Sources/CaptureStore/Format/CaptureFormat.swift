/// The numbers of the raw capture file TGCAP/1, a profile of pcapng 1.0 (docs: CAPTURE, §1–§3).
///
/// All integers in the file are little-endian; all lengths leave out the padding to 4 octets.
public enum CaptureFormat {
    /// The private enterprise number in front of every custom value. 32473 is the number that
    /// RFC 5612 sets aside for documentation: it stays until a registered one takes its place.
    static let privateEnterpriseNumber: UInt32 = 32473

    /// Largest block that is written or read, in octets.
    public static let maximumBlock = 1 << 20

    /// Largest chunk in one enhanced packet block, in octets: what libpcap and tshark accept.
    public static let maximumChunk = 262_144

    /// Most links in one file: bounds the checkpoint block, which has an entry for each.
    public static let maximumLinks = 1024

    /// Value of the byte-order magic, read little-endian.
    static let byteOrderMagic: UInt32 = 0x1A2B_3C4D

    /// The name of this profile in the section header's JSON.
    static let profile = "TGCAP/1"

    /// Entries in one index block.
    static let maximumIndexEntries = 2048

    /// An index entry is due after this many octets of file, or nanoseconds of UTC.
    static let indexOctets: UInt64 = 1 << 20
    static let indexNanoseconds: UInt64 = 1_000_000_000
}

/// Block types (pcapng §4), the only five that are written.
enum BlockType {
    static let sectionHeader: UInt32 = 0x0A0D_0D0A
    static let interfaceDescription: UInt32 = 1
    static let interfaceStatistics: UInt32 = 5
    static let enhancedPacket: UInt32 = 6
    static let journalEntry: UInt32 = 9
}

/// Option codes; what a code means depends on the block that carries it.
enum OptionCode {
    static let comment: UInt16 = 1

    static let sectionHardware: UInt16 = 2
    static let sectionSystem: UInt16 = 3
    static let sectionApplication: UInt16 = 4

    static let linkName: UInt16 = 2
    static let linkDescription: UInt16 = 3
    static let linkSpeed: UInt16 = 8
    static let linkTimeResolution: UInt16 = 9
    static let linkHardware: UInt16 = 15

    static let packetFlags: UInt16 = 2
    static let packetDropCount: UInt16 = 4
    static let packetNumber: UInt16 = 5

    static let statisticsStart: UInt16 = 2
    static let statisticsEnd: UInt16 = 3
    static let statisticsReceived: UInt16 = 4
    static let statisticsDropped: UInt16 = 5

    /// Custom, UTF-8, kept by tools that rewrite: our JSON.
    static let customText: UInt16 = 2988
    /// Custom, binary, kept by tools that rewrite: the reception record of a chunk.
    static let customBinary: UInt16 = 2989
    /// Custom, binary, dropped by tools that rewrite: the seal, so that a rewritten file can
    /// never pass for an original.
    static let customBinaryNotCopied: UInt16 = 19373
}

/// The four octets behind the enterprise number that say what a custom binary value is.
enum CustomTag {
    static let seal = Array("TGsl".utf8)
    static let reception = Array("TGrc".utf8)
    static let checkpoint = Array("TGck".utf8)
    static let index = Array("TGix".utf8)
    static let end = Array("TGen".utf8)
}

/// Sizes of the seal (§2): the last octets of every block but the journal entry.
enum SealSize {
    /// Octets of the seal option's value: number, tag, segment, sequence, previous, CRC.
    static let value: UInt16 = 24
    /// Octets from the seal option's code to the end of the block.
    static let total = 36
    /// Octets behind what the CRC covers: the CRC, the end of options, the block length.
    static let notCovered = 12
    /// Octets from the enterprise number to the end of the block.
    static let fromNumberToEnd = 32
    /// Smallest block with a seal.
    static let smallestBlock = 48
    /// Octets of the seal line at the end of a journal entry.
    static let journalLine = 41
}

/// Why a segment ended (§3, END).
public enum EndReason: UInt32, Sendable, CaseIterable {
    /// A request: the end of a pass.
    case normal = 0
    /// It became too large.
    case size = 1
    /// It became too long.
    case time = 2
    /// The clock was set.
    case clockStep = 3
    /// The writer stopped.
    case shutdown = 4
    /// The disk was full or failed.
    case disk = 5
}

/// What was special about a chunk (§3, `TGrc` flags).
public struct ChunkFlags: OptionSet, Hashable, Sendable {
    /// The bits as they stand in the file.
    public let rawValue: UInt32

    /// The flags with these bits.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Octets are missing between the chunk before on this link and this one.
    public static let discontinuity = ChunkFlags(rawValue: 1)
    /// The clock was not synchronised.
    public static let clockNotSynchronised = ChunkFlags(rawValue: 2)
    /// A parity, framing or break error lies inside.
    public static let lineError = ChunkFlags(rawValue: 4)
    /// The time is an estimate.
    public static let timeEstimated = ChunkFlags(rawValue: 8)
}

/// Which way a chunk went (pcapng §4.3, `epb_flags` bits 0–1).
public enum ChunkDirection: UInt32, Sendable {
    /// From the spacecraft.
    case received = 1
    /// To the device.
    case transmitted = 2
}
