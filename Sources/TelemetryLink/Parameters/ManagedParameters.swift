public import CCSDS
public import ChannelCoding
public import LinkFraming

/// What the mission fixes for a physical channel (CCSDS "managed parameters"), as a link file
/// says it: everything the decoder needs to know and nothing about devices.
public struct ManagedParameters: Sendable, Equatable {
    /// Stable name of the link.
    public var name: String
    /// Octets that a receiver puts around each chunk (datagram, transfer) and that are stripped.
    public var wrapper = Wrapper()
    /// How frames lie in the stream.
    public var framing: Framing
    /// Protocols between the framing's records and the frames, from the outside in.
    public var envelopes: [Envelope] = []
    /// Randomizer and code.
    public var coding = CodingParameters()
    /// The transfer frame.
    public var frame: FrameParameters
    /// Accepted spacecraft; empty accepts all.
    public var acceptedSpacecraft: [SpacecraftIdentifier] = []
    /// What the virtual channels carry.
    public var channels = ChannelTable()
    /// Security associations; `nil`: no frame has a security header.
    public var security: SecurityParameters?
    /// Limits and surroundings of packets.
    public var packets = PacketParameters()
    /// Bits per second on the channel, where a frame's first bit can be dated by it; symbols per
    /// second where the receiver hands over symbols.
    public var bitRate: UInt64?
    /// Bits per second, eight to an octet, at which octets come one after the other where they come
    /// (a serial line): dates first bits where there is no ``bitRate``, and says nothing of gaps.
    public var lineRate: UInt64?

    /// These parameters, everything else as usual.
    public init(name: String, framing: Framing, frame: FrameParameters = FrameParameters()) {
        self.name = name
        self.framing = framing
        self.frame = frame
    }

    /// Octets before and after the data of each chunk, or of each packet inside a chunk.
    public struct Wrapper: Sendable, Equatable {
        /// What the octets before the data say.
        public enum Status: Sendable, Equatable {
            /// Nothing that is read.
            case none
            /// Modem and line status of an FTDI chip; the line's errors are counted.
            case ftdi
        }

        /// Octets before the data.
        public var before = 0
        /// Octets after the data.
        public var after = 0
        /// Octets of each packet that a chunk is made of, the last one shorter; 0: the whole chunk
        /// has one wrapper.
        public var every = 0
        /// What the octets before the data say.
        public var status = Status.none

        /// These parameters, everything else as usual.
        public init(before: Int = 0, after: Int = 0, every: Int = 0, status: Status = .none) {
            self.before = before
            self.after = after
            self.every = every
            self.status = status
        }

        /// Whether a chunk of so many octets has data in it, or the wrapper alone.
        public func holdsData(chunkOf count: Int) -> Bool {
            guard every > 0 else { return count > before + after }
            // All packets but the last are full.
            return count > every || count > before + after
        }

        /// Octets of data in each packet but the last of a chunk.
        var dataPerPacket: Int { every - before - after }
    }
}

/// How frames lie in the received stream.
public enum Framing: Sendable, Equatable {
    /// A sync marker in a stream of bits: CADUs and bit streams.
    case synchronized(SyncParameters)
    /// Frames (with their parity, if any) back to back from octet 0, nothing between them.
    case fixedFrames
    /// Records with a length in front.
    case lengthPrefixed(LengthPrefixParameters)
    /// KISS records; what is in them is `frame.type`.
    case kiss(KISSParameters)
    /// SLIP records.
    case slip(SLIPParameters)
    /// COBS records.
    case cobs(COBSParameters)
    /// HDLC frames in a stream of bits.
    case hdlc(HDLCParameters)
    /// Frames of the F´ flight software.
    case fprime(FPrimeParameters)
    /// MAVLink frames, whole.
    case mavlink(MAVLinkParameters)
    /// Space and encapsulation packets back to back, no frames.
    case packets
    /// Each chunk (datagram) is one frame; with `frame.length`, each so many octets.
    case opaque
}

/// Sync marker and the rules of finding it (CCSDS 131.0-B-5 §9; acquisition is ours).
public struct SyncParameters: Sendable, Equatable {
    /// Which polarities of the marker are looked for.
    public enum Polarity: Sendable, Equatable {
        case normal
        case inverted
        /// Both are looked for, at every marker.
        case automatic
    }

    /// The sync marker.
    public var marker: AttachedSyncMarker
    /// Bit errors up to which a marker still counts as one.
    public var maximumErrors = 3
    /// Which polarities of the marker are looked for.
    public var polarity = Polarity.automatic
    /// Octets of the frame in front of the marker: more than 0 where the frame starts before a
    /// mission's sync word. The word is then a part of the frame.
    public var frameStartsBefore = 0
    /// Markers in a row, one frame apart, before the state is LOCK; an unverifiable frame is
    /// delivered only when the next marker has confirmed it, unless this is 1.
    public var acquire = 2
    /// Missing markers in a row after which the old place is given up.
    public var flywheel = 3

    /// These parameters, everything else as usual.
    public init(marker: AttachedSyncMarker) {
        self.marker = marker
    }
}

/// A length field in front of each record.
public struct LengthPrefixParameters: Sendable, Equatable {
    /// Order of the octets of a number.
    public enum ByteOrder: Sendable, Equatable {
        case big
        case little
    }

    /// Octets in front of the length field.
    public var offset = 0
    /// Octets of the length field, 1…4.
    public var width = 2
    /// Order of the field's octets.
    public var byteOrder = ByteOrder.big
    /// Added to the field's value to get the octets that follow the field.
    public var bias = 0
    /// Octets after the length field that are counted by it and are not data.
    public var headerOctets = 0
    /// Longest record's data, in octets.
    public var maximumLength = 65_542

    /// These parameters, everything else as usual.
    public init() {}
}

/// Which KISS records carry telemetry.
public struct KISSParameters: Sendable, Equatable {
    /// Accepted ports, 0…15; empty accepts all.
    public var ports: [UInt8] = []
    /// What stands behind the data.
    public var checksum = KISSChecksum.none
    /// Longest record, in octets, escapes undone.
    public var maximumLength = 65_542

    /// These parameters, everything else as usual.
    public init() {}
}

/// Codes and randomizer of the channel.
public struct CodingParameters: Sendable, Equatable {
    /// `nil`: the receiver hands over bits, not channel symbols.
    public var convolutional: ConvolutionalParameters?
    /// Bits are told from the one before them; decoded behind the convolutional code, before the
    /// search for markers.
    public var differential: DifferentialCode?
    /// `nil`: frames are not randomized.
    public var randomizer: Pseudorandomizer?
    /// `nil`: no Reed–Solomon code.
    public var reedSolomon: ReedSolomonParameters?
    /// `nil`: no LDPC code. Frames have exactly `LDPCCode.dataLength` octets. A link has one code
    /// or the other: where it has a Reed–Solomon code, this one is not looked at.
    public var ldpc: LDPCCode?

    /// Octets of parity behind each frame.
    public var parityLength: Int {
        reedSolomon?.code.parityLength ?? ldpc?.parityLength ?? 0
    }

    /// These parameters, everything else as usual.
    public init() {}
}

/// A Reed–Solomon code as the link uses it.
public struct ReedSolomonParameters: Sendable, Equatable {
    /// What is done with the parity.
    public enum Mode: Sendable, Equatable {
        /// Correct, and reject what can't be corrected.
        case correct
        /// Take the parity off unread: for encoders whose parity is none.
        case strip
    }

    /// Error capability, interleaving, basis, virtual fill.
    public var code: ReedSolomonCode
    /// What is done with the parity.
    public var mode = Mode.correct

    /// These parameters, everything else as usual.
    public init(code: ReedSolomonCode) {
        self.code = code
    }
}

/// The transfer frame of the channel.
public struct FrameParameters: Sendable, Equatable {
    /// What a frame is.
    public enum FrameType: Sendable, Equatable {
        case tm
        case aos
        case uslp
        /// Octets that nobody looks into.
        case opaque
        /// Each record is one packet, exactly.
        case packets
    }

    /// What a frame error control field is computed by.
    public enum ErrorControlCode: Sendable, Equatable {
        /// 16 bits (132.0-B-3 §4.1.6, 732.0-B-4 §4.1.6, 732.1-B-2 annex B).
        case crc16
        /// 32 bits, USLP only (732.1-B-2 annex B).
        case crc32
    }

    /// Which frames carry an operational control field.
    public enum OperationalControlField: Sendable, Equatable {
        case none
        /// TM: as the frame's own flag says.
        case perHeader
        /// In every frame.
        case always
    }

    /// What becomes of a frame that equals the one before it.
    public enum Duplicates: Sendable, Equatable {
        case keep
        /// A frame that equals the one before it on the link, octet for octet, is dropped.
        case drop
    }

    /// What a frame is.
    public var type = FrameType.opaque
    /// Octets of a frame, FECF included, marker and parity not; 0 = as long as the record.
    public var length = 0
    /// Frames end with a frame error control field.
    public var fecf = false
    /// What that field is computed by.
    public var fecfCode = ErrorControlCode.crc16
    /// Which TM or AOS frames carry an operational control field; a USLP frame's own flag says it.
    public var ocf = OperationalControlField.none
    /// Octets of the AOS or USLP insert zone.
    public var insertZone = 0
    /// AOS frame header error control.
    public var fhec = false
    /// Where the data field begins, whatever the secondary header says (octet of the frame).
    public var dataFieldOffset: Int?
    /// What becomes of repeated frames.
    public var duplicates = Duplicates.keep
    /// Frames that fail a check leave as erred frames (never as packets).
    public var deliverErred = false
    /// 8, or 10 with the two former spare bits of the signaling field as most significant bits.
    public var aosSpacecraftBits = 8
    /// Octets of the frame error control field.
    public var fecfLength: Int { fecf ? (fecfCode == .crc32 ? 4 : 2) : 0 }
    /// A forward jump of a frame counter over this is a reset; `nil`: half the modulus, and none
    /// for counters of 8 bits.
    public var maximumGap: UInt64?

    /// These parameters, everything else as usual.
    public init() {}
}

/// What the virtual channels carry.
public struct ChannelTable: Sendable, Equatable {
    /// What a virtual channel carries.
    public enum Service: Sendable, Equatable {
        /// Space and encapsulation packets behind a first header pointer. What a TM frame's
        /// synchronization flag or a USLP frame's protocol identifier says to be something else
        /// leaves as zones.
        case packets
        /// Bits that leave as zones: AOS B_PDUs.
        case bitstream
        /// Data units of the mission that leave as zones: VCA_SDUs, USLP zones of any kind.
        case virtualChannelAccess
        /// Octets that leave as frames only.
        case opaque
        /// Fill.
        case onlyIdleData
    }

    /// Channels named in the link file.
    public var services: [VirtualChannelIdentifier: Service] = [:]
    /// Every other channel; `nil`: packets, except AOS and USLP channel 63, which is idle.
    public var other: Service?
    /// Octets of the truncated USLP frames of channels named in the link file, FECF included; a
    /// channel without has none, and one that comes is rejected.
    public var truncatedLengths: [VirtualChannelIdentifier: Int] = [:]
    /// The same for every other channel.
    public var otherTruncatedLength: Int?
    /// Reject frames of channels not in `services`.
    public var rejectOthers = false

    /// These parameters, everything else as usual.
    public init() {}
}

/// Limits and surroundings of packets.
public struct PacketParameters: Sendable, Equatable {
    /// Longest packet, header included; longer ones are discarded as `packetLength`.
    public var maximumLength = 65_542
    /// Octets in front of each packet (bare packet streams only), stripped as wrapper.
    public var octetsBefore = 0
    /// Each non-idle space packet ends with an error control field that is checked and counted.
    public var errorControl = false
    /// What that field is computed by.
    public var errorControlCode = PacketErrorControl.cyclicRedundancyCode
    /// Only packets with a secondary header end with it: the rule of ECSS-E-ST-70-41, whose time
    /// and idle packets have neither.
    public var errorControlNeedsSecondaryHeader = false
    /// Jump of a sequence count over this is a reset; `nil`: half the modulus.
    public var maximumGap: UInt64?
    /// Segmented user data is put together again; `nil`: it is not.
    public var reassembly: ReassemblyParameters?

    /// These parameters, everything else as usual.
    public init() {}
}

/// How segmented user data is put together again, by the sequence flags of space packets
/// (CCSDS 133.0-B-2 §4.1.3.4.2).
public struct ReassemblyParameters: Sendable, Equatable {
    /// Application processes whose user data is put together; empty: all.
    public var applications: [ApplicationProcessIdentifier] = []
    /// Longest user data, in octets; longer ones are dropped. At most 1 MiB.
    public var maximumLength = 1 << 20
    /// Octets of the secondary header of packets that have one: no user data, left out.
    public var secondaryHeaderLength = 0

    /// These parameters, everything else as usual.
    public init() {}
}
