import Testing

import OrderedJSON
import OrderedJSON

/// Is JSON written and read strictly, and does bad text never trap?
@Suite struct JSONTests {
    @Test func writing() {
        let value = JSONValue.object([
            JSONMember("a\"\\\n\u{1}ü", .array([.null, .bool(true), .integer(-5), .number(1.5)])),
            JSONMember("inf", .number(.infinity)),
            JSONMember("empty", .object([])), JSONMember("largest", .unsigned(.max)),
            JSONMember("no", false), JSONMember("text", "\u{7F}\t\r"),
        ])
        let text =
            #"{"a\"\\\n\u0001ü":[null,true,-5,1.5],"inf":null,"empty":{},"#
            + #""largest":18446744073709551615,"no":false,"text":"\u007f\t\r"}"#
        #expect(value.encoded() == text)
    }

    @Test func indented() {
        let value = JSONValue.object([
            JSONMember("a", .array([.integer(1), .object([]), .array([])])),
            JSONMember("b", .object([JSONMember("c", .null)])),
        ])
        let text = """
            {
              "a": [
                1,
                {},
                []
              ],
              "b": {
                "c": null
              }
            }
            """
        #expect(value.encoded(indented: true) == text)
        #expect(JSONParser.parse(Array(text.utf8)) == value)
    }

    @Test func members() {
        let value = JSONValue.object([JSONMember("a", "x"), JSONMember("a", .integer(2))])
        #expect(value["a"] == .integer(2) && value["b"] == nil)
        #expect(JSONValue.string("x").text == "x" && JSONValue.null.text == nil)
    }

    @Test(arguments: [
        ("{}", JSONValue.object([])),
        ("18446744073709551615", .unsigned(.max)), ("18446744073709551616", .number(0x1p64)),
        (" [ 1 , -2.5e1 ,\"\" ] ", .array([.integer(1), .number(-25), .string("")])),
        (#""\u00e9\ud83d\ude00\n\/""#, .string("é😀\n/")),
        (
            #"{"a":{"a":1},"a":2}"#,
            .object([
                JSONMember("a", .object([JSONMember("a", .integer(1))])),
                JSONMember("a", .integer(2)),
            ])
        ),
    ])
    func reading(text: String, expected: JSONValue) {
        #expect(JSONParser.parse(Array(text.utf8)) == expected)
    }

    @Test(arguments: [
        "", "{", "}", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", "-", "+1", "nul", "\"\u{1}\"",
        "\"\\x\"", "\"\\u12g4\"", "\"", "1 2", "'a'", "[1 2]", "\"\\ud800\\u0041\"",
    ])
    func refused(text: String) {
        #expect(JSONParser.parse(Array(text.utf8)) == nil)
    }

    @Test func everyPrefixAndDepth() {
        let text = Array(#"{"k":"station","a":[1,2.5e-3,{"b":"\u0041"}],"c":null}"#.utf8)
        #expect(JSONParser.parse(text) != nil)
        for count in 0..<text.count { #expect(JSONParser.parse(Array(text[..<count])) == nil) }
        #expect(JSONParser.parse([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) == nil)
        #expect(JSONParser.parse([UInt8](repeating: 0xFF, count: 10)) == nil)
    }
}
