import CCSDS
import Testing

/// Are ASCII time codes A and B read, and impossible times refused at the right character?
@Suite struct ASCIITimeCodeTests {
    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent),
        arguments: Vectors.load("time", kinds: "ascii_a", "ascii_b"))
    func vectors(_ vector: Vector) throws {
        let text = try #require(vector.json["text"].string)
        let utc = try #require(vector.json["utc"].string)
        let instant = try UTCInstant(asciiTimeCode: text)
        #expect(instant == (try UTCInstant(asciiTimeCode: utc)))
        let digits = utc.contains(".") ? 3 : 0
        #expect(instant.formatted(fractionDigits: digits) == utc)
    }

    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent),
        arguments: Vectors.load("time", kinds: "ascii_bad"))
    func impossible(_ vector: Vector) throws {
        let text = try #require(vector.json["text"].string)
        let error = wireError { () throws(WireError) in
            _ = try UTCInstant(asciiTimeCode: text)
        }
        let expected: [String: WireError] = [
            "invalid_day_of_year": WireError(.field, expected: 365, found: 366, offset: 5),
            "invalid_month": WireError(.field, expected: 12, found: 13, offset: 5),
            "invalid_day": WireError(.field, expected: 29, found: 30, offset: 8),
            "invalid_hour": WireError(.field, expected: 23, found: 24, offset: 11),
            "no leap second on that day": WireError(.field, expected: 59, found: 60, offset: 17),
        ]
        #expect(error != nil)
        #expect(error == expected[vector.expect])
    }

    @Test(arguments: [
        "", "2024", "2024-02-29", "2024-02-29 12:34:56Z", "2024-02-29T12:34:56.Z",
        "2024-02-29T12:34:56ZZ", "2024-02-29T12:34:56+01:00", "2024-02-29T12:34:5aZ",
        "2024-02-29T12:60:00Z", "2024-02-29T12:34:60Z", "2016-12-31T22:59:60Z",
        "2024-00-01T00:00:00Z", "2024-01-00T00:00:00Z", "2024-000T00:00:00Z", "２０２４-001T00:00:00",
        "2024-02-29T12:34:56." + String(repeating: "1", count: 100),
    ])
    func malformed(_ text: String) {
        #expect(throws: WireError.self) { try UTCInstant(asciiTimeCode: text) }
    }

    @Test func digitsBehindThePicosecondAreCut() throws {
        let instant = try UTCInstant(asciiTimeCode: "2024-060T12:34:56.1234567890129999")
        #expect(instant.formatted(fractionDigits: 12) == "2024-02-29T12:34:56.123456789012Z")
    }
}
