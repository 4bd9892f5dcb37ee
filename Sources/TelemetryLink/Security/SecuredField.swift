import CCSDS

/// The data field of a secured frame, with security header and trailer at its ends.
struct SecuredField {
    /// As received: also one that no association has.
    let index: SecurityParameterIndex
    /// Place of its association among the link's; `nil`: none has this index.
    let association: Int?
    let state: SecurityMark.State
    /// Octets in front of the data.
    let headerLength: Int
    /// Octets behind the data: fill, then the code.
    let trailerLength: Int
    /// Grows from frame to frame; `nil` where nobody looks at it, or nothing proves it.
    let antiReplayNumber: UInt128?
}
