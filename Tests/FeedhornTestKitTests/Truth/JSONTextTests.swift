import FeedhornTestKit
import Testing

@Suite("Is the text JSON?")
struct JSONTextTests {
    @Test func oneLine() {
        let value = JSONText.sorted([
            "b": .array([.integer(-1), .null, .boolean(true)]), "a\"\\\n": .string("é\u{1}"),
            "c": .object([]),
        ])
        #expect(
            value.text()
                == #"{"a\"\\\u000a": "é\u0001", "b": [-1, null, true], "c": {}}"#)
    }

    @Test func indented() {
        let value = JSONText.object([("a", .array([.integer(1), .integer(2)])), ("b", .null)])
        #expect(
            value.text(indented: true) == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": null\n}")
    }
}
