import OrderedJSON

/// One link of the file (§3, IDB), before its first chunk.
struct InterfaceDescriptionBlock {
    var link: CaptureLink
    /// Interface number: 0 for the first such block of the file.
    var number: Int
    var linkType: UInt16
    var segment: SegmentIdentifier
    var station: String

    func encode(to buffer: inout [UInt8], chain: inout BlockChain) {
        buffer.appendBlock(BlockType.interfaceDescription, chain: &chain) { body in
            body.append(little: linkType)
            body.append(little: UInt16(0))
            // A chunk longer than a snap length other than 0 would stop libpcap.
            body.append(little: UInt32(0))
            if let comment = link.comment {
                body.append(option: OptionCode.comment, comment.utf8)
            }
            body.append(option: OptionCode.linkName, link.name.utf8)
            body.append(option: OptionCode.linkDescription, link.description.utf8)
            body.append(option: OptionCode.linkSpeed, little: link.bitRate)
            body.append(
                option: OptionCode.linkTimeResolution, CollectionOfOne(linkTimeNanoseconds))
            if let hardware = link.hardware {
                body.append(option: OptionCode.linkHardware, hardware.utf8)
            }
            body.append(json: .object(members + link.configuration))
        }
    }

    /// Segment and station stand here too: mergecap keeps only the first file's header.
    private var members: [JSONMember] {
        [
            JSONMember("k", .string("link")),
            JSONMember("id", .integer(Int64(number))),
            JSONMember("name", .string(link.name)),
            JSONMember("seg", .string(segment.description)),
            JSONMember("station", .string(station)),
        ]
    }
}

/// `if_tsresol`: times count 10^-9 s.
let linkTimeNanoseconds: UInt8 = 9
