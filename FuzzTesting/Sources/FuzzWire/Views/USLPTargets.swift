import CCSDS

/// USLP transfer frames, truncated ones too, with any managed parameters.
func fuzzUSLPFrame(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let fecf = input.one(of: [0, 2, 4])
    let insertZone = input.below(2_048)
    let (header, trailer) = (input.one(of: [0, 0, 2, 18]), input.one(of: [0, 0, 16]))
    let truncated = input.flag() ? input.below(256) : nil
    let octets = input.rest
    do {
        let frame = try USLPTransferFrameView(
            checking: octets.bytes, frameErrorControlLength: fecf, insertZone: insertZone,
            securityHeader: header, securityTrailer: trailer)
        try requireUSLPHeader(frame, octets)
        try requireInside(frame.insertZone, octets, "insert zone")
        try requireInside(frame.dataField, octets, "data field")
        try requireInside(frame.dataZone, octets, "data zone")
        try requireEqual(frame.frameErrorControlField == nil, fecf == 0, "FECF")
        let field = frame.operationalControlField
        try require(field == nil || frame.operationalControlFieldFlag, "OCF")
        try frame.checkLength(truncated: truncated)
        if frame.isTruncated, let truncated { try requireEqual(truncated, octets.count, "length") }
        let zone = frame.dataField.byteCount - frame.dataFieldHeaderLength
        try requireEqual(frame.dataZone.byteCount, zone, "data zone")
        if case .packet(let place)? = try frame.firstHeaderPointer {
            try require(place < zone, "first header pointer \(place)")
        }
        _ = try frame.lastValidOctetPointer
    } catch let error as WireError {
        try requireSound(error, octets)
    } catch {
        throw finding(error)
    }
}

private func requireUSLPHeader(
    _ frame: borrowing USLPTransferFrameView, _ octets: UnsafeRawBufferPointer
) throws(FuzzFinding) {
    var header: [UInt8] = []
    USLPTransferFrameHeader(frame).serialize(into: &header)
    var expected = Array(octets.prefix(header.count))
    // Two bits behind the flags are reserved.
    if expected.count > 6 { expected[6] &= 0xCF }
    try requireEqual(header, expected, "header written again")
}

/// Security header and trailer with fields of any length.
func fuzzSecurityFields(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let format = SpaceDataLinkSecurityFormat(
        initializationVector: input.below(33), sequenceNumber: input.below(17),
        padLength: input.below(3), code: input.below(65))
    let octets = input.rest
    do {
        let header = try SpaceDataLinkSecurityHeaderView(checking: octets.bytes, format: format)
        try requireInside(header.octets, octets, "header")
        try requireInside(header.initializationVector, octets, "initialization vector")
        try requireEqual(header.octets.byteCount, format.headerLength, "header")
        try require((0...0xFFFF).contains(header.padLength), "pad length")
        try requireEqual(header.sequenceNumber == nil, format.sequenceNumber == 0, "sequence")
        try require(header.antiReplayNumber != nil || header.sequenceNumber == nil, "replay")
        let trailer = try SpaceDataLinkSecurityTrailerView(checking: octets.bytes, format: format)
        try requireInside(trailer.messageAuthenticationCode, octets, "code")
        try requireEqual(trailer.octets.byteCount, format.trailerLength, "trailer")
    } catch let error as WireError {
        try requireSound(error, octets)
    } catch {
        throw finding(error)
    }
}

/// Telemetry packets of the core Flight System.
func fuzzCoreFlight(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let version = input.one(of: CoreFlightTelemetryView.HeaderVersion.allCases)
    let order = input.one(of: CoreFlightTelemetryView.ByteOrder.allCases)
    let octets = input.rest
    do {
        let packet = try SpacePacketView(checking: octets.bytes)
        let view = try CoreFlightTelemetryView(
            checking: packet, version: version, timeOrder: order)
        try requireInside(view.payload, octets, "payload")
        try requireEqual(view.payload.byteCount + 16, packet.length, "payload")
        let start = version == .primary ? 6 : 10
        let field = octets[start..<start + 4]
        let seconds = (order == .big ? Array(field) : field.reversed())
            .reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        try requireEqual(view.seconds, seconds, "seconds")
        try requireEqual(view.extendedHeader == nil, version == .primary, "extended header")
    } catch let error as WireError {
        try requireSound(error, octets)
    } catch {
        throw finding(error)
    }
}
