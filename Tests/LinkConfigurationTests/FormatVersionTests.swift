import Testing

/// Does every file begin with the version of its format?
struct FormatVersionTests {
    @Test(
        arguments: [
            (
                "name: a\nframing: packets\n",
                """
                link.yaml:1:1: the file does not begin with its format version, expected \
                'feedhorn: 1' first
                """
            ),
            (
                "name: a\nframing: packets\nfeedhorn: 1\n",
                """
                link.yaml:3:11: the format version comes later, expected 'feedhorn: 1' as the \
                first key
                """
            ),
            (
                "feedhorn: 2\nname: a\nframing: packets\n",
                "link.yaml:1:11: '2' for the format version, expected 1"
            ),
            (
                "feedhorn: \"1\"\nname: a\nframing: packets\n",
                "link.yaml:1:11: the text '1' for the format version, expected 1"
            ),
            ("", "link.yaml:1:1: the file is empty, expected the first line 'feedhorn: 1'"),
            (
                "# nothing\n",
                "link.yaml:1:1: the file is empty, expected the first line 'feedhorn: 1'"
            ),
        ] as [(String, String)])
    func refuses(yaml: String, expected: String) {
        #expect(problems(yaml) == [expected])
    }

    @Test(arguments: [
        "feedhorn: 1\nname: a\nframing: packets\n",
        "# A comment.\n---\nfeedhorn: 1\nname: a\nframing: packets\n",
        "{feedhorn: 1, name: a, framing: packets}",
        "\u{FEFF}feedhorn: 1\r\nname: a\r\nframing: packets\r\n",
    ])
    func accepts(yaml: String) {
        #expect(problems(yaml) == [])
    }

    @Test func aListIsNoFile() {
        #expect(
            problems("- feedhorn: 1").first?.hasPrefix("link.yaml:1:1: a list, expected") == true)
    }
}
