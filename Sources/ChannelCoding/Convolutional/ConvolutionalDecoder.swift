/// Viterbi decoder for a stream of channel symbols (CCSDS 131.0-B-5 §3), hard or soft, that finds
/// out by itself where periods begin and how pairs are turned.
///
/// The stream is decoded in units (2,304 symbols), each for itself and a while into its
/// neighbours: bits come out a unit after the symbols went in, and do not depend on the chunks
/// that the symbols came in. After each unit its bits are encoded again and compared with what was
/// received. As long as that agrees, the alignment is right (LOCK); else all others are tried on
/// the unit, and the one that explains it is taken. If none does, the old one stays in use for
/// ``maximumFlywheel`` units (FLYWHEEL) and is given up then (SEARCH).
///
/// ```swift
/// var decoder = ConvolutionalDecoder(code: ConvolutionalCode(rate: .half), symbols: .unsignedSoft)
/// var bits: [UInt8] = []
/// decoder.decode(received, into: &bits)
/// ```
public struct ConvolutionalDecoder: Sendable {
    /// The code.
    public let code: ConvolutionalCode
    /// How symbols are received.
    public let form: SymbolForm
    /// Which alignments are tried.
    public let modulation: SymbolModulation

    /// Units in a row that nothing explains, after which the alignment is given up.
    public static let maximumFlywheel = 8
    /// Units in the buffer, decoded in one go where that many have come at once.
    static let bufferedUnits = 16

    /// The books.
    public internal(set) var counts = ConvolutionalCounts()
    /// What is known of the alignment.
    public internal(set) var state = SymbolState.search
    /// The alignment in use or used last.
    public internal(set) var alignment = SymbolAlignment()
    /// Changes since ``removeChanges()``.
    public internal(set) var changes: [SymbolChange] = []

    let geometry: UnitGeometry
    var limits: AgreementLimits
    let candidates: [SymbolAlignment]
    /// Of each candidate, the layout of its pairs.
    let candidateLayouts: [Int]
    let quantizer: SymbolQuantizer
    var units: UnitDecoder

    /// Received symbols, ``received`` of them, and the next one to be decided on.
    var buffer: [UInt8]
    var received = 0
    var position = 0
    /// Before this symbol of the buffer the alignment was another one.
    var alignedFrom = 0
    var layout = 0
    var unexplained = 0
    /// In SEARCH: the unit at ``position`` was not explained, and is kept for the case that the
    /// next one is: the signal may have begun in the middle of it.
    var holdsUnit = false
    var wasLocked = false

    /// A decoder in SEARCH.
    ///
    /// - Precondition: not ``SymbolModulation/qpskMirrored`` with a code that
    ///   ``ConvolutionalCode/hidesMirroring``.
    public init(
        code: ConvolutionalCode, symbols form: SymbolForm, modulation: SymbolModulation = .bpsk
    ) {
        self.init(code: code, symbols: form, modulation: modulation, usesVectors: true)
    }

    /// - Parameter usesVectors: `false` for the reference in plain Swift, whatever the processor.
    package init(
        code: ConvolutionalCode, symbols form: SymbolForm, modulation: SymbolModulation,
        usesVectors: Bool
    ) {
        precondition(
            modulation != .qpskMirrored || !code.hidesMirroring, "a mirrored spectrum can't be seen"
        )
        self.code = code
        self.form = form
        self.modulation = modulation
        geometry = UnitGeometry(code)
        limits = AgreementLimits(code.rate, form)
        candidates = SymbolAlignment.candidates(code, modulation)
        var turns: [SymbolAlignment] = []
        var indices: [Int] = []
        for candidate in candidates {
            let turn = candidate.turn
            if !turns.contains(turn) { turns.append(turn) }
            indices.append(turns.firstIndex(of: turn) ?? 0)
        }
        candidateLayouts = indices
        quantizer = SymbolQuantizer(form, usesVectors: usesVectors)
        units = UnitDecoder(code, form, layouts: turns, usesVectors: usesVectors)
        let capacity = geometry.leadSymbols + Self.bufferedUnits * UnitGeometry.symbols
        buffer = [UInt8](repeating: 0, count: capacity)
    }

    /// Forgets the changes: whoever reads them has done so.
    public mutating func removeChanges() {
        changes.removeAll(keepingCapacity: true)
    }

    /// Takes received octets, and appends the bits that can be decided on.
    public mutating func decode(_ octets: RawSpan, into bits: inout [UInt8]) {
        unsafe octets.withUnsafeBytes { octets in
            var done = 0
            while done < octets.count {
                done += unsafe receive(UnsafeRawBufferPointer(rebasing: octets[done...]))
                work(isLast: false, &bits)
            }
        }
    }

    /// The stream has ended, or was broken: decides on what is left. The next symbols are not
    /// taken for its continuation.
    public mutating func finish(into bits: inout [UInt8]) {
        work(isLast: true, &bits)
        received = 0
        position = 0
        alignedFrom = 0
        holdsUnit = false
        unexplained = 0
        wasLocked = false
        if state != .search { change(to: .search) }
    }

    /// Fills the buffer.
    ///
    /// - Returns: octets taken, at least one if there are any: what is kept always leaves room.
    private mutating func receive(_ octets: UnsafeRawBufferPointer) -> Int {
        let kept = max(0, position - geometry.leadSymbols)
        let perOctet = 8 / form.bitsPerSymbol
        let taken = unsafe buffer.withUnsafeMutableBytes { buffer in
            unsafe buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: buffer[kept..<received]))
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[(received - kept)...])
            let taken = min(octets.count, room.count / perOctet)
            unsafe quantizer.receive(
                UnsafeRawBufferPointer(rebasing: octets[..<taken]), to: room)
            return taken
        }
        received += taken * perOctet - kept
        position -= kept
        alignedFrom = max(0, alignedFrom - kept)
        counts.symbols += UInt64(taken * perOctet)
        return taken
    }
}
