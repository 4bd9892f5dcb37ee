import CCSDS
import TelemetryLink

/// Finds the operational control field of delivered frames (132.0-B-3 §4.1.5, 732.0-B-4 §4.1.5,
/// 732.1-B-2 §4.1.5).
struct ControlFieldReader: Sendable {
    private let frame: FrameParameters

    init(_ frame: FrameParameters) {
        self.frame = frame
    }

    func word(_ octets: RawSpan) -> UInt32? {
        switch (frame.type, frame.ocf) {
        case (.uslp, _):
            let view = try? USLPTransferFrameView(
                checking: octets, frameErrorControlLength: frame.fecfLength,
                insertZone: frame.insertZone)
            return view?.operationalControlField
        case (.opaque, _), (.packets, _), (_, .none):
            return nil
        case (.tm, let ocf):
            let view = try? TMTransferFrameView(
                checking: octets, fecf: frame.fecf, ocf: ocf == .always ? true : nil,
                dataFieldOffset: frame.dataFieldOffset)
            return view?.operationalControlField
        case (.aos, _):
            let view = try? AOSTransferFrameView(
                checking: octets, fecf: frame.fecf, ocf: true, insertZone: frame.insertZone,
                fhec: frame.fhec, spacecraftBits: frame.aosSpacecraftBits)
            return view?.operationalControlField
        }
    }
}
