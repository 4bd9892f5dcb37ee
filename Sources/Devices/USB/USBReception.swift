import Glibc
import TelemetryLink

/// One time of a USB device being there: from the first transfer until it is gone.
///
/// A transfer that fails is no sign that the device is gone, and must not be tried again at once: a
/// device that is being pulled fails dozens of times in a few milliseconds. Gone is what says so:
/// a transfer's status, the attempt to submit one, or the hot-plug event, whichever is first.
struct USBReception {
    private static let firstPause = Duration.milliseconds(10)
    private static let longestPause = Duration.seconds(1)
    /// How long transfers may take to end when they are cancelled.
    private static let reaping = Duration.seconds(2)

    private let ring: USBTransferRing
    private let context: USBContext
    private let name: String
    private var errors = USBErrorReport()
    /// Nothing is submitted before.
    private var pausedUntil: ContinuousClock.Instant?
    private var pause = firstPause
    private var isHalted = false
    /// Octets came since a halt was last cleared.
    private var hasReceived = true
    private var isGone = false

    init(_ port: borrowing USBPort, _ source: USBSource, _ context: USBContext) {
        ring = USBTransferRing(port, source)
        self.context = context
        name = port.name
    }

    /// Receives until the device is gone; `nil` when a stop was requested.
    mutating func run(_ port: borrowing USBPort, _ session: inout ReceiverSession) -> LossReason? {
        while !session.stop.isRequested {
            submit(port, &session)
            do throws(SystemError) {
                try context.handleEvents(stop: session.stop.descriptor, atMost: timeToAct)
            } catch {
                return .failed(error.at(name))
            }
            takeCompleted(&session)
            if isGone || context.takeLeft(port.device) { return .hangUp }
            session.tell(errors.takeIfDue())
        }
        return nil
    }

    /// Ends all transfers; what they had by then is handed over.
    mutating func end(_ session: inout ReceiverSession) {
        ring.cancel()
        let deadline = ContinuousClock.now + Self.reaping
        while ring.inFlight > 0, .now < deadline {
            _ = try? context.handleEvents(stop: -1, atMost: .milliseconds(50))
            takeCompleted(&session)
        }
        if ring.inFlight > 0 { ring.abandon() }
        session.tell(errors.take())
    }

    private mutating func takeCompleted(_ session: inout ReceiverSession) {
        // As many as were completed; each one handed over can bring another.
        let slots = ring.takeCompleted()
        guard !slots.isEmpty else { return }
        let time = Clocks.now()
        for slot in slots {
            hand(slot, &session, at: time)
            settle(slot.outcome)
            ring.giveBack(slot)
        }
        session.tellIdle()
    }

    /// Short transfers are copied together: each would keep a whole place from those that come,
    /// for as long as somebody holds it.
    private mutating func hand(
        _ slot: USBTransferRing.Slot, _ session: inout ReceiverSession, at time: ReceptionTime
    ) {
        guard let (slab, range) = slot.octets else { return }
        hasReceived = true
        if range.count < ring.size / 4 {
            session.handCopy(slab, range, at: time)
        } else {
            slot.useUp()
            session.hand(slab, range, at: time)
        }
    }

    private mutating func settle(_ outcome: USBTransferOutcome) {
        switch outcome {
        case .done:
            pause = Self.firstPause
        case .cancelled:
            break
        case .stalled:
            errors.counts.stalls += 1
            // Those behind it end by themselves or now; the halt is cleared when none is left.
            if !isHalted { ring.cancel() }
            isHalted = true
            // A device that halts again and again, and sends nothing, is no reason to hurry.
            if !hasReceived { rest() }
        case .overflowed:
            errors.counts.overflows += 1
        case .failed:
            errors.counts.failures += 1
            rest()
        case .gone:
            isGone = true
        }
    }

    /// Sets transfers on their way, unless it is better to wait.
    private mutating func submit(_ port: borrowing USBPort, _ session: inout ReceiverSession) {
        if let end = pausedUntil, end > .now { return }
        pausedUntil = nil
        do throws(USBError) {
            if isHalted {
                guard ring.inFlight == 0 else { return }
                try port.clearHalt()
                isHalted = false
                hasReceived = false
            }
            try ring.submit(&session)
        } catch {
            if error.isGone { return isGone = true }
            errors.counts.refusals += 1
            rest()
        }
    }

    /// Lets time pass, longer from time to time until a transfer succeeds.
    private mutating func rest() {
        guard pausedUntil == nil else { return }
        pausedUntil = .now + pause
        pause = min(pause * 2, Self.longestPause)
    }

    private var timeToAct: Duration? {
        if isGone { return .zero }
        let times = [pausedUntil.map { max(.zero, $0 - .now) }, errors.timeToTell]
        return times.compactMap(\.self).min()
    }
}

/// Errors that no event has told yet: one event a second tells any number of them.
struct USBErrorReport {
    var counts = USBTransferErrors()
    private var due = ContinuousClock.now

    /// How long may be waited before they have to be told; `nil`: there are none.
    var timeToTell: Duration? { counts.isEmpty ? nil : max(.zero, due - .now) }

    /// What is to be told now.
    mutating func takeIfDue() -> USBTransferErrors? {
        guard !counts.isEmpty, due <= .now else { return nil }
        return take()
    }

    /// All that was not told.
    mutating func take() -> USBTransferErrors? {
        guard !counts.isEmpty else { return nil }
        due = .now + .seconds(1)
        defer { counts = USBTransferErrors() }
        return counts
    }
}

extension ReceiverSession {
    fileprivate mutating func tell(_ errors: USBTransferErrors?) {
        if let errors { tell(.transferErrors(errors)) }
    }
}
