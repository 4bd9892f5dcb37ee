import Testing

@testable import Devices

/// Do datagrams lie as far apart as they are long of late?
struct DatagramStrideTests {
    private func stride(after lengths: [Int], window: Bool = false) -> Int {
        var stride = DatagramStride()
        for length in lengths { stride.note(length) }
        if window {
            for _ in lengths.count..<DatagramStride.window { stride.note(0) }
        }
        stride.adapt()
        return stride.octets
    }

    @Test(
        "longer ones get their place at once",
        arguments: [
            (0, 2_048), (2_048, 2_048), (2_049, 4_096), (9_000, 16_384), (65_507, 65_536),
            (65_536, 65_536),
        ])
    func grows(length: Int, octets: Int) {
        #expect(stride(after: [length]) == octets)
        #expect(stride(after: [1, length, 2]) == octets)
    }

    @Test(
        "short ones come closer after a window, by half at a time",
        arguments: [(1_024, 1_024), (1_025, 2_048), (0, 1_024)])
    func shrinks(length: Int, octets: Int) {
        #expect(stride(after: [length], window: true) == octets)
    }

    @Test("never closer than the least distance")
    func least() {
        var stride = DatagramStride()
        for _ in 0..<100 {
            for _ in 0..<DatagramStride.window { stride.note(1) }
            stride.adapt()
        }
        #expect(stride.octets == DatagramStride.smallest)
        stride.note(300)
        stride.adapt()
        #expect(stride.octets == 512)
    }
}
