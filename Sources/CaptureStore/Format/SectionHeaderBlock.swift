import OrderedJSON

/// The first block of a file (§3, SHB): who wrote it, where, and after which segment.
struct SectionHeaderBlock {
    var segment: SegmentIdentifier
    var station: String
    var application: String
    var hardware: String
    var system: String
    var comment: String?
    /// More members for the JSON object, behind the fixed ones.
    var details: [JSONMember] = []

    func encode(to buffer: inout [UInt8], chain: inout BlockChain) {
        buffer.appendBlock(BlockType.sectionHeader, chain: &chain) { body in
            body.append(little: CaptureFormat.byteOrderMagic)
            body.append(little: UInt16(1))  // version 1.0
            body.append(little: UInt16(0))
            body.append(little: UInt64.max)  // section length unknown, for good
            if let comment { body.append(option: OptionCode.comment, comment.utf8) }
            body.append(option: OptionCode.sectionHardware, hardware.utf8)
            body.append(option: OptionCode.sectionSystem, system.utf8)
            body.append(option: OptionCode.sectionApplication, application.utf8)
            body.append(json: .object(members + details))
        }
    }

    private var members: [JSONMember] {
        [
            JSONMember("k", .string("station")),
            JSONMember("fmt", .string(CaptureFormat.profile)),
            JSONMember("seg", .string(segment.description)),
            JSONMember("station", .string(station)),
        ]
    }
}
