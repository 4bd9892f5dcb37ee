import Glibc

/// The decoder of libfec (Phil Karn), which most ground stations use, where it is installed.
struct ReferenceViterbi {
    /// Said when it is not there, and nothing was compared.
    static let absence = "NOT COMPARED: there is no libfec.so.0 (Debian: libfec0)"

    static var isPresent: Bool { functions != nil }

    private struct Functions: @unchecked Sendable {
        // Unchecked: addresses of a library that stays loaded.
        typealias Pointer = UnsafeMutableRawPointer
        let setPolynomials: @convention(c) (UnsafeMutablePointer<CInt>?) -> Void
        let create: @convention(c) (CInt) -> Pointer?
        let initialize: @convention(c) (Pointer?, CInt) -> CInt
        let update: @convention(c) (Pointer?, UnsafeMutablePointer<UInt8>?, CInt) -> CInt
        let chainback:
            @convention(c) (Pointer?, UnsafeMutablePointer<UInt8>?, CUnsignedInt, CUnsignedInt)
                -> CInt
        let delete: @convention(c) (Pointer?) -> Void

        init?() {
            guard let library = dlopen("libfec.so.0", RTLD_NOW),
                let setPolynomials = dlsym(library, "set_viterbi27_polynomial"),
                let create = dlsym(library, "create_viterbi27"),
                let initialize = dlsym(library, "init_viterbi27"),
                let update = dlsym(library, "update_viterbi27_blk"),
                let chainback = dlsym(library, "chainback_viterbi27"),
                let delete = dlsym(library, "delete_viterbi27")
            else { return nil }
            self.setPolynomials = unsafeBitCast(
                setPolynomials, to: (@convention(c) (UnsafeMutablePointer<CInt>?) -> Void).self)
            self.create = unsafeBitCast(create, to: (@convention(c) (CInt) -> Pointer?).self)
            self.initialize = unsafeBitCast(
                initialize, to: (@convention(c) (Pointer?, CInt) -> CInt).self)
            self.update = unsafeBitCast(
                update,
                to: (@convention(c) (Pointer?, UnsafeMutablePointer<UInt8>?, CInt) -> CInt).self)
            self.chainback = unsafeBitCast(
                chainback,
                to: (@convention(c) (
                    Pointer?, UnsafeMutablePointer<UInt8>?, CUnsignedInt, CUnsignedInt
                ) -> CInt).self)
            self.delete = unsafeBitCast(delete, to: (@convention(c) (Pointer?) -> Void).self)
            // Its registers have the newest bit lowest: 171 and 133 (octal), mirrored.
            var polynomials: [CInt] = [0x4F, 0x6D]
            self.setPolynomials(&polynomials)
        }
    }

    private static let functions = Functions()

    /// Decodes symbols of rate 1/2 whose encoder began with zeros and ended with six of them.
    ///
    /// - Parameter symbols: 0…255, in pairs G1, G2, neither inverted; 128 = not received.
    static func decode(_ symbols: [UInt8]) -> [UInt8] {
        guard let functions, let decoder = functions.create(CInt(symbols.count / 2)) else {
            return []
        }
        defer { functions.delete(decoder) }
        var symbols = symbols
        let bits = symbols.count / 2 - 6
        var octets = [UInt8](repeating: 0, count: bits / 8)
        _ = functions.initialize(decoder, 0)
        _ = functions.update(decoder, &symbols, CInt(symbols.count / 2))
        _ = functions.chainback(decoder, &octets, CUnsignedInt(bits), 0)
        return octets
    }
}
