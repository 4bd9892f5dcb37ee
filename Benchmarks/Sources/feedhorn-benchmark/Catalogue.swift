import ChannelCoding

/// All works, each made when it is asked for: a stream takes seconds to make.
struct Catalogue {
    /// Octets of a stream.
    let size: Int

    static let names = [
        "memcpy", "aos-clean", "aos-1-percent", "aos-every", "aos-odd-bit", "tm-clean", "search",
        "search-exact", "noise", "kiss", "slip", "cobs", "fprime", "hdlc", "walk-cached", "walk",
        "rs-check", "rs-correct", "crc16", "crc32", "move", "move-odd-bit", "libfec-check",
        "libfec-correct", "viterbi-soft", "viterbi-hard", "viterbi-7/8", "libfec-viterbi",
        "ldpc-clean", "ldpc-noisy",
    ]

    /// The one that others are compared with.
    static let reference = "memcpy"

    /// Octets that the slow ones take: they take long enough.
    private var fewer: Int { size / 16 }

    /// - Returns: `nil` for a name that is none, and where libfec is not installed.
    func work(_ name: String) -> (any Work)? {
        switch name {
        case "memcpy": return CopyWork(size: size)
        case "search": return SearchWork(name, noise, maximumErrors: 3)
        case "search-exact": return SearchWork(name, noise, maximumErrors: 0)
        case "noise": return NoiseWork(noise)
        case "walk-cached": return PacketWalkWork(name, size: size, memory: 256 << 10)
        case "walk": return PacketWalkWork(name, size: size, memory: size)
        case "crc16": return ChecksumWork(size: size)
        case "crc32": return ReflectedChecksumWork(size: size)
        case "move": return MoveWork(name, bitOffset: 0, size: size)
        case "ldpc-clean": return LDPCWork(name, "LDPC C2, clean", wrongBits: 0, size: size)
        case "ldpc-noisy":
            return LDPCWork(name, "LDPC C2, 40 wrong bits in each", wrongBits: 40, size: fewer)
        case "move-odd-bit": return MoveWork(name, bitOffset: 3, size: size)
        default:
            return records(name) ?? decoding(name) ?? symbols(name) ?? coding(name)
        }
    }

    private func symbols(_ name: String) -> (any Work)? {
        func work(
            _ title: String, _ rate: ConvolutionalCode.Rate, _ form: SymbolForm, spread: Int
        ) -> ViterbiWork {
            let supply = SymbolSupply(rate: rate, octets: 256 << 10, spread: spread)
            return ViterbiWork(name, title, supply, form: form, size: size / 4)
        }
        switch name {
        case "viterbi-soft":
            return work("Viterbi 1/2, soft (decoded)", .half, .unsignedSoft, spread: 50)
        case "viterbi-hard": return work("Viterbi 1/2, hard (decoded)", .half, .hard, spread: 25)
        case "viterbi-7/8":
            return work("Viterbi 7/8, soft (decoded)", .sevenEighths, .unsignedSoft, spread: 25)
        case "libfec-viterbi":
            let supply = SymbolSupply(
                rate: .half, octets: LibfecViterbiWork.block, spread: 50, isTerminated: true)
            return LibfecViterbiWork(supply, size: fewer / 4)
        default: return nil
        }
    }

    private func records(_ name: String) -> (any Work)? {
        RecordStream.Kind(rawValue: name).map { DecodeWork(RecordStream($0, size: size)) }
    }

    private var noise: [UInt8] {
        var random = RandomSequence(seed: 7)
        return random.octets(size)
    }

    private func decoding(_ name: String) -> (any Work)? {
        switch name {
        case "aos-clean":
            return decoding(name, "AOS I=4, clean", .aos) { _ in }
        case "aos-1-percent":
            return decoding(name, "AOS I=4, 1 % of codewords bad", .aos) {
                $0.damageCodewords(rate: 0.01)
            }
        case "aos-every":
            return decoding(name, "AOS I=4, every codeword bad", .aos) {
                $0.damageCodewords(rate: 1)
            }
        case "aos-odd-bit":
            return decoding(name, "AOS I=4, clean, at an odd bit", .aos) { $0.shiftBits() }
        case "tm-clean":
            return decoding(name, "TM I=5 with FECF, clean", .tm) { _ in }
        default: return nil
        }
    }

    private func decoding(
        _ name: String, _ title: String, _ kind: LinkKind, _ change: (inout ChannelStream) -> Void
    ) -> (any Work)? {
        guard var stream = ChannelStream(kind, size: size) else { return nil }
        change(&stream)
        return DecodeWork(name, title, stream)
    }

    private func coding(_ name: String) -> (any Work)? {
        guard var stream = ChannelStream(.aos, size: 256 << 10) else { return nil }
        let clean = Codeblocks(stream)
        stream.damageCodewords(rate: 1)
        let bad = Codeblocks(stream)
        switch name {
        case "rs-check":
            return ReedSolomonWork(
                name, "Reed-Solomon I=4, clean", clean, isBad: false, size: size)
        case "rs-correct":
            return ReedSolomonWork(
                name, "Reed-Solomon I=4, every codeword bad", bad, isBad: true,
                size: fewer)
        case "libfec-check": return LibfecWork(name, "libfec, clean", clean, size: fewer)
        case "libfec-correct":
            return LibfecWork(name, "libfec, every codeword bad", bad, size: fewer)
        default: return nil
        }
    }
}
