import TelemetryLink
import Testing

@testable import Devices

/// Does every read get room enough, and no chunk more than a capture takes?
struct SlabFillerTests {
    @Test(arguments: [65_536, 65_537, 131_071, 262_144, 1 << 20], [1, 4_096, 65_527, 262_144])
    func room(capacity: Int, wanted: Int) {
        var filler = SlabFiller(slabCapacity: capacity, slabsKept: 2)
        var last: (slab: Slab, end: Int)?
        for _ in 0..<50 {
            let (slab, range) = filler.room()
            #expect((65_536...262_144).contains(range.count))
            #expect(range.upperBound <= capacity)
            if let last, last.slab === slab { #expect(range.lowerBound == last.end) }
            let count = min(wanted, range.count)
            #expect(filler.take(count) == range.lowerBound..<range.lowerBound + count)
            last = (slab, range.lowerBound + count)
        }
    }

    @Test(
        "pieces lie one behind the other, and at least one has room", arguments: [131_072, 262_144])
    func pieces(capacity: Int) {
        for size in [256, 2_048, 65_536] {
            var filler = SlabFiller(slabCapacity: capacity, slabsKept: 2)
            var last: (slab: Slab, end: Int)?
            for turn in 1..<200 {
                let room = filler.room(for: 64, of: size)
                #expect((1...64).contains(room.count))
                #expect(room.start + room.count * size <= capacity)
                if let last, last.slab === room.slab { #expect(room.start == last.end) }
                let end = room.start + min(room.count, turn % 7) * size
                filler.skip(to: end)
                last = (room.slab, end)
            }
        }
    }
}
