public import Devices
import LinkConfiguration

/// The udev rule of one device: the daemon's group may open it, and ModemManager leaves it alone.
///
/// A bridge chip of many makers' devices is never named by its numbers alone: the rule would take
/// every such adapter from those who had it.
public struct UDevRule: Sendable, Equatable {
    /// The daemon's group.
    static let group = "feedhorn"

    private let device: DeviceProperties

    /// The rule of a device; `nil` for what is no USB device: nothing would tell it from others.
    public init?(_ device: DeviceProperties) {
        guard device.vendor != nil, device.product != nil else { return nil }
        self.device = device
    }

    /// Its file: read after udev has found out what a device is (60-serial.rules), and before
    /// ModemManager looks (77, 80).
    public static func fileName(_ name: String) -> String { "70-feedhorn-\(name).rules" }

    /// What a rule needs to name the device beyond doubt; `nil` where it can't.
    private var place: String? {
        if let serial = device.serial, !serial.isEmpty {
            return "ATTRS{serial}==\"\(Self.pattern(serial))\""
        }
        if let port = device.port, !device.isUSBDevice {
            return "ENV{ID_PATH}==\"\(Self.pattern(port))\""
        }
        guard isGeneric, device.isUSBDevice else { return nil }
        return "KERNELS==\"\(Self.pattern(device.kernelName))\""
    }

    private var isGeneric: Bool {
        guard let vendor = device.vendor.flatMap({ UInt16($0, radix: 16) }),
            let product = device.product.flatMap({ UInt16($0, radix: 16) })
        else { return true }
        return SerialMatch.USBIdentifier(vendor: vendor, product: product).isGenericBridge
    }

    /// The conditions and what is done; `nil` where no rule can be written.
    public var line: String? {
        guard let vendor = device.vendor, let product = device.product else { return nil }
        guard place != nil || !isGeneric else { return nil }
        var parts = [
            device.isUSBDevice
                ? "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\"" : "SUBSYSTEM==\"tty\"",
            "ATTRS{idVendor}==\"\(Self.pattern(vendor))\"",
            "ATTRS{idProduct}==\"\(Self.pattern(product))\"",
        ]
        if let place { parts.append(place) }
        parts += ["GROUP=\"\(Self.group)\"", "MODE=\"0660\"", "ENV{ID_MM_DEVICE_IGNORE}=\"1\""]
        return parts.joined(separator: ", ")
    }

    /// The text of the file.
    public var text: String {
        var lines = ["# \(Self.comment(device.description))"]
        lines.append("# Copy to /etc/udev/rules.d, then: udevadm control --reload; udevadm trigger")
        if let line {
            if place == nil {
                lines.append("# No serial number is in it: the vendor and product are its own.")
            }
            lines.append(line)
        } else {
            lines += [
                "# No rule: this is a bridge chip of many makers' devices, and neither a serial",
                "# number nor the place where it is plugged in is known. By vendor and product",
                "# alone, every such adapter would change its group, and ModemManager would be",
                "# kept from modems that have the same chip (ID_MM_DEVICE_IGNORE).",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Letters, digits and what has no meaning in patterns stays; any other character is `?`. So is
    /// `_`, which udev writes for a space that the device has. One that has several octets is `*`.
    static func pattern(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "-", ".", ":", "/", "+", ",":
                    Character(scalar)
                default: scalar.isASCII ? "?" : "*"
                }
            })
    }

    private static func comment(_ text: String) -> String {
        String(
            text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : Character($0) })
    }
}
