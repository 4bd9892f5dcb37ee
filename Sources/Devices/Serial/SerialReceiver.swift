import Glibc
import TelemetryLink

/// Receives from a serial port, and opens it again whenever it comes back.
struct SerialReceiver {
    let source: SerialSource
    /// The rate in force; it stays when the port is lost and comes back.
    private var chooser: RateChooser

    init(source: SerialSource, rateDwell: Duration) {
        self.source = source
        chooser = RateChooser(
            [source.baudRate] + source.otherRates, octetsNeeded: source.octetsForRate,
            dwell: rateDwell.wholeNanoseconds)
    }

    mutating func run(_ session: inout ReceiverSession) {
        while !session.stop.isRequested {
            let (opened, before) = (ContinuousClock.now, session.lastReception)
            do throws(DeviceError) {
                guard let port = try openWhenPresent(&session) else { return }
                session.tell(.opened(OpenedSource(name: port.path)))
                for mismatch in port.mismatches { session.tell(.settingNotHonoured(mismatch)) }
                session.marks = source.lineErrors == .mark ? LineMarkReader() : nil
                let reason = receive(from: port, &session)
                if let marks = session.marks?.takeLast() { session.tell(.lineMarks(marks)) }
                guard let reason else { return }
                session.tell(.lost(reason))
            } catch {
                return session.tell(.failed(error))
            }
            // A port that hangs up as soon as it is opened must not be opened all the time.
            let isFruitless = session.lastReception == before
            if isFruitless, .now - opened < session.retryInterval {
                session.pause(session.retryInterval)
            }
        }
    }

    /// Opens the port, or waits until it can be opened; `nil` when a stop was requested.
    private func openWhenPresent(
        _ session: inout ReceiverSession
    ) throws(DeviceError) -> SerialPort? {
        var source = source
        source.baudRate = chooser.rate
        var finder = SerialPortFinder(source.name)
        var toldBusy = false
        while !session.stop.isRequested {
            let isAbsent: Bool
            do throws(DeviceError) {
                return try SerialPort.open(source, at: finder.path())
            } catch {
                if error.isPermanent { throw error }
                tell(error, &toldBusy, &session)
                if case .noDevice = error { isAbsent = true } else { isAbsent = false }
            }
            finder.wait(session, isAbsent: isAbsent)
        }
        return nil
    }

    /// Who has a busy port is looked for once, not at every attempt.
    private func tell(
        _ error: DeviceError, _ toldBusy: inout Bool, _ session: inout ReceiverSession
    ) {
        guard case .busy(let path, _) = error else {
            toldBusy = false
            return session.tellWaiting(error)
        }
        if toldBusy { return }
        toldBusy = true
        session.tellWaiting(.busy(path: path, holders: PortHolders.holders(of: path)))
    }

    /// Receives until the port is lost; `nil` when a stop was requested.
    private mutating func receive(
        from port: borrowing SerialPort, _ session: inout ReceiverSession
    ) -> LossReason? {
        var counters = SerialLineCounters(port)
        while !session.stop.isRequested {
            let readiness: SystemCalls.Readiness
            let limits = [counters.timeToSample, session.marks?.timeToTell]
            do throws(SystemError) {
                readiness = try session.waitForMore(
                    for: port.number, atMost: limits.compactMap(\.self).min())
            } catch {
                return .failed(error.at(port.path))
            }
            let before = session.octetsHanded
            if let end = session.readIfReady(port.number, readiness.first, name: port.path) {
                return end
            }
            if readiness.first != 0 { counters.noteOctets() }
            if let errors = counters.sampleIfDue(port) { session.tell(.lineErrors(errors)) }
            if let marks = session.marks?.takeIfDue() { session.tell(.lineMarks(marks)) }
            judgeRate(session.octetsHanded - before, of: port, &session)
        }
        if let errors = counters.sample(port) { session.tell(.lineErrors(errors)) }
        return nil
    }

    /// Where there are several rates: whether this one is right.
    private mutating func judgeRate(
        _ octets: UInt64, of port: borrowing SerialPort, _ session: inout ReceiverSession
    ) {
        guard octets > 0, !source.otherRates.isEmpty, let verified = session.verified?() else {
            return
        }
        let now = session.lastReception.monotonic
        switch chooser.note(octets: octets, verified: verified, at: now) {
        case .stay: break
        case .found: session.tell(.rateFound(chooser.rate))
        case .change(let change):
            let mismatches = port.set(rate: change.to, of: source)
            session.tell(.rateChanged(change))
            for mismatch in mismatches { session.tell(.settingNotHonoured(mismatch)) }
        }
    }
}

extension Duration {
    /// Nanoseconds, 0 for less than none.
    fileprivate var wholeNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : whole &+ UInt64(attoseconds) / 1_000_000_000
    }
}
