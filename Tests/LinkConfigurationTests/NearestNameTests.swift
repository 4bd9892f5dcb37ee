import Testing

@testable import LinkConfiguration

/// Is the word found that a mistyped one was meant to be, and none where none is near?
struct NearestNameTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("", "ab", 2), ("kitten", "sitting", 3),
        ("ab", "ba", 1), ("lenght", "length", 1), ("flywheel", "flywhel", 1),
    ])
    func distance(left: String, right: String, edits: Int) {
        #expect(NearestName.distance(left, right) == edits)
        #expect(NearestName.distance(right, left) == edits)
    }

    private let names = ["length", "fecf", "ocf", "insertZone", "fhec", "type"]

    @Test(arguments: [
        ("lenght", "length"), ("FECF", "fecf"), ("insertzone", "insertZone"),
        ("insert_zone", "insertZone"), ("typ", "type"), ("lengths", "length"),
    ])
    func finds(word: String, expected: String) {
        #expect(NearestName.find(word, among: names) == expected)
    }

    @Test(arguments: ["", "x", "randomizer", "abcdef", String(repeating: "length", count: 20)])
    func findsNone(word: String) {
        #expect(NearestName.find(word, among: names) == nil)
    }
}
