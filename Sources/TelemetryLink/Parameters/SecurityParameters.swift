public import CCSDS

/// Frame security of a link (CCSDS 355.0-B-2, Space Data Link Security): its associations. The
/// octets say which association a frame belongs to, and nothing else of it.
public struct SecurityParameters: Sendable, Equatable {
    /// Most associations of a link.
    public static let maximumAssociations = 256

    /// In any order; each index once.
    public var associations: [SecurityAssociation]
    /// What becomes of frames whose index no association has.
    public var unknown = Unknown.reject

    /// What becomes of frames whose index no association has.
    public enum Unknown: Sendable, Equatable {
        /// They are rejected.
        case reject
        /// They leave as frames; what is behind the index counts as encrypted.
        case deliver
    }

    /// These associations, everything else as usual.
    public init(associations: [SecurityAssociation]) {
        self.associations = associations
    }
}

/// A security association: what the mission fixes for the frames with one security parameter index
/// (355.0-B-2 §3.3), the key apart.
public struct SecurityAssociation: Sendable, Equatable {
    /// What is done to its frames.
    public enum Service: Sendable, Equatable {
        /// The data field is in clear, the code covers header and data.
        case authentication
        /// The data field is encrypted, nothing tells whether it was changed.
        case encryption
        /// The data field is encrypted, the code covers header and data.
        case authenticatedEncryption
    }

    /// The security parameter index.
    public var index: SecurityParameterIndex
    /// What is done to its frames.
    public var service: Service
    /// Lengths of the fields of security header and trailer.
    public var format = SpaceDataLinkSecurityFormat.baseline
    /// Which bits in front of the security header the code covers, from the frame's first bit on:
    /// the others count as 0, also those behind the mask's end. `nil`: it covers all of them.
    public var authenticationMask: [UInt8]?
    /// Virtual channels that use the association; empty: all but those of only idle data.
    public var channels: [VirtualChannelIdentifier] = []
    /// How far the anti-replay number may go forward from one frame to the next; `nil`: it is not
    /// looked at.
    public var replayWindow: UInt64?

    /// An association with the lengths of the book's baseline, everything else as usual.
    public init(index: SecurityParameterIndex, service: Service) {
        self.index = index
        self.service = service
    }
}
