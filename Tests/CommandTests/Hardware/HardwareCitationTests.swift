import Foundation
import Testing

/// Do the notes of the profiles quote `usb.ids` as it is?
struct HardwareCitationTests {
    /// `FEEDHORN_USB_IDS`, or where Debian and Fedora have it.
    private static let path: String? = [
        ProcessInfo.processInfo.environment["FEEDHORN_USB_IDS"], "/var/lib/usbutils/usb.ids",
        "/usr/share/misc/usb.ids", "/usr/share/hwdata/usb.ids",
    ].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0) }

    /// A citation: `usb.ids 0403:6001 'FT232 Serial (UART) IC'`.
    private static func citations(of folder: HardwareFolder) -> [(identifier: String, name: String)]
    {
        folder.lines(under: "notes").flatMap { line in
            line.matches(of: /usb\.ids ([0-9a-f]{4}:[0-9a-f]{4}) '([^']+)'/).map {
                (String($0.1), String($0.2))
            }
        }
    }

    /// Names of products by `vendor:product`: a vendor's line, then its products', each behind a
    /// tabulator.
    private static func products(in text: String) -> [String: String] {
        var products: [String: String] = [:]
        var vendor = ""
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("C ") { break }
            if line.hasPrefix("\t\t") { continue }
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let number = words.first, number.count == 4 else { continue }
            if line.hasPrefix("\t") {
                products["\(vendor):\(number)"] = words.dropFirst().joined(separator: " ")
            } else {
                vendor = String(number)
            }
        }
        return products
    }

    @Test func everyUSBProfileSaysWhereItsNumbersAreFrom() {
        for folder in HardwareFolder.all where !folder.identifiers.isEmpty {
            let notes = folder.lines(under: "notes").joined()
            for identifier in folder.identifiers {
                let isCited = Self.citations(of: folder).contains { $0.identifier == identifier }
                // Debian's usb.ids does not know Raspberry Pi: the maker keeps a registry.
                #expect(isCited || notes.contains("registry"), "\(folder): \(identifier)")
            }
        }
    }

    @Test(
        .enabled(if: path != nil, "NOT TESTED: no usb.ids here (package usb.ids)"))
    func theyStandThereAsQuoted() throws {
        let path = try #require(Self.path)
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let products = Self.products(in: String(decoding: data, as: UTF8.self))
        #expect(products.count > 10_000)
        for folder in HardwareFolder.all {
            for (identifier, name) in Self.citations(of: folder) {
                #expect(products[identifier] == name, "\(folder)")
            }
        }
    }
}
