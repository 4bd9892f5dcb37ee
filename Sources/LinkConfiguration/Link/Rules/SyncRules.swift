import ChannelCoding
import TelemetryLink

/// The sync marker and the frame around it.
enum SyncRules {
    static func check(_ draft: LinkDraft) {
        guard case .synchronized(let sync) = draft.parameters.framing else { return }
        let length = draft.parameters.frame.length
        guard sync.frameStartsBefore > 0, length > 0 else { return }
        let parity = draft.parameters.coding.reedSolomon?.code.parityLength ?? 0
        let markerOctets = (sync.marker.bitCount + 7) / 8
        if sync.frameStartsBefore + markerOctets > length + parity {
            draft.sync.report(
                .frameStartsBefore,
                "a sync word at octet \(sync.frameStartsBefore) of a frame of \(length + parity) "
                    + "octets, expected it inside the frame")
        }
    }
}
