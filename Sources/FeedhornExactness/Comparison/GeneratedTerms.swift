public import FeedhornTestKit
public import TelemetryLink

/// What generator and decoder say in different words.
extension GeneratedPacket {
    /// An idle space packet, or an encapsulation packet of protocol 0.
    public var isFill: Bool {
        kind == .idle || kind == .encapsulation && octets[0] >> 2 & 7 == 0
    }
}

extension CounterStepTruth.Kind {
    /// The same as the decoder says it.
    public var step: CounterStep {
        switch self {
        case .gap(let missing): .gap(missing: missing)
        case .duplicate: .duplicate
        case .reset: .reset
        }
    }
}
