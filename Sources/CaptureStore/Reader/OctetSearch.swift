import Glibc

extension UnsafeRawBufferPointer {
    /// Where `octet` first stands.
    func firstOffset(of octet: UInt8) -> Int? {
        guard let baseAddress, let found = memchr(baseAddress, Int32(octet), count) else {
            return nil
        }
        return UnsafeRawPointer(found) - baseAddress
    }
}
