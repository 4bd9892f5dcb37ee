import LinkFraming

/// Octet stuffing against the same said octet by octet.
func fuzzSLIPRecord(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let expected = plainUnescape(bytes)
    switch SLIPEscaping.content(of: bytes.bytes) {
    case .malformed(let offset):
        try requireEqual(expected.malformed, offset, "place of the fault")
    case .plain:
        try requireEqual(expected.malformed, nil, "a fault that was not found")
        try requireEqual(expected.octets.count, bytes.count, "escapes that were not found")
    case .escaped(let escapes):
        try requireEqual(expected.malformed, nil, "a fault that was not found")
        try requireEqual(expected.octets.count, bytes.count - escapes, "escapes")
        // Just as much room as is needed: one octet more would be outside.
        let room = UnsafeMutableRawBufferPointer.allocate(
            byteCount: bytes.count - escapes, alignment: 1)
        defer { room.deallocate() }
        let written = unsafe SLIPEscaping.unescape(bytes.bytes, into: room)
        try requireEqual(written, room.count, "octets written")
        try requireEqual(Array(room), expected.octets, "octets")
    }
}

private func plainUnescape(
    _ bytes: UnsafeRawBufferPointer
) -> (octets: [UInt8], malformed: Int?) {
    var octets: [UInt8] = []
    var index = 0
    while index < bytes.count {
        if bytes[index] == 0xDB {
            guard index + 1 < bytes.count else { return (octets, index) }
            switch bytes[index + 1] {
            case 0xDC: octets.append(0xC0)
            case 0xDD: octets.append(0xDB)
            default: return (octets, index)
            }
            index += 2
        } else {
            octets.append(bytes[index])
            index += 1
        }
    }
    return (octets, nil)
}

/// Length fields of every width, order and place.
func fuzzLengthField(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let width = input.below(8) - 1
    let isLittleEndian = input.flag()
    let offset = input.below(256) - 8
    let octets = input.rest
    guard let field = LengthField(width: width, isLittleEndian: isLittleEndian) else {
        return try require(!(1...4).contains(width), "no field of \(width) octets")
    }
    let found = field.value(in: octets.bytes, at: offset)
    guard offset >= 0, offset + width <= octets.count else {
        return try requireEqual(found, nil, "a field that is not there")
    }
    let part = octets[offset..<offset + width]
    let expected = (isLittleEndian ? Array(part.reversed()) : Array(part))
        .reduce(0) { $0 << 8 | Int($1) }
    try requireEqual(found, expected, "value")
}

/// The search for an octet, eight at a time, against one at a time.
func fuzzOctetSearch(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let octet = input.octet()
    let start = input.below(256)
    let octets = input.rest
    let found = OctetSearch.firstIndex(of: octet, in: octets.bytes, from: start)
    let expected = octets.indices.first { $0 >= start && octets[$0] == octet }
    try requireEqual(found, expected, "place")
}
