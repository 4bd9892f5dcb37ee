import Foundation
import Testing

/// Is every folder of `Hardware/` whole: a profile that is right, words about it, and a recording?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct HardwareProfileTests {
    /// Chips in devices of many makers, after usb.ids and the kernel's drivers.
    private static let bridges: Set = [
        "0403:6001", "0403:6010", "0403:6011", "0403:6014", "0403:6015", "10c4:ea60",
        "10c4:ea70", "10c4:ea71", "1a86:7523", "1a86:55d4", "067b:2303", "04d8:00dd",
        "0483:5740", "2e8a:000a",
    ]

    @Test func thereAreEightAtLeast() {
        #expect(HardwareFolder.all.count >= 8)
        #expect(HardwareRecording.all.count >= 8)
    }

    @Test(arguments: HardwareFolder.all)
    func theProfileIsRight(_ folder: HardwareFolder) throws {
        let result = try Program.run("check", folder.profile)
        #expect(result.status == 0, "\(result.messages)")
        #expect(folder.text("profile.yaml")?.contains("\nname: \(folder.name)\n") == true)
        #expect(folder.lines(under: "status").joined().contains("tried"))
    }

    @Test(arguments: HardwareFolder.all)
    func itSaysWhatIsKnownAndWhatWasNeverTried(_ folder: HardwareFolder) throws {
        let text = try #require(folder.text("README.md"))
        for heading in ["## Wiring", "## Settings", "## What is known"] {
            #expect(text.contains("\n\(heading)\n"))
        }
        let notes = folder.lines(under: "notes").joined(separator: "\n")
        if folder.lines(under: "status").joined().contains("untried") {
            #expect(text.contains("\n## Never tried"))
            #expect(notes.contains("Never tried"))
        }
        // Each VID:PID with where it is from.
        for identifier in folder.identifiers {
            #expect(text.contains(identifier))
            #expect(notes.contains("VID:PID: "))
        }
    }

    /// A rule for a bridge chip would be one for everybody's devices.
    @Test(arguments: HardwareFolder.all)
    func itsRulesTakeNothingByTheNumbersOfABridgeChip(_ folder: HardwareFolder) throws {
        guard !folder.identifiers.isEmpty else {
            #expect(folder.rules == nil)
            return
        }
        let rules = try #require(folder.rules)
        let text = try #require(folder.text("70-feedhorn-\(folder.name).rules"))
        #expect(text.contains(#"GROUP="feedhorn""#) && text.contains(#"MODE="0660""#))
        if folder.identifiers.contains(where: Self.bridges.contains) {
            #expect(rules.isEmpty)
        } else {
            #expect(!rules.isEmpty)
        }
    }

    @Test(arguments: HardwareFolder.all)
    func itHasARecording(_ folder: HardwareFolder) {
        #expect(!folder.fixtures.isEmpty)
    }

    @Test func everyBridgeHereIsKnownAsOne() throws {
        for folder in HardwareFolder.all {
            guard let bridge = folder.identifiers.first(where: Self.bridges.contains) else {
                continue
            }
            let place = try Folder()
            let station = try HardwareStation.configuration(place, "profile: \(folder.name)")
            let result = try Program.run(
                "check", station, environment: ["FEEDHORN_PROFILES": HardwareFolder.root])
            #expect(result.status == 2, "\(folder) attaches by \(bridge) alone")
            #expect(result.messages.contains(bridge))
            withExtendedLifetime(place) {}
        }
    }

    @Test(.enabled(if: HardwareFolder.hasPython, "NOT TESTED: no python3"))
    func theRecordingsHoldWhatTheGeneratorSends() throws {
        let process = try Program.process([HardwareFolder.generator, "--check"])
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", HardwareFolder.generator, "--check"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }
}
