import Testing

@testable import feedhorn

/// When is each chunk due that is played at a bit rate?
struct PlaybackTimeTests {
    @Test(arguments: [(4, [400, 800, 1_000]), (10, [1_000]), (3, [300, 600, 900, 1_000])])
    func everyOctetTakesItsTime(chunk: Int, expected: [UInt64]) throws {
        var source = PlaybackSource(
            [UInt8](repeating: 7, count: 10), timing: .paced(100), chunk: chunk)
        var times: [UInt64] = []
        // Ends: each chunk has an octet at least.
        while times.count <= 10, let found = try source.next() { times.append(found.time) }
        #expect(times == expected)
    }
}
