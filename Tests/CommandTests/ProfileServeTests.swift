import Foundation
import Testing

/// Does the daemon go to the one device that profile and station mean?
///
/// The nodes that umockdev makes are no terminals, so opening ends there; which of them was chosen
/// is told.
@Suite(
    .enabled(
        if: MockedDevices.isTested,
        "NOT TESTED: no umockdev-run (apt-get install umockdev), or the program was not built"))
struct ProfileServeTests {
    private let folder: Folder

    init() throws {
        folder = try MockedDevices.folder()
    }

    /// What the daemon says first of a link with this profile at this device.
    private func firstWord(of link: String) throws -> String {
        try folder.write(
            "station.yaml",
            """
            feedhorn: 1
            station: {name: t}
            capture: {directory: \(folder.file("capture"))}
            query: {enabled: false}
            links: [{name: uhf, \(link)}]

            """)
        // The shell runs inside, so that the daemon itself is ended.
        try folder.write(
            "serve.sh",
            """
            mkfifo said
            "$FEEDHORN" serve --config station.yaml 2>said &
            while read -r line; do
                case $line in *link=uhf*) echo "$line"; break ;; esac
            done <said
            kill $!
            wait

            """)
        let result = try Program.shell(
            "cd '\(folder.path)' && "
                + "umockdev-run -d '\(MockedDevices.file("stand.umockdev"))' -- sh serve.sh")
        return result.text
    }

    @Test(
        .timeLimit(.minutes(15)),
        arguments: [
            ("profile: serial-bridge, device: {serial: A50285BI}", "/dev/ttyUSB0: "),
            ("profile: serial-bridge, device: {serial: A9012345}", "/dev/ttyUSB1: "),
            (
                "profile: serial-bridge, device: {port: \"pci-0000:00:14.0-usb-0:2:1.0\"}",
                "/dev/ttyUSB1: "
            ),
            // It is there, but of another kind than the profile is for.
            (
                "profile: serial-bridge, device: {serial: E6605481DB318236}",
                "no device is 0403:6001, driver ftdi_sio, product FT232R*, serial E6605481DB318236"
            ),
            ("profile: serial-bridge, device: {serial: A5028}", "no device is 0403:6001, driver"),
        ])
    func theDeviceThatIsMeant(link: String, said: String) throws {
        let word = try firstWord(of: link)
        #expect(word.contains("waiting: \(said)"), "\(word)")
    }
}
