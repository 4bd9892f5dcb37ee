import Devices
import Testing

/// Is everything that a match asks of a device compared by itself?
struct DeviceCriterionTests {
    private let adapter = DeviceProperties(
        systemPath: "/sys/devices/usb1/1-2/1-2:1.0/ttyUSB2/tty/ttyUSB2", subsystem: "tty",
        node: "/dev/ttyUSB2",
        properties: [
            "ID_VENDOR_ID": "0403", "ID_MODEL_ID": "6001", "ID_SERIAL_SHORT": "A50285BI",
            "ID_USB_INTERFACE_NUM": "00", "ID_USB_DRIVER": "ftdi_sio", "ID_VENDOR": "FTDI",
            "ID_MODEL": "FT232R_USB_UART",
        ])

    private func match(_ change: (inout DeviceMatch) -> Void) -> DeviceMatch {
        var match = DeviceMatch()
        change(&match)
        return match
    }

    @Test func oneOfSeveralIdentities() {
        let match = match {
            $0.identities = [
                .init(vendor: 0x10C4, product: 0xEA60), .init(vendor: 0x0403, product: 0x6001),
            ]
        }
        #expect(match.matches(adapter))
        #expect(match.vendor == nil && match.product == nil)
        #expect("\(match)" == "10c4:ea60 or 0403:6001")
        var other = match
        other.identities[1].product = 0x6015
        #expect(
            other.difference(from: adapter)
                == "vendor:product is 0403:6001, not 10c4:ea60 or 0403:6015")
        let anyProduct = self.match {
            $0.identities = [
                .init(vendor: 1, product: nil), .init(vendor: 0x403, product: nil),
            ]
        }
        #expect(anyProduct.matches(adapter))
    }

    @Test func patternsAreThoseOfTheShell() {
        #expect(match { $0.productPattern = "FT232R*" }.matches(adapter))
        #expect(match { $0.productPattern = "FT232R USB UART" }.matches(adapter))
        #expect(match { $0.manufacturerPattern = "F[ST]DI" }.matches(adapter))
        #expect(match { $0.serialPattern = "A???????" }.matches(adapter))
        #expect(!match { $0.productPattern = "FT232" }.matches(adapter))
        #expect(!match { $0.manufacturerPattern = "ftdi" }.matches(adapter))
        #expect(!match { $0.serialPattern = "B*" }.matches(adapter))
    }

    @Test func kindAndDriver() {
        #expect(match { $0.subsystem = "tty" }.matches(adapter))
        #expect(
            match { $0.subsystem = "usb" }.difference(from: adapter) == "kind is tty, not usb")
        #expect(match { $0.driver = "ftdi_sio" }.matches(adapter))
        #expect(
            match { $0.driver = "cp210x" }.difference(from: adapter)
                == "driver is ftdi_sio, not cp210x")
    }

    /// Whoever asks why a profile was not taken wants all reasons, not the first.
    @Test func allCriteriaAreCompared() {
        var match = DeviceMatch(vendor: 0x0403, product: 0x6011, serial: "X", interface: 0)
        match.driver = "ftdi_sio"
        match.productPattern = "FT4232*"
        let criteria = match.comparison(with: adapter)
        #expect(
            criteria.map(\.name) == [
                "vendor", "product", "serial", "interface", "driver", "product",
            ])
        #expect(criteria.map(\.fits) == [true, false, false, true, true, false])
        #expect(criteria[1].expected == "6011" && criteria[1].found == "6001")
        let bare = DeviceProperties(systemPath: "/sys/x", subsystem: "", node: "", properties: [:])
        #expect(match.comparison(with: bare).allSatisfy { !$0.fits && $0.found == nil })
    }
}
