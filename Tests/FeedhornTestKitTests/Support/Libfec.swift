import FeedhornTestKit
import Glibc
import Testing

/// Phil Karn's Reed–Solomon codec, which most ground stations use: `apt-get install libfec0`.
struct Libfec {
    static let absent: Comment = "SKIPPED: libfec.so.0 is not installed (apt-get install libfec0)"
    static let shared = Libfec()

    private typealias Make =
        @convention(c) (CInt, CInt, CInt, CInt, CInt, CInt) -> UnsafeMutableRawPointer?
    private typealias Encode =
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UnsafeMutablePointer<UInt8>?
        ) -> Void
    private typealias Decode =
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<CInt>?,
            CInt
        ) -> CInt
    private typealias Free = @convention(c) (UnsafeMutableRawPointer?) -> Void

    private let make: Make
    private let encode: Encode
    private let decode: Decode
    private let free: Free
    /// Conventional to dual, and back.
    private let toDual: [UInt8]
    private let toConventional: [UInt8]

    private init?() {
        guard let library = dlopen("libfec.so.0", RTLD_NOW),
            let make = dlsym(library, "init_rs_char"),
            let encode = dlsym(library, "encode_rs_char"),
            let decode = dlsym(library, "decode_rs_char"),
            let free = dlsym(library, "free_rs_char"),
            let toDual = dlsym(library, "Taltab"), let toConventional = dlsym(library, "Tal1tab")
        else { return nil }
        self.make = unsafeBitCast(make, to: Make.self)
        self.encode = unsafeBitCast(encode, to: Encode.self)
        self.decode = unsafeBitCast(decode, to: Decode.self)
        self.free = unsafeBitCast(free, to: Free.self)
        self.toDual = Array(UnsafeRawBufferPointer(start: toDual, count: 256))
        self.toConventional = Array(UnsafeRawBufferPointer(start: toConventional, count: 256))
    }

    /// A codec of `format`, for as long as `body` runs.
    private func withCodec<Result>(
        _ format: CodeblockFormat, _ body: (UnsafeMutableRawPointer) -> Result
    ) throws -> Result {
        let roots = 2 * format.errorCapability
        let codec = make(
            8, 0x187, CInt(128 - format.errorCapability), 11, CInt(roots), CInt(format.fill.count))
        let made = try #require(codec)
        defer { free(made) }
        return body(made)
    }

    /// Data with the parity that libfec puts behind it; the fill is zeros.
    func encode(_ data: [UInt8], _ format: CodeblockFormat) throws -> [UInt8] {
        try withCodec(format) { codec in
            let depth = format.interleaving
            let roots = 2 * format.errorCapability
            var block = data + [UInt8](repeating: 0, count: roots * depth)
            for lane in 0..<depth {
                let symbols = stride(from: lane, to: data.count, by: depth).map {
                    conventional(data[$0], format)
                }
                var parity = [UInt8](repeating: 0, count: roots)
                encode(codec, symbols, &parity)
                for (row, symbol) in parity.enumerated() {
                    block[data.count + row * depth + lane] =
                        format.basis == .dual ? toDual[Int(symbol)] : symbol
                }
            }
            return block
        }
    }

    /// Symbols that libfec corrects in each codeword of a codeblock; negative = uncorrectable.
    func corrections(_ block: [UInt8], _ format: CodeblockFormat) throws -> [Int] {
        try withCodec(format) { codec in
            (0..<format.interleaving).map { lane in
                var symbols = stride(from: lane, to: block.count, by: format.interleaving).map {
                    conventional(block[$0], format)
                }
                return Int(decode(codec, &symbols, nil, 0))
            }
        }
    }

    private func conventional(_ symbol: UInt8, _ format: CodeblockFormat) -> UInt8 {
        format.basis == .dual ? toConventional[Int(symbol)] : symbol
    }
}
