/// Every time of every record comes from the clock.
enum ClockCheck {
    /// Programs that keep it right.
    private static let keepers = ["chronyd", "ntpd", "systemd-timesyn", "ptp4l", "phc2sys"]

    static func findings(_ host: HostView) -> [DoctorFinding] {
        let clock = host.clock
        var findings: [DoctorFinding] = []
        if clock.seconds < host.built {
            findings.append(
                .fail(
                    "clock", "shows a time before this program was installed",
                    fix: "set it, and see whether its battery is empty"))
        }
        let running = keepers.filter(host.processes.contains)
        let source =
            running.isEmpty
            ? "source unknown" : "by \(running.joined(separator: ", "))"
        switch clock.isSynchronized {
        case true?:
            findings.append(
                .ok(
                    "clock",
                    "synchronised, \(source); offset \(clock.offsetNanoseconds / 1_000) µs, "
                        + "estimated error \(clock.errorMicroseconds) µs"))
        case false?:
            findings.append(
                .warn(
                    "clock", "not synchronised as the kernel knows, \(source)",
                    fix: remedy(running)))
        case nil:
            findings.append(
                .warn(
                    "clock", "the kernel does not say whether it is synchronised, \(source)",
                    fix: "ask where the clock is kept (the host of a container)"))
        }
        return findings
    }

    private static func remedy(_ running: [String]) -> String {
        if running.contains("chronyd") {
            return "chronyc tracking shows whether chronyd has a source; the kernel learns of it "
                + "with rtcsync in chrony.conf"
        }
        return running.isEmpty
            ? "start chronyd or systemd-timesyncd, and wait until it has a source"
            : "wait until \(running.joined(separator: ", ")) has a source"
    }
}
