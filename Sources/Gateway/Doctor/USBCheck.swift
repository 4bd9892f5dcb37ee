import Devices
import Glibc
import LinkConfiguration

/// A USB device that is read without a driver of the kernel: there, one only, and accessible.
enum USBCheck {
    static func findings(
        _ usb: LinkConfiguration.USBSource, _ subject: String
    ) -> [DoctorFinding] {
        guard let match = usb.match else {
            return [.warn(subject, "the USB device is not named", fix: "write source.usb.match")]
        }
        let wanted = DeviceMatch(match)
        let devices = ((try? DeviceDirectory())?.usbDevices() ?? []).filter(wanted.matches)
        guard let device = devices.first else {
            return [
                .fail(
                    subject, "no USB device \(wanted)",
                    fix: "plug it in, or see `lsusb` for what is there")
            ]
        }
        if devices.count > 1 {
            return [
                .fail(
                    subject, "\(devices.count) USB devices are \(wanted)",
                    fix: "add serial or port to match")
            ]
        }
        guard faccessat(AT_FDCWD, device.node, R_OK | W_OK, AT_EACCESS) == 0 else {
            return [
                .fail(
                    subject, "\(device) is there, and may not be opened",
                    fix: "a udev rule that gives its node to a group of the user")
            ]
        }
        return [.ok(subject, "\(device) is there")]
    }
}
