import CCSDS

/// TM transfer frames, with any managed parameters.
func fuzzTMFrame(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let fecf = input.flag()
    let ocf = input.one(of: [nil, true, false])
    let offset = input.flag() ? input.below(65_536) - 100 : nil
    let octets = input.rest
    do {
        let frame = try TMTransferFrameView(
            checking: octets.bytes, fecf: fecf, ocf: ocf, dataFieldOffset: offset)
        var header: [UInt8] = []
        TMTransferFrameHeader(frame).serialize(into: &header)
        try requireEqual(header, Array(octets.prefix(6)), "header written again")
        try requireInside(frame.dataField, octets, "data field")
        let field = frame.operationalControlField
        let room = octets.count - 10 - (fecf ? 2 : 0)
        try requireEqual(
            field != nil, frame.hasOperationalControlField && room >= 0, "OCF")
        try requireEqual(frame.frameErrorControlField == nil, !fecf, "FECF")
        if let secondary = frame.secondaryHeader {
            try requireInside(secondary.octets, octets, "secondary header")
            try requireEqual(secondary.data.byteCount + 1, secondary.octets.byteCount, "its data")
            try require((1...64).contains(secondary.statedLength), "its length")
            try require(secondary.version < 4, "its version")
        }
        try frame.checkLength()
        let trailer = (frame.hasOperationalControlField ? 4 : 0) + (fecf ? 2 : 0)
        let start = octets.count - trailer - frame.dataField.byteCount
        let stated = frame.hasSecondaryHeader && octets.count > 6 ? 7 + Int(octets[6] & 0x3F) : 6
        try requireEqual(start, offset ?? stated, "start of the data field")
        if case .packet(let place) = try frame.firstHeaderPointer {
            try require(place < frame.dataField.byteCount, "first header pointer \(place)")
        }
    } catch let error as WireError {
        try requireSound(error, octets)
    } catch {
        throw finding(error)
    }
}

/// AOS transfer frames, with any managed parameters, and their M_PDU and B_PDU.
func fuzzAOSFrame(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let (fecf, ocf, fhec) = (input.flag(), input.flag(), input.flag())
    let insertZone = input.below(2_048)
    let bits = input.flag() ? 10 : 8
    let octets = input.rest
    do {
        let frame = try AOSTransferFrameView(
            checking: octets.bytes, fecf: fecf, ocf: ocf, insertZone: insertZone, fhec: fhec,
            spacecraftBits: bits)
        try requireAOSHeader(frame, octets)
        try requireInside(frame.insertZone, octets, "insert zone")
        try requireInside(frame.dataField, octets, "data field")
        try requireInside(frame.packetZone, octets, "packet zone")
        try requireInside(frame.bitstreamZone, octets, "bitstream zone")
        let room = octets.count - (fhec ? 8 : 6) - 4 - (fecf ? 2 : 0)
        try requireEqual(frame.operationalControlField != nil, ocf && room >= 0, "OCF")
        try requireEqual(frame.frameErrorControlField == nil, !fecf, "FECF")
        try requireEqual(frame.frameHeaderErrorControl == nil, !fhec, "FHEC")
        try frame.checkLength()
        let header = fhec ? 8 : 6
        let trailer = (ocf ? 4 : 0) + (fecf ? 2 : 0)
        try requireEqual(frame.insertZone.byteCount, insertZone, "insert zone")
        try requireEqual(
            header + insertZone + frame.dataField.byteCount + trailer, octets.count, "parts")
        if case .packet(let place) = try frame.firstHeaderPointer {
            try require(place < frame.packetZone.byteCount, "first header pointer \(place)")
        }
        if case .lastValidBit(let bit) = try frame.bitstreamDataPointer {
            try require(bit < frame.bitstreamZone.byteCount * 8, "bitstream data pointer \(bit)")
        }
    } catch let error as WireError {
        try requireSound(error, octets)
    } catch {
        throw finding(error)
    }
}

private func requireAOSHeader(
    _ frame: borrowing AOSTransferFrameView, _ octets: UnsafeRawBufferPointer
) throws(FuzzFinding) {
    var header: [UInt8] = []
    AOSTransferFrameHeader(frame).serialize(into: &header)
    try requireEqual(Array(header.prefix(5)), Array(octets.prefix(5)), "header written again")
    // The spare bits are read only as a spacecraft's, the cycle only where it is in use.
    let spare: UInt8 = frame.spacecraft.rawValue > 0xFF ? 0x30 : 0
    let cycle: UInt8 = frame.frameCountUsageFlag ? 0x0F : 0
    try requireEqual(header[5], octets[5] & (0xC0 | spare | cycle), "signalling written again")
    let count = UInt32(octets[2]) << 16 | UInt32(octets[3]) << 8 | UInt32(octets[4])
    try requireEqual(frame.extendedFrameCount & 0xFF_FFFF, count, "frame count")
    try requireEqual(frame.isOnlyIdleData, octets[1] & 0x3F == 63, "only idle data")
}

/// The communications link control word: each field can be set to what it is.
func fuzzControlWord(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    do {
        let original = try CommunicationsLinkControlWord(checking: bytes.bytes)
        var word = original
        word.status = word.status
        word.copInEffect = word.copInEffect
        word.noRadioFrequencyAvailable = word.noRadioFrequencyAvailable
        word.noBitLock = word.noBitLock
        word.lockout = word.lockout
        word.wait = word.wait
        word.retransmit = word.retransmit
        word.farmBCounter = word.farmBCounter
        try requireEqual(word, original, "fields set to themselves")
        var octets: [UInt8] = []
        word.serialize(into: &octets)
        try requireEqual(octets, Array(bytes.prefix(4)), "word written again")
        let field = OperationalControlField(rawValue: word.word)
        try requireEqual(field.communicationsLinkControlWord, original, "as a field")
        try requireEqual(word.virtualChannel.rawValue, octets[1] >> 2, "virtual channel")
        try requireEqual(word.reportValue, octets[3], "report value")
    } catch let error as WireError {
        try requireSound(error, bytes)
    } catch {
        throw finding(error)
    }
}

/// Frame security reports: flags and fields are the bits that the book draws, and the operational
/// control field tells them from control words.
func fuzzSecurityReport(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    do {
        let report = try FrameSecurityReport(checking: bytes.bytes)
        let octets = Array(bytes.prefix(4))
        try requireEqual(octets[0] >> 4, 0xC, "type and version")
        let flags = [
            report.alarm, report.badSequenceNumber, report.badMessageAuthenticationCode,
            report.badSecurityAssociation,
        ]
        try requireEqual(flags, (0..<4).map { octets[0] << $0 & 8 != 0 }, "flags")
        let index = UInt16(octets[1]) << 8 | UInt16(octets[2])
        try requireEqual(report.lastSecurityParameterIndex, index, "index")
        try requireEqual(report.sequenceNumber, octets[3], "sequence number")
        let field = OperationalControlField(rawValue: report.word)
        try requireEqual(field.frameSecurityReport, report, "as a field")
        try require(field.communicationsLinkControlWord == nil, "a control word as well")
    } catch let error as WireError {
        try requireSound(error, bytes)
    } catch {
        throw finding(error)
    }
}

/// Counter steps against the same said in wide integers.
func fuzzCounter(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    // Moduli of the books, and any other up to 64 bits.
    let modulus = input.flag() ? UInt64(1) << UInt64(1 + input.below(63)) : max(2, input.word())
    let maximumGap = input.flag() ? input.word() : nil
    let counter = ModuloCounter(modulus: modulus, maximumGap: maximumGap)
    let (last, found) = (input.word(), input.word())
    let wide = UInt128(modulus)
    let distance = (UInt128(found) % wide + wide - UInt128(last) % wide) % wide
    let limit = maximumGap ?? (modulus <= 256 ? modulus : modulus / 2)
    let expected: ModuloCounter.Step =
        switch distance {
        case 0: .same
        case 1: .next
        case ...UInt128(limit): .gap(missing: UInt64(distance - 1))
        default: .reset
        }
    try requireEqual(counter.step(from: last, to: found), expected, "step")
    let after = UInt64((UInt128(last) % wide + 1) % wide)
    try requireEqual(counter.count(after: last), after, "next count")
    if case .gap(let missing) = expected {
        try requireEqual(counter.missing(from: last, to: found), missing, "missing")
        guard let range = counter.missingRange(from: last, to: found) else {
            throw FuzzFinding("a gap without a range")
        }
        let count = (UInt128(range.last) + wide - UInt128(range.first)) % wide + 1
        try requireEqual(count, UInt128(missing), "counts in the range")
        try requireEqual(range.first, after, "first of the range")
    } else {
        try requireEqual(counter.missing(from: last, to: found), 0, "missing")
        try require(counter.missingRange(from: last, to: found) == nil, "a range without a gap")
    }
}
