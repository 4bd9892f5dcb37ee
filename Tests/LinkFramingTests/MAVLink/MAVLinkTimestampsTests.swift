import LinkFraming
import Testing

/// Is a signed frame whose time does not go forward told from a new one?
struct MAVLinkTimestampsTests {
    @Test func timesGoForwardOnEachStream() {
        var times = MAVLinkTimestamps()
        func isNew(_ system: UInt8, _ component: UInt8, _ link: UInt8, _ time: UInt64) -> Bool {
            times.isNew(system: system, component: component, link: link, timestamp: time)
        }
        #expect(isNew(1, 1, 3, 100))
        #expect(!isNew(1, 1, 3, 100))
        #expect(!isNew(1, 1, 3, 99))
        #expect(isNew(1, 1, 3, 101))
        // Each of the three makes another stream.
        #expect(isNew(2, 1, 3, 50))
        #expect(isNew(1, 2, 3, 50))
        #expect(isNew(1, 1, 4, 50))
        #expect(!isNew(1, 1, 3, 50))
        #expect(isNew(1, 1, 3, 1 << 48 - 1))
    }

    @Test func furtherStreamsAreRefused() {
        var times = MAVLinkTimestamps()
        for number in 0..<MAVLinkTimestamps.maximumStreams {
            let system = UInt8(number >> 8)
            let component = UInt8(number & 0xFF)
            let isNew = times.isNew(system: system, component: component, link: 0, timestamp: 1)
            #expect(isNew)
        }
        let further = times.isNew(system: 0, component: 0, link: 1, timestamp: 1)
        let known = times.isNew(system: 0, component: 0, link: 0, timestamp: 2)
        #expect(!further && known)
    }
}
