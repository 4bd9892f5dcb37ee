import CCSDS
import Testing

/// Are all fields of the control word read and written where the book has them?
@Suite struct CommunicationsLinkControlWordTests {
    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent), arguments: Vectors.load("clcw"))
    func vectors(_ vector: Vector) throws {
        let octets = vector.octets
        let word = try CommunicationsLinkControlWord(checking: octets.span.bytes)
        let field = OperationalControlField(rawValue: word.word)
        #expect(field.isCommunicationsLinkControlWord)
        #expect(field.communicationsLinkControlWord == word)
        #expect(vector.fields["control_word_type"].integer == 0)
        #expect(Int(word.version) == vector.fields["version"].integer)
        #expect(Int(word.status) == vector.fields["status"].integer)
        #expect(Int(word.copInEffect) == vector.fields["cop_in_effect"].integer)
        #expect(Int(word.virtualChannel.rawValue) == vector.fields["vcid"].integer)
        #expect(word.noRadioFrequencyAvailable == vector.fields["no_rf_available"].flag)
        #expect(word.noBitLock == vector.fields["no_bit_lock"].flag)
        #expect(word.lockout == vector.fields["lockout"].flag)
        #expect(word.wait == vector.fields["wait"].flag)
        #expect(word.retransmit == vector.fields["retransmit"].flag)
        #expect(Int(word.farmBCounter) == vector.fields["farm_b_counter"].integer)
        #expect(Int(word.reportValue) == vector.fields["report_value"].integer)
    }

    @Test func serializes() {
        var word = CommunicationsLinkControlWord(
            virtualChannel: VirtualChannelIdentifier(rawValue: 5), reportValue: 77)
        word.copInEffect = 1
        word.retransmit = true
        word.farmBCounter = 2
        var octets: [UInt8] = []
        word.serialize(into: &octets)
        #expect(octets == [0x01, 0x14, 0x0C, 0x4D])
        word.status = 7
        word.noRadioFrequencyAvailable = true
        word.noBitLock = true
        word.lockout = true
        word.wait = true
        word.retransmit = false
        #expect(word.word == 0x1D14_F44D)
    }

    @Test func otherReportsAreNone() {
        #expect(OperationalControlField(rawValue: 0x8000_0000).communicationsLinkControlWord == nil)
        let report: [UInt8] = [0x80, 0, 0, 0]
        let error = wireError { () throws(WireError) in
            _ = try CommunicationsLinkControlWord(checking: report.span.bytes)
        }
        #expect(error == WireError(.field, expected: 0, found: 1, offset: 0))
        let version: [UInt8] = [0x40, 0, 0, 0]
        let versionError = wireError { () throws(WireError) in
            _ = try CommunicationsLinkControlWord(checking: version.span.bytes)
        }
        #expect(versionError == WireError(.version, expected: 0, found: 2, offset: 0))
    }
}
