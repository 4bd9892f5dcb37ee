import Glibc

/// Octets at the very end (or start) of a page whose neighbour cannot be read: one octet too far
/// ends the test run.
final class GuardedOctets {
    let base: UnsafeMutableRawPointer
    let count: Int
    private let mapping: UnsafeMutableRawPointer
    private let mappingLength: Int

    enum Edge: CaseIterable {
        case front
        case back
    }

    init?(_ octets: [UInt8], at edge: Edge) {
        let page = sysconf(Int32(_SC_PAGESIZE))
        let inner = (octets.count + page - 1) / page * page
        mappingLength = inner + 2 * page
        guard
            let memory = mmap(
                nil, mappingLength, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            memory != MAP_FAILED,
            mprotect(memory + page, inner, PROT_READ | PROT_WRITE) == 0
        else { return nil }
        mapping = memory
        count = octets.count
        base = edge == .front ? memory + page : memory + page + inner - octets.count
        base.copyMemory(from: octets, byteCount: octets.count)
    }

    deinit {
        munmap(mapping, mappingLength)
    }

    var octets: [UInt8] { Array(UnsafeRawBufferPointer(start: base, count: count)) }
}
