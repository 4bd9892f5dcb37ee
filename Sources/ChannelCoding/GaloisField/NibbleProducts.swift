/// Tables of a linear map of octets: sixteen images of low nibbles, then sixteen of high nibbles.
///
/// The image of an octet is the sum of its nibbles' images, so 32 octets of table stand for 256;
/// and sixteen octets are what one vector instruction looks up in.
enum NibbleProducts {
    /// Octets of one map's tables.
    static let length = 32

    static func tables(of map: (UInt8) -> UInt8) -> [UInt8] {
        (0..<16).map { map(UInt8($0)) } + (0..<16).map { map(UInt8($0) << 4) }
    }

    /// The tables of all 256 multiplications, in the conventional basis: factor after factor.
    static let all: [UInt8] = (0...255).flatMap { factor in
        tables { GaloisField256.product(UInt8(factor), $0) }
    }
}
