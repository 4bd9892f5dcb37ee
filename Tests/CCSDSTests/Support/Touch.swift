@testable import CCSDS

// Each function reads everything that a view offers, so that an accessor that would trap does so
// under test, and returns something that depends on all of it.

func touch(_ span: RawSpan) -> Int {
    copy(span).reduce(0) { $0 &+ Int($1) }
}

func touch(_ view: borrowing SpacePacketView) -> Int {
    Int(view.version) &+ (view.isTelecommand ? 1 : 0) &+ (view.hasSecondaryHeader ? 1 : 0)
        &+ Int(view.application.rawValue) &+ Int(view.sequenceFlags.rawValue)
        &+ Int(view.sequenceCount) &+ view.length &+ touch(view.dataField) &+ touch(view.octets)
        &+ (view.isIdle ? 1 : 0) &+ SpacePacketHeader(view).hashValue
}

func touch(_ view: borrowing EncapsulationPacketView) -> Int {
    Int(view.version) &+ Int(view.protocolIdentifier.rawValue) &+ view.headerLength &+ view.length
        &+ Int(view.userDefined ?? 0) &+ Int(view.protocolIdentifierExtension ?? 0)
        &+ Int(view.ccsdsDefined ?? 0) &+ touch(view.dataField) &+ (view.isIdle ? 1 : 0)
        &+ EncapsulationPacketHeader(view).hashValue
}

func touch(_ view: borrowing TMTransferFrameView) -> Int {
    var sum = Int(view.version) &+ view.globalVirtualChannel.hashValue
    sum &+= Int(view.masterChannelFrameCount) &+ Int(view.virtualChannelFrameCount)
    sum &+= (view.synchronizationFlag ? 1 : 0) &+ (view.packetOrderFlag ? 1 : 0)
    sum &+= Int(view.segmentLengthIdentifier) &+ (view.hasSecondaryHeader ? 1 : 0)
    sum &+= (try? view.firstHeaderPointer).hashValue &+ touch(view.dataField)
    sum &+= Int(view.operationalControlField ?? 0) &+ Int(view.frameErrorControlField ?? 0)
    if let header = view.secondaryHeader {
        sum &+= Int(header.version) &+ header.statedLength &+ touch(header.data)
    }
    return sum &+ TMTransferFrameHeader(view).hashValue
}

func touch(_ view: borrowing AOSTransferFrameView) -> Int {
    var sum = Int(view.version) &+ view.globalVirtualChannel.hashValue
    sum &+= Int(view.virtualChannelFrameCount) &+ Int(view.extendedFrameCount)
    sum &+= (view.isOnlyIdleData ? 1 : 0) &+ (view.replayFlag ? 1 : 0)
    sum &+= (try? view.firstHeaderPointer).hashValue &+ touch(view.packetZone)
    sum &+= (try? view.bitstreamDataPointer).hashValue &+ touch(view.bitstreamZone)
    sum &+= touch(view.insertZone) &+ touch(view.dataField)
    sum &+= Int(view.operationalControlField ?? 0) &+ Int(view.frameErrorControlField ?? 0)
    sum &+= Int(view.frameHeaderErrorControl ?? 0)
    return sum &+ AOSTransferFrameHeader(view).hashValue
}

func touch(_ view: borrowing PUSTelemetryPacketView) -> Int {
    view.secondaryHeader.hashValue &+ touch(view.time) &+ touch(view.sourceData)
        &+ Int(view.errorControlField ?? 0)
}

func touch(_ view: borrowing PUSTelecommandPacketView) -> Int {
    Int(view.acknowledgementFlags) &+ Int(view.service) &+ Int(view.subtype)
        &+ Int(view.sourceIdentifier) &+ touch(view.applicationData)
        &+ Int(view.errorControlField ?? 0)
}

func touch(_ view: borrowing USLPTransferFrameView) -> Int {
    var sum = Int(view.version) &+ view.globalVirtualChannel.hashValue
    sum &+= Int(view.multiplexerAccessPoint.rawValue) &+ (view.statedLength ?? 0)
    sum &+= Int(truncatingIfNeeded: view.virtualChannelFrameCount ?? 0)
    sum &+= (view.isOnlyIdleData ? 1 : 0) &+ (view.bypassFlag ? 1 : 0)
    sum &+= view.constructionRule.hashValue &+ view.protocolIdentifier.hashValue
    sum &+= (try? view.firstHeaderPointer).hashValue &+ (try? view.lastValidOctetPointer).hashValue
    sum &+= Int(view.pointerField ?? 0) &+ touch(view.dataZone) &+ touch(view.dataField)
    sum &+= touch(view.insertZone) &+ Int(view.operationalControlField ?? 0)
    sum &+= Int(view.frameErrorControlField ?? 0)
    return sum &+ USLPTransferFrameHeader(view).hashValue
}

func touch(_ view: borrowing CoreFlightTelemetryView) -> Int {
    Int(view.seconds) &+ Int(view.subseconds) &+ touch(view.payload)
        &+ view.extendedHeader.hashValue
}

func touch(_ view: borrowing SpaceDataLinkSecurityHeaderView) -> Int {
    Int(view.index.rawValue) &+ touch(view.initializationVector) &+ view.padLength
        &+ view.sequenceNumber.hashValue &+ view.antiReplayNumber.hashValue &+ touch(view.octets)
}

func touch(_ view: borrowing SpaceDataLinkSecurityTrailerView) -> Int {
    touch(view.messageAuthenticationCode) &+ touch(view.octets)
}
