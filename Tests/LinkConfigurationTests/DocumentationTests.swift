import LinkConfiguration
import Testing

/// Do the pages explain every key that is accepted, and only those, with examples that load?
struct DocumentationTests {
    @Test(arguments: ConfigurationSchema.link)
    func linkKeys(section: ConfigurationSchema.Section) throws {
        let page = try Project.text("docs/link.md")
        let explained = MarkdownExamples.keys(of: section.name, in: page)
        #expect(explained == Set(section.keys), "\(section.name)")
    }

    @Test(arguments: ConfigurationSchema.station)
    func stationKeys(section: ConfigurationSchema.Section) throws {
        let page = try Project.text("docs/configuration.md")
        let explained = MarkdownExamples.keys(of: section.name, in: page)
        #expect(explained == Set(section.keys), "\(section.name)")
    }

    @Test(arguments: ConfigurationSchema.profile)
    func profileKeys(section: ConfigurationSchema.Section) throws {
        let page = try Project.text("docs/profiles.md")
        let explained = MarkdownExamples.keys(of: section.name, in: page)
        #expect(explained == Set(section.keys), "\(section.name)")
    }

    @Test func profileExamplesLoad() throws {
        let examples = MarkdownExamples.yaml(in: try Project.text("docs/profiles.md"))
        try #require(examples.count == 2)
        let files = MemoryFiles(
            files: [
                "/etc/f.yaml": examples[1], "/etc/Hardware/ftdi-ft232r/profile.yaml": examples[0],
            ])
        #expect(throws: Never.self) { try StationConfiguration.load("/etc/f.yaml", from: files) }
    }

    @Test func linkExamplesLoad() throws {
        let examples = MarkdownExamples.yaml(in: try Project.text("docs/link.md"))
        #expect(examples.count >= 10)
        for example in examples { #expect(problems(example) == [], "\(example)") }
    }

    @Test func stationExamplesLoad() throws {
        let examples = MarkdownExamples.yaml(in: try Project.text("docs/configuration.md"))
        #expect(examples.count == 2)
        let hera = try Project.text("Fixtures/recordings/hera-low-1.yaml")
        for example in examples {
            let files = MemoryFiles(files: ["/etc/f.yaml": example, "/etc/links/hera.yaml": hera])
            #expect(throws: Never.self) {
                try StationConfiguration.load("/etc/f.yaml", from: files)
            }
        }
    }
}
