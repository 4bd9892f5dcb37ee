import CLibUSB
import Glibc
import TelemetryLink

/// The transfers of one endpoint: each fills a place of a slab that was given to it alone, so that
/// the kernel's copy is the only one.
///
/// Of one thread. Callbacks run inside ``USBContext/handleEvents(stop:atMost:)`` and only note what
/// was completed; the kernel completes the transfers of an endpoint in the order of their
/// submission.
final class USBTransferRing {
    /// One transfer, used again and again.
    final class Slot {
        let transfer: UnsafeMutablePointer<libusb_transfer>
        fileprivate unowned let ring: USBTransferRing
        /// Where its octets go; kept while nothing came.
        fileprivate(set) var place: (slab: Slab, start: Int)?

        fileprivate init(
            _ transfer: UnsafeMutablePointer<libusb_transfer>, of ring: USBTransferRing
        ) {
            self.transfer = transfer
            self.ring = ring
        }

        var outcome: USBTransferOutcome { USBTransferOutcome(transfer.pointee.status) }

        /// What came, until the transfer goes again; `nil` where nothing did.
        var octets: (slab: Slab, range: Range<Int>)? {
            let count = Int(transfer.pointee.actual_length)
            guard count > 0, let (slab, start) = place else { return nil }
            return (slab, start..<start + count)
        }

        /// Somebody has what lies in the place: the next transfer needs another.
        func useUp() { place = nil }
    }

    /// Octets of a transfer at most.
    let size: Int
    private var slots: [Slot] = []
    /// Not under way, in the order in which they go.
    private var idle: [Slot] = []
    private var completed: [Slot] = []
    /// Under way.
    private(set) var inFlight = 0

    init(_ port: borrowing USBPort, _ source: USBSource) {
        size = source.transferSize
        let milliseconds = UInt32(clamping: source.transferTimeout?.pollTimeout ?? 0)
        for _ in 0..<source.transfers {
            guard let transfer = libusb_alloc_transfer(0) else { break }
            let slot = Slot(transfer, of: self)
            libusb_fill_bulk_transfer(
                transfer, port.handle, source.endpoint, nil, Int32(size),
                { transfer in
                    guard let user = transfer?.pointee.user_data else { return }
                    let slot = Unmanaged<Slot>.fromOpaque(user).takeUnretainedValue()
                    slot.ring.note(slot)
                },
                Unmanaged.passUnretained(slot).toOpaque(), milliseconds)
            if port.isInterrupt {
                transfer.pointee.type = UInt8(LIBUSB_TRANSFER_TYPE_INTERRUPT.rawValue)
            }
            slots.append(slot)
        }
        idle = slots
    }

    deinit {
        for slot in slots { libusb_free_transfer(slot.transfer) }
    }

    private func note(_ slot: Slot) {
        inFlight -= 1
        completed.append(slot)
    }

    /// What was completed since it was last asked, in order. Each has to be given back.
    func takeCompleted() -> [Slot] {
        defer { completed.removeAll(keepingCapacity: true) }
        return completed
    }

    /// The transfer can go again.
    func giveBack(_ slot: Slot) {
        idle.append(slot)
    }

    /// Sets all that can go on their way.
    func submit(_ session: inout ReceiverSession) throws(USBError) {
        while let slot = idle.first {
            let (slab, start) = slot.place ?? session.place(for: size)
            slot.place = (slab, start)
            // The place is the transfer's until it is completed, and the slot holds the slab.
            let address = slab.withUnsafeMutableOctets(start..<start + size) { $0.baseAddress }
            slot.transfer.pointee.buffer = address?.assumingMemoryBound(to: UInt8.self)
            try USBError.check("libusb_submit_transfer", libusb_submit_transfer(slot.transfer))
            idle.removeFirst()
            inFlight += 1
        }
    }

    /// Asks for the end of all that are under way; it comes as completions.
    func cancel() {
        let atRest = Set(idle.map(ObjectIdentifier.init))
        for slot in slots where !atRest.contains(ObjectIdentifier(slot)) {
            libusb_cancel_transfer(slot.transfer)
        }
    }

    /// Some transfer never ended: what the kernel may still write to must stay.
    func abandon() {
        _ = Unmanaged.passRetained(self)
    }
}
