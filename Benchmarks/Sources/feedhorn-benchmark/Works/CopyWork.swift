import Glibc

/// memcpy of as many octets as the streams have: what all is compared with.
final class CopyWork: Work {
    let name = "memcpy"
    let title: String
    let octets: Int
    let items: Items? = nil

    private var source: [UInt8]
    private var target: [UInt8]

    init(size: Int) {
        octets = size
        title = "memcpy, \(size >> 20) MiB"
        source = [UInt8](repeating: 0x55, count: size)
        target = [UInt8](repeating: 0xAA, count: size)
    }

    func run() {
        source.withUnsafeBytes { source in
            target.withUnsafeMutableBytes { target in
                guard let to = target.baseAddress, let from = source.baseAddress else { return }
                memcpy(to, from, source.count)
            }
        }
        keep(target)
    }
}
