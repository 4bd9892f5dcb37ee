import CLibUSB
import Glibc

/// A session of libusb whose events are handled by the thread that has it.
///
/// libusb tells which descriptors to wait for; so one `poll` waits for the device, for devices that
/// come and go, for timeouts and for the request to stop, and costs nothing while all are silent.
final class USBContext {
    let context: OpaquePointer
    /// Counts devices that came or went; those who wait look whether it changed.
    private(set) var changes: UInt64 = 0
    /// The system has the device that was looked for, and libusb does not: it hears of devices from
    /// udev, whose messages do not reach every container or sandbox.
    var missesDevice = false
    /// Nothing was waited for yet: what it does not know now, waiting briefly will not bring.
    var isFresh = true
    private var left: [OpaquePointer] = []
    private var hotPlug: libusb_hotplug_callback_handle?

    init() throws(USBError) {
        var context: OpaquePointer?
        try USBError.check("libusb_init", libusb_init(&context))
        guard let context else { throw USBError(call: "libusb_init", code: LIBUSB_ERROR_OTHER) }
        self.context = context
        register()
    }

    deinit {
        if let hotPlug { libusb_hotplug_deregister_callback(context, hotPlug) }
        libusb_exit(context)
    }

    /// Asks to be told of devices that come and go. Where that can't be had, unplugging is seen by
    /// the transfers, and plugging by looking again.
    private func register() {
        var handle: libusb_hotplug_callback_handle = 0
        let events =
            LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED.rawValue
            | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT.rawValue
        let result = libusb_hotplug_register_callback(
            context, Int32(events), 0, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
            LIBUSB_HOTPLUG_MATCH_ANY,
            { _, device, event, user in
                guard let user else { return 0 }
                let context = Unmanaged<USBContext>.fromOpaque(user).takeUnretainedValue()
                context.note(device, hasLeft: event == LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT)
                return 0
            },
            Unmanaged.passUnretained(self).toOpaque(), &handle)
        if result == LIBUSB_SUCCESS.rawValue { hotPlug = handle }
    }

    private func note(_ device: OpaquePointer?, hasLeft: Bool) {
        changes += 1
        // Only the device that is open is asked for, and it is asked for at once.
        if hasLeft, let device, left.count < 256 { left.append(device) }
    }

    /// Forgets devices that left: libusb lets go of their memory, and the next may be put there.
    func forgetLeft() { left.removeAll(keepingCapacity: true) }

    /// Whether a device was told to have left since it was last asked.
    func takeLeft(_ device: OpaquePointer) -> Bool {
        defer { left.removeAll(keepingCapacity: true) }
        return left.contains(device)
    }

    /// Waits for something to happen, a stop request, or the end of the time, and handles it:
    /// callbacks of transfers run inside.
    ///
    /// - Returns: whether the other descriptor can be read.
    @discardableResult
    func handleEvents(
        stop: Int32, or other: Int32 = -1, atMost limit: Duration?
    ) throws(SystemError) -> Bool {
        var descriptors = pollDescriptors()
        descriptors.append(pollfd(fd: stop, events: Int16(POLLIN), revents: 0))
        descriptors.append(pollfd(fd: other, events: Int16(POLLIN), revents: 0))
        let count = poll(&descriptors, nfds_t(descriptors.count), timeout(limit))
        if count < 0, errno != EINTR { throw SystemError(call: "poll", number: errno) }
        handleEvents()
        return count > 0 && descriptors[descriptors.count - 1].revents != 0
    }

    /// Handles what has happened already.
    func handleEvents() {
        var now = timeval(tv_sec: 0, tv_usec: 0)
        _ = libusb_handle_events_timeout_completed(context, &now, nil)
    }

    /// The list is short, and changes when a device is opened or closed.
    private func pollDescriptors() -> [pollfd] {
        guard let list = libusb_get_pollfds(context) else { return [] }
        defer { libusb_free_pollfds(list) }
        var descriptors: [pollfd] = []
        var next = list
        while let entry = next.pointee {
            descriptors.append(
                pollfd(fd: entry.pointee.fd, events: entry.pointee.events, revents: 0))
            next += 1
        }
        return descriptors
    }

    private func timeout(_ limit: Duration?) -> Int32 {
        let limit = limit?.pollTimeout ?? -1
        // Old kernels have no timer descriptors: then libusb says when it wants to be called.
        guard libusb_pollfds_handle_timeouts(context) == 0 else { return limit }
        var next = timeval()
        guard libusb_get_next_timeout(context, &next) > 0 else { return limit }
        let milliseconds = Int32(clamping: next.tv_sec * 1_000 + (next.tv_usec + 999) / 1_000)
        return limit < 0 ? milliseconds : min(limit, milliseconds)
    }
}
