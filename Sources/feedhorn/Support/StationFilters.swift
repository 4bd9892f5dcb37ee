import Devices
import LinkConfiguration
import TelemetryLink
import TelemetryPipeline

/// The filters of a station's sinks, which its configuration keeps as text.
enum StationFilters {
    /// - Throws: every filter that is none, at the place where it is written.
    static func check(_ station: StationConfiguration) throws(ConfigurationErrors) {
        let now = Clocks.now().utc
        let errors = station.sinks.compactMap { sink -> ConfigurationError? in
            guard let filter = sink.filter else { return nil }
            do throws(FilterError) {
                _ = try PacketFilter(filter.value, now: now)
                return nil
            } catch {
                return ConfigurationError(at: filter.position, "in the filter, \(error)")
            }
        }
        guard errors.isEmpty else { throw ConfigurationErrors(errors: errors, leftOut: 0) }
    }
}
