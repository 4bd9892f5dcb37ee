import CCSDS

/// Frames with a security header (CCSDS 355.0-B-2): opened after their length was found right and
/// before anything in the data field is looked at.
extension LinkDecoder {
    /// A frame whose header says only that it is secured: opened, and its header read again.
    mutating func acceptSecured(
        _ frame: borrowing VerifiedFrame, _ outline: FrameHeader, start: UInt64, bits: UInt64
    ) {
        var opened = VerifiedFrame(copying: frame)
        do {
            let field = try open(&opened, outline)
            switch headers.read(opened.octets(), field) {
            case .header(let header):
                if dropsRepeat(opened, bits: bits) { return }
                deliver(opened, header, field, start: start, bits: bits)
            case .refused(let reason): reject(opened, reason, start: start, bits: bits)
            case .none: reject(opened, .version, start: start, bits: bits)
            }
        } catch {
            reject(opened, error, start: start, bits: bits)
        }
    }

    /// Reads the security header, and verifies and decrypts where there is a key.
    ///
    /// - Parameter frame: moved to the arena where it has to be changed.
    mutating func open(
        _ frame: inout VerifiedFrame, _ outline: FrameHeader
    ) throws(RejectionReason) -> SecuredField {
        guard let gate = security else { throw .security }
        let index = try securityHeader(frame, outline.dataField, nil) { $0.index }
        guard let association = try find(index, outline.channel, gate) else {
            return SecuredField(
                index: index, association: nil, state: .encrypted, headerLength: 2,
                trailerLength: 0, antiReplayNumber: nil)
        }
        let parameters = gate.associations[association].parameters
        let hasKey = gate.associations[association].hasKey
        guard let layout = SecuredLayout(outline.dataField, parameters.format) else {
            throw .length
        }
        var state = SecurityMark.State.verified
        if hasKey {
            if parameters.service != .authentication { moveToArena(&frame) }
            guard
                security?.open(frame.slab, frame.offset, layout, association: association) == true
            else {
                delivery.statistics.security[association].failed += 1
                throw .security
            }
        } else {
            state = parameters.service == .authentication ? .unverified : .encrypted
        }
        return try field(frame, layout, association, parameters, state)
    }

    private mutating func find(
        _ index: SecurityParameterIndex, _ channel: GlobalVirtualChannelIdentifier,
        _ gate: SecurityGate
    ) throws(RejectionReason) -> Int? {
        do {
            return try gate.find(index, channel.virtualChannel)
        } catch {
            delivery.statistics.unknownAssociations += 1
            throw error
        }
    }

    /// What the security header says of a frame that is as clear as it gets.
    private func field(
        _ frame: borrowing VerifiedFrame, _ layout: SecuredLayout, _ association: Int,
        _ parameters: SecurityAssociation, _ state: SecurityMark.State
    ) throws(RejectionReason) -> SecuredField {
        let (pad, number) = try securityHeader(frame, layout.header, layout.format) {
            ($0.padLength, $0.antiReplayNumber)
        }
        // Fill that is encrypted can't be told from data.
        let fill = state == .encrypted ? 0 : pad
        guard fill <= layout.data.count else { throw .length }
        return SecuredField(
            index: parameters.index, association: association, state: state,
            headerLength: layout.header.count, trailerLength: fill + layout.code.count,
            antiReplayNumber: state == .verified ? number : nil)
    }

    private func securityHeader<Value>(
        _ frame: borrowing VerifiedFrame, _ field: Range<Int>,
        _ format: SpaceDataLinkSecurityFormat?,
        _ body: (borrowing SpaceDataLinkSecurityHeaderView) -> Value
    ) throws(RejectionReason) -> Value {
        do throws(WireError) {
            return body(
                try SpaceDataLinkSecurityHeaderView(
                    checking: frame.octets().extracting(field),
                    format: format ?? SpaceDataLinkSecurityFormat()))
        } catch {
            throw .length
        }
    }

    /// Received slabs never change: a frame that lies in one is copied before it is decrypted.
    private mutating func moveToArena(_ frame: inout VerifiedFrame) {
        guard frame.arenaLength == 0 else { return }
        let offset = arena.reserve(frame.length)
        arena.slab.copy(frame.length, from: frame.slab, at: frame.offset, to: offset)
        frame = VerifiedFrame(
            slab: arena.slab, offset: offset, length: frame.length, arenaLength: frame.length,
            failure: nil, codewords: frame.codewords)
    }

    // MARK: delivering

    /// Enters a delivered frame's security header into books, counts and annotation.
    mutating func note(_ field: SecuredField, _ annotation: inout ReceptionAnnotation) {
        let octets = UInt64(field.headerLength + field.trailerLength)
        delivery.balance.dataOctets += octets
        delivery.balance.securityOctets += octets
        annotation.security = SecurityMark(index: field.index, state: field.state)
        guard let association = field.association else {
            delivery.statistics.unknownAssociations += 1
            return
        }
        switch field.state {
        case .verified:
            delivery.statistics.security[association].verified += 1
            annotation.quality = .good
        case .unverified: delivery.statistics.security[association].unverified += 1
        case .encrypted: delivery.statistics.security[association].encrypted += 1
        }
        guard let number = field.antiReplayNumber else { return }
        if case .outside(let last)? = security?.step(association, to: number) {
            delivery.statistics.security[association].outsideWindow += 1
            delivery.batch.events.append(
                LinkEvent(
                    kind: .replay(field.index, number: number, last: last, annotation.channel),
                    streamOffset: annotation.streamOffset,
                    earthReceiveTime: annotation.earthReceiveTime))
        }
    }

    /// A data field that nobody can read: it is no packet, and no packet goes on behind it.
    mutating func keepEncrypted(_ octets: Int, _ index: Int) {
        delivery.balance.encryptedOctets += UInt64(octets)
        channels[index].extractor.drop(.encrypted, &delivery)
    }
}
