import CCSDS
import ChannelCoding

/// A candidate frame after derandomizing, correcting and checking.
///
/// It can't be copied, for it passes through many hands, and each copy would retain the slab.
struct VerifiedFrame: ~Copyable {
    let slab: Slab
    let offset: Int
    /// Octets of the frame, FECF included, parity not.
    let length: Int
    /// Octets taken in the arena; 0 where the frame stayed in the slab it was received in.
    let arenaLength: Int
    /// `nil`: it passed every check that the link has.
    let failure: RejectionReason?
    let codewords: CodewordCounts
    /// A checksum of the framing, or of an envelope, proves it good.
    var isVerified = false

    init(
        slab: Slab, offset: Int, length: Int, arenaLength: Int, failure: RejectionReason?,
        codewords: CodewordCounts
    ) {
        self.slab = slab
        self.offset = offset
        self.length = length
        self.arenaLength = arenaLength
        self.failure = failure
        self.codewords = codewords
    }

    init(copying other: borrowing VerifiedFrame) {
        self.init(
            slab: other.slab, offset: other.offset, length: other.length,
            arenaLength: other.arenaLength, failure: other.failure, codewords: other.codewords)
        isVerified = other.isVerified
    }

    @_lifetime(borrow self)
    func octets() -> RawSpan {
        let pointer = unsafe slab.pointer(offset..<offset + length)
        let span = unsafe RawSpan(_unsafeBytes: pointer)
        return unsafe _overrideLifetime(span, borrowing: self)
    }
}

/// Corrected symbols of each codeword of a codeblock, 127 at most; −1 = uncorrectable.
struct CodewordCounts: Sendable {
    private(set) var counts = SIMD8<Int8>()
    let count: Int
    /// The code's symbols are bits.
    let areBits: Bool
    /// No symbol was wrong.
    private(set) var isClean = true
    /// Of all codewords.
    private(set) var correctedSymbols = 0

    init(count: Int = 0) {
        self.count = min(8, count)
        areBits = false
    }

    /// Of a code whose symbols are bits.
    init(_ result: LDPCResult) {
        count = 1
        areBits = true
        switch result {
        case .clean: break
        case .corrected(let bits): note(0, bits)
        case .uncorrectable: note(0, -1)
        }
    }

    mutating func note(_ corrections: [Int]) {
        for index in 0..<count { note(index, corrections[index]) }
    }

    private mutating func note(_ index: Int, _ corrected: Int) {
        isClean = false
        counts[index] = Int8(clamping: corrected)
        correctedSymbols += max(0, corrected)
    }
}

/// Derandomizes, corrects and checks one candidate: what stands between a sync marker (or a
/// record of the framing) and a transfer frame. CCSDS 131.0-B-5 §4, §10; 132.0-B-3 §4.1.6.
struct FrameVerifier: Sendable {
    private let mover: FrameMover
    private var reedSolomon: ReedSolomonDecoder?
    private var ldpc: LDPCDecoder?
    private let randomized: Bool
    private let fecf: Bool
    /// The frame error control field has 32 bits.
    private let hasCRC32: Bool
    private let fhec: Bool
    /// There is a code that corrects.
    private let isCorrected: Bool

    /// Octets of parity behind each frame.
    let parityLength: Int
    /// Codewords of each frame that are corrected.
    private let codewordCount: Int
    /// A frame that passed is proven good: there is a code or a FECF.
    let isVerifiable: Bool

    /// AOS primary header with its error control field (732.0-B-4 §4.1.2.6).
    private static let fhecHeaderLength = 8

    init(_ parameters: ManagedParameters, maximumLength: Int) {
        mover = FrameMover(
            randomizer: parameters.coding.randomizer,
            maximumLength: min(maximumLength, FrameMover.longestFrame))
        randomized = parameters.coding.randomizer != nil
        fecf = parameters.frame.fecf
        hasCRC32 = parameters.frame.fecfCode == .crc32
        fhec = parameters.frame.fhec && parameters.frame.type == .aos
        parityLength = parameters.coding.parityLength
        var codewordCount = 0
        if let code = parameters.coding.reedSolomon, code.mode == .correct {
            reedSolomon = ReedSolomonDecoder(code: code.code)
            reedSolomon?.checksEveryRoot = true
            codewordCount = code.code.interleavingDepth
        }
        if parameters.coding.reedSolomon == nil {
            ldpc = parameters.coding.ldpc.map(LDPCDecoder.init(code:))
        }
        self.codewordCount = codewordCount
        isCorrected = reedSolomon != nil || ldpc != nil
        isVerifiable = isCorrected || fecf
    }

    /// Whether frames are taken for those of the link's code only if all of its roots say so: while
    /// nothing else tells that the stream is the link's.
    var checksEveryRoot: Bool {
        get { reedSolomon?.checksEveryRoot ?? false }
        set { reedSolomon?.checksEveryRoot = newValue }
    }

    /// Checks the `codedLength` octets (frame and parity) from the absolute bit `bit` on.
    ///
    /// The frame's octets, where they had to be moved, are in the arena's reserved piece: the
    /// caller commits `arenaLength` of it if it keeps them.
    mutating func verify(
        _ window: StreamWindow, atBit bit: UInt64, codedLength: Int, inverted: Bool,
        arena: inout FrameArena
    ) -> VerifiedFrame {
        let shift = Int(bit % 8)
        let isChanged = randomized || inverted || shift != 0
        guard codedLength > parityLength, !isChanged || codedLength <= mover.maximumLength else {
            return VerifiedFrame(
                slab: window.slab, offset: window.slabOffset(bit / 8), length: 0, arenaLength: 0,
                failure: .length, codewords: CodewordCounts())
        }
        guard isChanged || isCorrected || fhec || !window.isStable else {
            let offset = window.slabOffset(bit / 8)
            return check(
                window.slab, offset, codedLength: codedLength, arenaLength: 0,
                codewords: CodewordCounts(), failure: nil)
        }
        let offset = arena.reserve(codedLength)
        if isChanged {
            move(window, bit, shift, inverted, codedLength, to: arena.slab, offset)
        } else {
            arena.slab.copy(
                codedLength, from: window.slab, at: window.slabOffset(bit / 8), to: offset)
        }
        let (codewords, failure) = correct(arena.slab, offset, codedLength)
        return check(
            arena.slab, offset, codedLength: codedLength, arenaLength: codedLength,
            codewords: codewords, failure: failure)
    }

    private func move(
        _ window: StreamWindow, _ bit: UInt64, _ shift: Int, _ inverted: Bool, _ count: Int,
        to slab: Slab, _ offset: Int
    ) {
        let from = window.slabOffset(bit / 8)
        let source = unsafe window.slab.pointer(from..<from + count + (shift > 0 ? 1 : 0))
        unsafe slab.withUnsafeMutableOctets(offset..<offset + count) { room in
            guard let from = source.baseAddress, let to = room.baseAddress else { return }
            unsafe mover.move(
                from: from, bitOffset: shift, inverted: inverted, to: to, count: count)
        }
    }

    private mutating func correct(
        _ slab: Slab, _ offset: Int, _ codedLength: Int
    ) -> (CodewordCounts, RejectionReason?) {
        if ldpc != nil { return correctBits(slab, offset, codedLength) }
        guard reedSolomon != nil else { return (CodewordCounts(), nil) }
        let result = unsafe slab.withUnsafeMutableOctets(offset..<offset + codedLength) {
            unsafe reedSolomon?.decode($0)
        }
        var codewords = CodewordCounts(count: codewordCount)
        if result != .clean, let corrections = reedSolomon?.corrections {
            codewords.note(corrections)
        }
        return (codewords, result == .uncorrectable ? .code : nil)
    }

    private mutating func correctBits(
        _ slab: Slab, _ offset: Int, _ codedLength: Int
    ) -> (CodewordCounts, RejectionReason?) {
        let result = unsafe slab.withUnsafeMutableOctets(offset..<offset + codedLength) {
            unsafe ldpc?.decode($0) ?? .uncorrectable
        }
        return (CodewordCounts(result), result == .uncorrectable ? .code : nil)
    }

    private func check(
        _ slab: Slab, _ offset: Int, codedLength: Int, arenaLength: Int,
        codewords: CodewordCounts, failure: RejectionReason?
    ) -> VerifiedFrame {
        let length = codedLength - parityLength
        var failure = failure
        if failure == nil, fecf {
            let octets = slab.octets(offset..<offset + length)
            // A frame is more than its FECF.
            let isValid =
                hasCRC32
                ? length > 4 && CRC32USLP.isValid(frameWithCRC: octets)
                : length > 2 && CRC16.isValid(frameWithCRC: octets)
            if !isValid { failure = .fecf }
        }
        if failure == nil, fhec, !correctHeader(slab, offset, length) { failure = .fhec }
        return VerifiedFrame(
            slab: slab, offset: offset, length: length, arenaLength: arenaLength,
            failure: failure, codewords: codewords)
    }

    /// Checks and corrects the AOS frame header by its own code; `fhec` frames are in the arena.
    private func correctHeader(_ slab: Slab, _ offset: Int, _ length: Int) -> Bool {
        guard length >= FrameVerifier.fhecHeaderLength else { return false }
        return unsafe slab.withUnsafeMutableOctets(
            offset..<offset + FrameVerifier.fhecHeaderLength
        ) { octets in
            var header = UInt64(bigEndian: unsafe octets.loadUnaligned(as: UInt64.self))
            guard FrameHeaderErrorControl.check(&header) != .uncorrectable else { return false }
            unsafe octets.storeBytes(of: header.bigEndian, as: UInt64.self)
            return true
        }
    }
}
