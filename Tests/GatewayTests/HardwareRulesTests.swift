import Foundation
import LinkConfiguration
import Testing

/// Do the rules of `Hardware/` leave other people's adapters alone?
struct HardwareRulesTests {
    /// Conditions that tell one adapter from others with the same chip.
    private static let places = [
        "ATTRS{serial}==", "ATTR{serial}==", "ENV{ID_PATH}==", "KERNELS==",
    ]

    /// The lines that name a bridge chip of many makers' devices by its numbers alone.
    static func faults(_ text: String) -> [String] {
        let joined = text.replacing("\\\n", with: "")
        return joined.split(separator: "\n").map(String.init).filter { line in
            guard !line.hasPrefix("#"), line.contains("ID_MM_DEVICE_IGNORE"),
                let vendor = value("idVendor", in: line),
                let product = value("idProduct", in: line),
                let vendor = UInt16(vendor, radix: 16), let product = UInt16(product, radix: 16)
            else { return false }
            let isGeneric =
                SerialMatch.USBIdentifier(vendor: vendor, product: product).isGenericBridge
            return isGeneric && !places.contains { line.contains($0) }
        }
    }

    private static func value(_ attribute: String, in line: String) -> String? {
        line.firstRange(of: "{\(attribute)}==\"").map { range in
            String(line[range.upperBound...].prefix { $0 != "\"" })
        }
    }

    @Test func noRuleTakesABridgeChipByItsNumbersAlone() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Hardware")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        var count = 0
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "rules" else { continue }
            count += 1
            let faults = Self.faults(try String(contentsOf: file, encoding: .utf8))
            #expect(faults.isEmpty, "\(file.path): \(faults)")
        }
        print("\(count) files of rules")
    }

    @Test(arguments: [
        ("ATTRS{idVendor}==\"0403\", ATTRS{idProduct}==\"6001\", ", 1),
        ("ATTRS{idVendor}==\"0403\", ATTRS{idProduct}==\"6001\", \\\n ATTRS{serial}==\"A\", ", 0),
        ("ATTRS{idVendor}==\"1209\", ATTRS{idProduct}==\"4242\", ", 0),
        ("# ATTRS{idVendor}==\"0403\", ATTRS{idProduct}==\"6001\", ", 0),
        ("ATTR{idVendor}==\"1A86\", ATTR{idProduct}==\"7523\", ", 1),
    ])
    func aRuleOfNumbersAloneIsAFault(rule: String, faults: Int) {
        #expect(Self.faults(rule + "ENV{ID_MM_DEVICE_IGNORE}=\"1\"").count == faults)
    }
}
