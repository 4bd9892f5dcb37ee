import CLibUSB

/// A call of libusb that failed.
struct USBError: Error {
    let call: StaticString
    let code: libusb_error

    /// Throws what a call returned, unless it is no error.
    @discardableResult
    static func check(_ call: StaticString, _ result: Int32) throws(USBError) -> Int32 {
        if result >= 0 { return result }
        throw USBError(call: call, code: libusb_error(result))
    }

    /// The device was unplugged.
    var isGone: Bool { code == LIBUSB_ERROR_NO_DEVICE || code == LIBUSB_ERROR_NOT_FOUND }

    /// The same error, told about the device that it befell.
    func at(_ target: String) -> DeviceError {
        .usb(
            call: "\(call)", target: target,
            reason: "\(words) (\(String(cString: libusb_error_name(code.rawValue))))")
    }

    /// What a user can do about it, where libusb's own words do not say.
    private var words: String {
        switch code {
        case LIBUSB_ERROR_ACCESS:
            "no permission: the device's node needs the daemon's group (a udev rule)"
        case LIBUSB_ERROR_IO where call.description == "libusb_open":
            "cannot be opened: a service also needs DeviceAllow=char-usb_device"
        case LIBUSB_ERROR_NO_MEM:
            "no memory: fewer or smaller transfers, or more in usbfs_memory_mb"
        default: String(cString: libusb_strerror(code.rawValue))
        }
    }
}
