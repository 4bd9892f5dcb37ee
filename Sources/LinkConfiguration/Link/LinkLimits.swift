/// The largest numbers a link file may ask for; each bounds a buffer of the decoder.
enum LinkLimits {
    /// Octets of a frame: the 16-bit length of a USLP frame (CCSDS 732.1-B-3 §4.1.2.7) is the
    /// longest of any space data link protocol.
    static let frame = 65_536
    /// Octets of a TM frame (CCSDS 132.0-B-3 §4.1.1).
    static let tmFrame = 2048
    /// Octets of a record or of a packet. Space packets end at 65,542; encapsulation packets could
    /// be longer, and above 1 MiB a length is more likely an error than a packet.
    static let record = 1_048_576
    /// Markers in a row, present or missing, that a state may take.
    static let markers = 255
}
