/// Transfer frame version of a space data link protocol, as its first bits on the wire read.
public enum TransferFrameVersion: UInt8, Hashable, Sendable, CaseIterable {
    /// TM, version bits `00` (CCSDS 132.0-B-3 §4.1.2.2.2).
    case tm = 0
    /// AOS, version bits `01` (CCSDS 732.0-B-4 §4.1.2.2.2).
    case aos = 1
    /// USLP, version bits `1100` (CCSDS 732.1-B-3 §4.1.2.2.2).
    case uslp = 12
}
