import Glibc

/// Receives from a USB device, and opens it again whenever it comes back.
struct USBReceiver {
    /// How long libusb's messages may be slower than udev's notes.
    private static let missPatience = Duration.milliseconds(100)

    let source: USBSource

    func run(_ session: inout ReceiverSession) {
        while !session.stop.isRequested {
            do throws(USBError) {
                let context = try USBContext()
                run(context, &session)
                // Else it is over; a new session of libusb looks for itself what there is.
                guard context.missesDevice else { return }
                continue
            } catch {
                // Without the kernel's netlink (a sandbox), libusb does not begin at all.
                session.tellWaiting(error.at("libusb"))
            }
            session.pause(session.retryInterval)
        }
    }

    private func run(_ context: USBContext, _ session: inout ReceiverSession) {
        let finder = USBFinder(source.match)
        while !session.stop.isRequested {
            let (opened, before) = (ContinuousClock.now, session.lastReception)
            do throws(DeviceError) {
                guard let port = try openWhenPresent(finder, context, &session) else { return }
                session.tell(.opened(OpenedSource(name: port.name)))
                if let mismatch = mismatch(port) { session.tell(.settingNotHonoured(mismatch)) }
                var reception = USBReception(port, source, context)
                let reason = reception.run(port, &session)
                reception.end(&session)
                guard let reason else { return }
                session.tell(.lost(reason))
            } catch {
                return session.tell(.failed(error))
            }
            let isFruitless = session.lastReception == before
            if isFruitless, .now - opened < session.retryInterval {
                session.pause(session.retryInterval)
            }
        }
    }

    /// Opens the device, or waits until it can be opened; `nil` when a stop was requested, or
    /// libusb does not know of a device that is there.
    private func openWhenPresent(
        _ finder: borrowing USBFinder, _ context: USBContext, _ session: inout ReceiverSession
    ) throws(DeviceError) -> USBPort? {
        var watch = PathWatch.database()
        while !session.stop.isRequested {
            let missedBefore = context.missesDevice
            let isAbsent: Bool
            do throws(DeviceError) {
                context.forgetLeft()
                let port = try USBPort.open(source, finder, context)
                context.isFresh = false
                return port
            } catch {
                if error.isPermanent { throw error }
                if case .noDevice = error { isAbsent = true } else { isAbsent = false }
                session.tellWaiting(error)
            }
            // Once it is merely quicker than libusb's messages.
            if missedBefore, context.missesDevice { return nil }
            let limit = watch.limit(session, isAbsent && !context.missesDevice)
            let isBrief = context.missesDevice && !context.isFresh
            waitForChange(context, &watch, session, atMost: isBrief ? Self.missPatience : limit)
            context.isFresh = false
        }
        return nil
    }

    /// Until a device came or went, but not for ever: who takes permissions away, or gives them,
    /// tells nobody.
    private func waitForChange(
        _ context: USBContext, _ watch: inout PathWatch, _ session: ReceiverSession,
        atMost limit: Duration
    ) {
        let (changes, end) = (context.changes, ContinuousClock.now + limit)
        let number = watch.begin(session.retryInterval)
        while !session.stop.isRequested, context.changes == changes {
            let (rest, stop) = (end - .now, session.stop.descriptor)
            guard rest > .zero,
                let isNoted = try? context.handleEvents(stop: stop, or: number, atMost: rest),
                !isNoted
            else { break }
        }
        watch.end()
    }

    private func mismatch(_ port: borrowing USBPort) -> SettingMismatch? {
        guard let wanted = source.packetSize, wanted != port.packetSize else { return nil }
        return SettingMismatch(.packetSize, asked: "\(wanted)", actual: "\(port.packetSize)")
    }
}
