import ChannelCoding
import Glibc

/// Viterbi decoder, synchronization and re-encoding included; octets are those that come out.
final class ViterbiWork: Work {
    let name: String
    let title: String
    let octets: Int
    let items: Items? = nil

    private let supply: SymbolSupply
    private let received: [UInt8]
    private let turns: Int
    private let fresh: ConvolutionalDecoder
    private var decoder: ConvolutionalDecoder
    private var bits: [UInt8] = []
    private var wrong = 0

    init(_ name: String, _ title: String, _ supply: SymbolSupply, form: SymbolForm, size: Int) {
        self.name = name
        self.title = title
        self.supply = supply
        received = form == .hard ? supply.hard : supply.soft
        turns = max(1, size / supply.octets.count)
        octets = turns * supply.octets.count
        fresh = ConvolutionalDecoder(code: supply.code, symbols: form)
        decoder = fresh
    }

    func prepare() { wrong = 0 }

    func run() {
        let received = received
        for _ in 0..<turns {
            decoder = fresh
            bits.removeAll(keepingCapacity: true)
            let span = received.span
            decoder.decode(span.bytes, into: &bits)
            decoder.finish(into: &bits)
            // The last bits have nothing behind them that backs them up.
            if bits.dropLast(16) != supply.octets.dropLast(16) { wrong += 1 }
        }
    }

    func fault() -> String? { wrong == 0 ? nil : "wrong bits in \(wrong) of \(turns) runs" }
}

/// The same soft symbols of rate 1/2 through libfec, where it is installed.
final class LibfecViterbiWork: Work {
    let name = "libfec-viterbi"
    let title = "libfec viterbi27, soft (decoded)"
    let octets: Int
    let items: Items? = nil

    private typealias Decoder = UnsafeMutableRawPointer
    private typealias Octets = UnsafeMutablePointer<UInt8>
    private typealias SetPolynomials = @convention(c) (UnsafeMutablePointer<CInt>?) -> Void
    private typealias Create = @convention(c) (CInt) -> Decoder?
    private typealias Start = @convention(c) (Decoder?, CInt) -> CInt
    private typealias Update = @convention(c) (Decoder?, Octets?, CInt) -> CInt
    private typealias Chainback =
        @convention(c) (Decoder?, Octets?, CUnsignedInt, CUnsignedInt) -> CInt

    private let decoder: Decoder?
    private let start: Start
    private let update: Update
    private let chainback: Chainback
    private let supply: SymbolSupply
    private var soft: [UInt8]
    private var bits: [UInt8]
    private let turns: Int
    private var wrong = 0

    /// Octets of bits that are decoded in one go.
    static let block = 1_024

    /// - Parameter supply: ``block`` octets at rate 1/2, terminated.
    init?(_ supply: SymbolSupply, size: Int) {
        guard let library = dlopen("libfec.so.0", RTLD_NOW),
            let polynomials = dlsym(library, "set_viterbi27_polynomial"),
            let create = dlsym(library, "create_viterbi27"),
            let start = dlsym(library, "init_viterbi27"),
            let update = dlsym(library, "update_viterbi27_blk"),
            let chainback = dlsym(library, "chainback_viterbi27")
        else { return nil }
        // Registers with the newest bit lowest; a negative one is an inverted symbol.
        var taps: [CInt] = [0x4F, -0x6D]
        unsafeBitCast(polynomials, to: SetPolynomials.self)(&taps)
        decoder = unsafeBitCast(create, to: Create.self)(CInt(supply.soft.count / 2))
        self.start = unsafeBitCast(start, to: Start.self)
        self.update = unsafeBitCast(update, to: Update.self)
        self.chainback = unsafeBitCast(chainback, to: Chainback.self)
        self.supply = supply
        soft = supply.soft
        bits = [UInt8](repeating: 0, count: supply.octets.count)
        turns = max(1, size / supply.octets.count)
        octets = turns * supply.octets.count
    }

    func prepare() { wrong = 0 }

    func run() {
        for _ in 0..<turns {
            _ = start(decoder, 0)
            _ = update(decoder, &soft, CInt(soft.count / 2))
            _ = chainback(decoder, &bits, CUnsignedInt(bits.count * 8), 0)
            if bits != supply.octets { wrong += 1 }
        }
    }

    func fault() -> String? { wrong == 0 ? nil : "wrong bits in \(wrong) of \(turns) runs" }
}
