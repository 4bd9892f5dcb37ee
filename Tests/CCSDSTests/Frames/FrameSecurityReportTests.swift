import CCSDS
import Testing

/// Is a frame security report told from a control word, and are its fields where the book has them?
@Suite struct FrameSecurityReportTests {
    /// Type 1, version 100, flags 1010, SPI 0x1234, sequence number 0x56.
    static let report: [UInt8] = [0xCA, 0x12, 0x34, 0x56]

    @Test func fields() throws {
        let report = try FrameSecurityReport(checking: Self.report.span.bytes)
        #expect(report.version == 4)
        #expect(report.alarm)
        #expect(!report.badSequenceNumber)
        #expect(report.badMessageAuthenticationCode)
        #expect(!report.badSecurityAssociation)
        #expect(report.lastSecurityParameterIndex == 0x1234)
        #expect(report.sequenceNumber == 0x56)
        let other: [UInt8] = [0xC5, 0xFF, 0xFE, 0x00]
        let flags = try FrameSecurityReport(checking: other.span.bytes)
        #expect(!flags.alarm && flags.badSequenceNumber)
        #expect(!flags.badMessageAuthenticationCode && flags.badSecurityAssociation)
        #expect(flags.lastSecurityParameterIndex == 0xFFFE)
    }

    @Test func toldApart() {
        let report = OperationalControlField(rawValue: 0xCA12_3456)
        #expect(report.frameSecurityReport?.word == 0xCA12_3456)
        #expect(report.communicationsLinkControlWord == nil)
        #expect(!report.isCommunicationsLinkControlWord)
        let word = OperationalControlField(rawValue: 0x0114_0C4D)
        #expect(word.frameSecurityReport == nil)
        #expect(word.communicationsLinkControlWord?.reportValue == 77)
        // A report of the project: second bit 0.
        let project = OperationalControlField(rawValue: 0x8A12_3456)
        #expect(project.frameSecurityReport == nil)
        #expect(project.communicationsLinkControlWord == nil)
    }

    @Test func otherVersions() throws {
        let octets: [UInt8] = [0x8A, 0x12, 0x34, 0x56]
        let error = wireError { () throws(WireError) in
            _ = try FrameSecurityReport(checking: octets.span.bytes)
        }
        #expect(error == WireError(.version, expected: 4, found: 0, offset: 0))
        let report = try FrameSecurityReport(checking: octets.span.bytes, version: 0)
        #expect(report.alarm && report.lastSecurityParameterIndex == 0x1234)
        let word: [UInt8] = [0x4A, 0, 0, 0]
        let typeError = wireError { () throws(WireError) in
            _ = try FrameSecurityReport(checking: word.span.bytes)
        }
        #expect(typeError == WireError(.field, expected: 1, found: 0, offset: 0))
    }

    @Test func everyPrefix() {
        for count in 0..<4 {
            let octets = Array(Self.report.prefix(count))
            let error = wireError { () throws(WireError) in
                _ = try FrameSecurityReport(checking: octets.span.bytes)
            }
            #expect(error == WireError(.truncated, expected: 4, found: count, offset: 0))
        }
    }
}
