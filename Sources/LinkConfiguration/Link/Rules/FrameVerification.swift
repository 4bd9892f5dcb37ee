import LinkFraming
import TelemetryLink

extension ManagedParameters {
    /// Whether anything in the link tells a good frame from garbage: a code, a checksum, an error
    /// control field of frames or packets, AX.25 addresses. The checksums of KISS do not: not every
    /// record has one, or one in 256 is right by accident.
    var isVerifiable: Bool {
        if coding.reedSolomon?.mode == .correct || coding.ldpc != nil { return true }
        if frame.fecf || packets.errorControl { return true }
        for envelope in envelopes {
            switch envelope.header {
            case .ax25: return true
            case .csp(_, let checksum): if checksum != .never { return true }
            }
        }
        switch framing {
        case .hdlc, .fprime, .mavlink: return true
        default: return false
        }
    }
}
