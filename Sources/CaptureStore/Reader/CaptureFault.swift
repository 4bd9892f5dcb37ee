/// Something wrong at one place of a capture.
public struct CaptureFault: Hashable, Sendable {
    /// What kind of fault it is; the words of the reference validator.
    public enum Code: String, Sendable, CaseIterable {
        /// Fewer than the 8 octets of a block's type and length are left.
        case tornHeader = "torn_header"
        /// The block's length is not one that a block can have.
        case blockLength = "block_length"
        /// The block needs more octets than are left.
        case tornBlock = "torn_block"
        /// The length at the block's end is not the one at its start.
        case trailingLength = "trailing_length"
        /// The file is big-endian.
        case bigEndianSection = "big_endian_section"
        /// The block has no seal.
        case noSeal = "no_seal"
        /// The seal's text is not as it must be.
        case sealSyntax = "seal_syntax"
        /// No end-of-options mark where the seal ends.
        case endOfOptions = "end_of_options"
        /// The block's CRC is wrong.
        case crc
        /// An option is longer than its block.
        case optionOverrun = "option_overrun"
        /// The header has another byte-order magic.
        case byteOrderMagic = "byte_order_magic"
        /// The file is not of pcapng version 1.0.
        case version
        /// The header's JSON cannot be read.
        case stationJSON = "station_json"
        /// The section is of another profile.
        case notTGCAP = "not_tgcap"
        /// A section begins though the one before it has no END.
        case sectionWithoutEnd = "section_without_end"
        /// A block follows END.
        case dataAfterEnd = "data_after_end"
        /// The block's seal names another segment.
        case foreignSegment = "foreign_segment"
        /// The block does not continue the chain of the one before it.
        case chain
        /// Times do not count nanoseconds.
        case tsresol
        /// The link's JSON cannot be read or has no number.
        case linkJSON = "link_json"
        /// The link's number is not the next one.
        case linkID = "link_id"
        /// The chunk's link has a number that is not believed.
        case interface
        /// A chunk of a link that no block describes.
        case unknownLink = "unknown_link"
        /// The chunk is longer than its block, or than a chunk may be.
        case capturedLength = "captured_length"
        /// The chunk's own CRC is wrong.
        case contentCRC = "content_crc"
        /// The chunk does not continue the link's octets.
        case streamGap = "stream_gap"
        /// The event has no time.
        case eventTimestamp = "event_timestamp"
        /// The checkpoint names another place than its own.
        case checkpointOffset = "checkpoint_offset"
        /// The SHA-256 is not that of the octets before it.
        case sha256
        /// An index entry names a place where no chunk of its link is.
        case indexEntry = "index_entry"
        /// END names another place or number than its own.
        case endOffset = "end_offset"
        /// A field that must be there is not.
        case malformed
    }

    /// What kind of fault it is.
    public var code: Code
    /// Offset in the file of the block where it was found.
    public var offset: UInt64
    /// What was found, for a person.
    public var detail: String
    /// Where reading went on after an unusable block; nil when it did not, or when the block was
    /// used all the same.
    public var resumesAt: UInt64?
}

/// Why a block cannot be used; becomes a ``CaptureFault`` with the block's offset.
struct BlockFault: Error {
    var code: CaptureFault.Code
    var detail: String

    init(_ code: CaptureFault.Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }
}
