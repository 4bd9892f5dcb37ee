import CCSDS

/// How far a frame's security header has been dealt with.
enum FrameProtection {
    /// The channel has none.
    case none
    /// There is one in front of the data field, not read yet.
    case closed
    /// It was read, and the frame opened where there is a key.
    case read(SecuredField)

    /// The data field can be looked into.
    var isClear: Bool {
        switch self {
        case .none: true
        case .closed: false
        case .read(let field): field.state != .encrypted
        }
    }

    /// Octets known to stand in front of the data.
    var headerLength: Int {
        if case .read(let field) = self { field.headerLength } else { 0 }
    }

    /// Octets known to stand behind the data.
    var trailerLength: Int {
        if case .read(let field) = self { field.trailerLength } else { 0 }
    }
}

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
