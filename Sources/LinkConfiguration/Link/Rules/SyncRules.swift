import ChannelCoding
import TelemetryLink

/// The sync marker and the frame around it.
enum SyncRules {
    static func check(_ draft: LinkDraft) {
        checkBits(draft)
        guard case .synchronized(let sync) = draft.parameters.framing else { return }
        let length = draft.parameters.frame.length
        guard sync.frameStartsBefore > 0, length > 0 else { return }
        let parity = draft.parameters.coding.parityLength
        let markerOctets = (sync.marker.bitCount + 7) / 8
        if sync.frameStartsBefore + markerOctets > length + parity {
            draft.sync.report(
                .frameStartsBefore,
                "a sync word at octet \(sync.frameStartsBefore) of a frame of \(length + parity) "
                    + "octets, expected it inside the frame")
        }
    }

    /// Behind these nothing says where an octet begins.
    private static func checkBits(_ draft: LinkDraft) {
        guard let outer = draft.framing?.outer, !outer.isSynchronized else { return }
        for key in [CodingKey.convolutional, .differential] where draft.coding.has(key) {
            draft.diagnostics.report(
                draft.coding.keyPosition(key),
                "'\(key.path)' with framing '\(outer.word)', expected it only with cadu or "
                    + "bitStream")
        }
    }
}
