import Glibc

extension UnsafeMutableRawBufferPointer {
    /// Overwrites what is here, also where the compiler sees nobody read it again.
    func wipe() {
        guard let base = baseAddress else { return }
        explicit_bzero(base, count)
    }
}
