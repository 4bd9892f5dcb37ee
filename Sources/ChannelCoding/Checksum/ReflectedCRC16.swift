/// Cyclic redundancy checks of 16 bits that take the least significant bit of an octet first, as
/// links that send it first do.
///
/// Three are in use on space and rover links; all are sent least significant octet first, behind
/// what they cover.
public struct ReflectedCRC16: Sendable, Equatable {
    /// The frame check sequence of HDLC and AX.25 (ISO/IEC 13239 §4.2.5): x¹⁶ + x¹² + x⁵ + 1,
    /// preset to ones, inverted. Of `"123456789"` it is `906E`.
    public static let x25 = ReflectedCRC16(.ccitt, preset: 0xFFFF, inversion: 0xFFFF)
    /// The checksum of MAVLink: as ``x25``, not inverted. Of `"123456789"` it is `6F91`.
    public static let mcrf4xx = ReflectedCRC16(.ccitt, preset: 0xFFFF, inversion: 0)
    /// The checksum of SMACK: x¹⁶ + x¹⁵ + x² + 1, preset to zeros. Of `"123456789"` it is `BB3D`.
    public static let arc = ReflectedCRC16(.ibm, preset: 0, inversion: 0)

    /// A checksum while its octets are gone through, piece by piece.
    public struct Register: Sendable {
        private let code: ReflectedCRC16
        private var value: UInt16

        fileprivate init(_ code: ReflectedCRC16) {
            self.code = code
            value = code.preset
        }

        /// Goes on over `octets`.
        public mutating func append(_ octets: RawSpan) {
            value = unsafe octets.withUnsafeBytes {
                unsafe code.generator.advance(value, over: $0)
            }
        }

        /// Goes on over one octet.
        public mutating func append(_ octet: UInt8) {
            value = code.generator.advance(value, over: octet)
        }

        /// The checksum of everything so far.
        public var checksum: UInt16 { value ^ code.inversion }
    }

    private let generator: ReflectedGenerator16
    private let preset: UInt16
    private let inversion: UInt16

    private init(_ generator: ReflectedGenerator16, preset: UInt16, inversion: UInt16) {
        self.generator = generator
        self.preset = preset
        self.inversion = inversion
    }

    /// The checksum of `octets`.
    public func checksum(_ octets: RawSpan) -> UInt16 {
        var register = register()
        register.append(octets)
        return register.checksum
    }

    /// A checksum of no octets yet.
    public func register() -> Register { Register(self) }
}

/// A generator polynomial, and its tables for eight octets at a time.
enum ReflectedGenerator16: Sendable {
    /// x¹⁶ + x¹² + x⁵ + 1.
    case ccitt
    /// x¹⁶ + x¹⁵ + x² + 1.
    case ibm

    private static let ccittTables = tables(0x8408)
    private static let ibmTables = tables(0xA001)

    private static let group = 8

    private var tables: [UInt16] {
        switch self {
        case .ccitt: ReflectedGenerator16.ccittTables
        case .ibm: ReflectedGenerator16.ibmTables
        }
    }

    /// Entry 256·n + o: the remainder of octet o with n octets of zeros behind it.
    private static func tables(_ generator: UInt16) -> [UInt16] {
        var tables: [UInt16] = (0...255).map { octet in
            (0..<8).reduce(UInt16(octet)) { value, _ in
                value & 1 == 0 ? value >> 1 : value >> 1 ^ generator
            }
        }
        for index in 256..<256 * group {
            let shorter = tables[index - 256]
            tables.append(shorter >> 8 ^ tables[Int(shorter & 0xFF)])
        }
        return tables
    }

    func advance(_ register: UInt16, over octet: UInt8) -> UInt16 {
        register >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: register) ^ octet)]
    }

    /// What the register holds after `octets`, if it held `register` before.
    func advance(_ register: UInt16, over octets: UnsafeRawBufferPointer) -> UInt16 {
        unsafe tables.withUnsafeBufferPointer { tables in
            var register = register
            var at = 0
            while octets.count - at >= ReflectedGenerator16.group {
                let word = unsafe octets.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                let sum = UInt64(littleEndian: word) ^ UInt64(register)
                register = 0
                for octet in 0..<8 {
                    let value = Int(UInt8(truncatingIfNeeded: sum >> UInt64(8 * octet)))
                    register ^= unsafe tables[256 * (7 - octet) + value]
                }
                at += ReflectedGenerator16.group
            }
            while at < octets.count {
                let index = unsafe UInt8(truncatingIfNeeded: register) ^ octets[at]
                register = unsafe register >> 8 ^ tables[Int(index)]
                at += 1
            }
            return register
        }
    }
}
