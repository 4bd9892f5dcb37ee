/// Pseudo-randomizer of a telemetry channel (CCSDS 131.0-B-5 §10, 131.0-B-6).
///
/// The sequence starts anew with the first bit after each marker, and covers frame and parity.
public enum Pseudorandomizer: Hashable, Sendable {
    /// h(x) = x⁸+x⁷+x⁵+x³+1, all ones, period 255 bits: `FF 48 0E C0 9A …`.
    case period255
    /// h(x) = x¹⁷+x¹⁴+1, preset `18E38`, period 131,071 bits: `1C 71 B9 1B A9 …`.
    case period131071
}
