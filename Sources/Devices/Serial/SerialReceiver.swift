import Glibc

/// Receives from a serial port, and opens it again whenever it comes back.
struct SerialReceiver {
    let source: SerialSource

    func run(_ session: inout ReceiverSession) {
        while !session.stop.isRequested {
            let (opened, before) = (ContinuousClock.now, session.lastReception)
            do throws(DeviceError) {
                guard let port = try openWhenPresent(&session) else { return }
                session.tell(.opened(OpenedSource(name: port.path)))
                for mismatch in port.mismatches { session.tell(.settingNotHonoured(mismatch)) }
                guard let reason = receive(from: port, &session) else { return }
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
        var finder = SerialPortFinder(source.name)
        var toldBusy = false
        while !session.stop.isRequested {
            do throws(DeviceError) {
                return try SerialPort.open(source, at: finder.path())
            } catch {
                if error.isPermanent { throw error }
                tell(error, &toldBusy, &session)
            }
            finder.wait(session)
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
    private func receive(
        from port: borrowing SerialPort, _ session: inout ReceiverSession
    ) -> LossReason? {
        var counters = SerialLineCounters(port)
        while !session.stop.isRequested {
            let readiness: SystemCalls.Readiness
            do throws(SystemError) {
                readiness = try session.wait(for: port.number, atMost: counters.timeToSample)
            } catch {
                return .failed(error.at(port.path))
            }
            if let end = session.readIfReady(port.number, readiness.first, name: port.path) {
                return end
            }
            if readiness.first != 0 { counters.noteOctets() }
            if let errors = counters.sampleIfDue(port) { session.tell(.lineErrors(errors)) }
        }
        return nil
    }
}
