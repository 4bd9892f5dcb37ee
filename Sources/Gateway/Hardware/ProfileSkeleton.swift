public import Devices
import LinkConfiguration

/// The files of a new profile, as far as a plugged device tells them.
public struct ProfileSkeleton: Sendable {
    private let device: DeviceProperties
    /// The name of the profile and of its folder.
    public let name: String

    /// `nil` for what is no USB device.
    ///
    /// - Parameter name: the folder's name; else maker and product.
    public init?(_ device: DeviceProperties, name: String? = nil) {
        guard let vendor = device.vendor, let product = device.product else { return nil }
        self.device = device
        let known = Self.word([device.vendorName ?? vendor, device.productName ?? product])
        self.name = name ?? (known.isEmpty ? "\(vendor)-\(product)" : known)
    }

    /// Name and text of each file.
    public var files: [(name: String, text: String)] {
        var files = [(ProfilePath.fileName, profile), ("README.md", readme)]
        if let rule = UDevRule(device) { files.append((UDevRule.fileName(name), rule.text)) }
        return files
    }

    private var identity: String { device.identity ?? "" }

    private var profile: String {
        """
        feedhorn: 1
        name: \(name)
        # What it is, for people.
        description: \(Self.quoted(title))
        # What devices it is for: docs/profiles.md explains every key.
        match:
          usb: ["\(identity)"]
        \(matchLines)status: untried
        notes:
          - \(Self.quoted("Written from a plugged device (\(identity)); nothing was received yet"))
        \(source)
        # Fill in how frames lie in the stream (docs/link.md): packets is for bare CCSDS packets.
        framing: packets

        """
    }

    private var matchLines: String {
        var lines: [String] = []
        if !device.isUSBDevice {
            if let driver = device.driver, !driver.isEmpty { lines.append("  driver: \(driver)") }
            if let number = device.interface.flatMap({ UInt8($0, radix: 16) }) {
                lines.append("  # Leave it out where the station says which port it is.")
                lines.append("  interface: \(number)")
            }
        }
        if let product = device.productName, !product.isEmpty {
            lines.append("  product: \(Self.quoted(UDevRule.pattern(product)))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var source: String {
        guard device.isUSBDevice else {
            return """
                source:
                  # Fill in the rate of the radio.
                  serial: {baud: 9600 Bd}
                """
        }
        let endpoint = USBDescriptors(systemPath: device.systemPath).bulkInputs.first
        let hint = endpoint == nil ? "Fill in the endpoint" : "Its first bulk endpoint"
        let address = String(endpoint?.address ?? 0x81, radix: 16)
        var keys = "endpoint: 0x\(address)"
        if let endpoint {
            keys = "interface: \(endpoint.interface), alternate: \(endpoint.alternate), \(keys)"
        }
        return """
            source:
              # \(hint); start and stop requests, if it needs any.
              usb: {\(keys)}
            """
    }

    private var title: String {
        let names = [device.vendorName, device.productName].compactMap(\.self)
            .filter { !$0.isEmpty }
        return names.isEmpty ? "USB device \(identity)" : names.joined(separator: " ")
    }

    private var readme: String {
        """
        # \(title)

        | | |
        |---|---|
        | vendor:product | \(identity) |
        | driver | \(device.driver ?? "unknown") |
        | status | untried |

        ## To do

        - framing and managed parameters in `profile.yaml`; `feedhorn check` says what is wrong
        - wiring, settings of the radio, whom to ask
        - a recording of a pass under `Fixtures/`, with its expected result

        The udev rule beside it names the one device that this was written from.

        """
    }

    /// Lower-case letters and digits, with one hyphen for everything between: a name of a folder.
    private static func word(_ parts: [String]) -> String {
        let text = parts.joined(separator: "-").lowercased()
        let words = text.split { character in
            !(character.isASCII && (character.isLetter || character.isNumber))
        }
        let name = words.joined(separator: "-").prefix(64)
        return name.hasSuffix("-") ? String(name.dropLast()) : String(name)
    }

    /// In double quotes, for YAML.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
