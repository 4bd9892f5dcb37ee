import Devices
import TelemetryLink
import TelemetryPipeline

/// The filters of a station's sinks, which its configuration keeps as text.
enum StationFilters {
    /// What is wrong with a filter, if it is none.
    static func problem(_ text: String) -> String? {
        do throws(FilterError) {
            _ = try PacketFilter(text, now: Clocks.now().utc)
            return nil
        } catch {
            return "in the filter, \(error)"
        }
    }
}
