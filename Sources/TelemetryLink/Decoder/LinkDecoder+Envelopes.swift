import CCSDS
import LinkFraming

/// From a record's data to a frame: protocols around it are checked and taken off.
extension LinkDecoder {
    /// What is behind the envelopes of a record.
    private enum Content {
        /// So many octets in front of the frame and behind it; `isVerified`: a checksum says so.
        case frame(before: Int, behind: Int, isVerified: Bool)
        /// Well made, and without a frame.
        case nothing
        case failed(RejectionReason)
    }

    /// The data of a record: a frame, in its envelopes.
    mutating func open(_ data: StreamWindow, isVerified: Bool, start: UInt64) {
        guard !parameters.envelopes.isEmpty else {
            return found(data, 0..<data.count, isVerified: isVerified, start: start)
        }
        switch content(data, isVerified) {
        case .failed(let reason): fail(data, reason, start: start, bits: 8 * data.count)
        case .nothing:
            delivery.statistics.nonDataRecords += 1
            skip(to: position + 8 * UInt64(data.count), .notData)
        case .frame(let before, let behind, let isVerified):
            strip(before, .wrapper)
            strip(behind, .checksum)
            let range = before..<data.count - behind
            found(data, range, isVerified: isVerified, start: start)
        }
    }

    /// The octets of `range` are a frame and its parity.
    private mutating func found(
        _ data: StreamWindow, _ range: Range<Int>, isVerified: Bool, start: UInt64
    ) {
        var frame = verifier.verify(
            data, atBit: UInt64(8 * range.lowerBound), codedLength: range.count, inverted: false,
            arena: &arena)
        frame.isVerified = isVerified
        accept(frame, start: start, bits: 8 * UInt64(range.count))
    }

    private func content(_ data: StreamWindow, _ isVerified: Bool) -> Content {
        let octets = data.octets()
        var range = 0..<data.count
        var isVerified = isVerified
        for envelope in parameters.envelopes {
            let inner = octets.extracting(range)
            let content =
                switch envelope.header {
                case .ax25: LinkDecoder.ax25(inner, envelope.isStripped)
                case .csp(let version, let checksum):
                    LinkDecoder.csp(inner, version, checksum, envelope.isStripped)
                }
            guard case .frame(let before, let behind, let isRight) = content else { return content }
            range = range.lowerBound + before..<range.upperBound - behind
            isVerified = isVerified || isRight
        }
        guard !range.isEmpty else { return .nothing }
        return .frame(
            before: range.lowerBound, behind: data.count - range.upperBound,
            isVerified: isVerified)
    }

    private static func ax25(_ octets: RawSpan, _ isStripped: Bool) -> Content {
        guard let view = try? AX25FrameView(checking: octets) else { return .failed(.envelope) }
        guard isStripped else { return .frame(before: 0, behind: 0, isVerified: false) }
        guard view.carriesData else { return .nothing }
        return .frame(before: view.dataRange.lowerBound, behind: 0, isVerified: false)
    }

    private static func csp(
        _ octets: RawSpan, _ version: CSPVersion, _ checksum: CSPPacketView.Checksum,
        _ isStripped: Bool
    ) -> Content {
        let view: CSPPacketView
        do {
            view = try CSPPacketView(checking: octets, version: version, checksum: checksum)
        } catch {
            return .failed(error.code == .checksum ? .checksum : .envelope)
        }
        let isRight = view.coverage != .none
        guard isStripped else { return .frame(before: 0, behind: 0, isVerified: isRight) }
        guard view.isPlain else { return .failed(.envelope) }
        return .frame(
            before: view.dataRange.lowerBound,
            behind: octets.byteCount - view.dataRange.upperBound, isVerified: isRight)
    }
}
