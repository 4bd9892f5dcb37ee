import Foundation
import Testing

/// Does `decode` write what frames carry besides packets, and user data put together?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct DecodeDataTests {
    @Test func zonesAndUserData() throws {
        let folder = try Folder()
        let link = try folder.write(
            "link.yaml",
            """
            feedhorn: 1
            name: data
            framing: [fixedFrames, tmFrames]
            frame: {length: 22}
            packets: {reassemble: {}}

            """)
        let unit: [UInt8] = [0x00, 0x52, 0, 0, 0x40, 0x00] + (0..<16).map { UInt8($0) }
        let packets: [UInt8] =
            [0x00, 0x07, 0x40, 0, 0, 1, 1, 2] + [0x00, 0x07, 0x80, 1, 0, 1, 3, 4]
        let pass = try folder.write("pass", unit + [0x00, 0x50, 1, 0, 0x18, 0x00] + packets)
        let (zones, data) = (folder.file("zones"), folder.file("data"))
        let result = try Program.run(
            "decode", "--link", link, "--zones", zones, "--user-data", data, pass)
        #expect(result.status == 0, "\(result.messages)")
        let zone = try String(contentsOfFile: zones, encoding: .utf8)
        #expect(zone.hasPrefix(#"{"class":"ZONE","link":"data","scid":5,"vcid":1,"#))
        #expect(zone.hasSuffix(#""data":"000102030405060708090a0b0c0d0e0f"}"# + "\n"))
        let units = try String(contentsOfFile: data, encoding: .utf8)
        #expect(units.hasPrefix(#"{"class":"USERDATA","link":"data","scid":5,"vcid":0,"#))
        #expect(units.hasSuffix(#""data":"01020304"}"# + "\n"))
        #expect(zone.split(separator: "\n").count == 1 && units.split(separator: "\n").count == 1)
    }
}
