import ArgumentParser
import CCSDS
import Gateway
import LinkConfiguration

extension ParsableCommand {
    /// Loads a link file, or the link that a hardware profile is; prints what is wrong with it and
    /// exits with the code for that.
    func loadLink(_ path: String) throws -> LinkFile {
        do {
            if case .profile = ConfigurationKind.of(path) {
                return try HardwareProfile.load(path).link
            }
            return try LinkFile.load(path)
        } catch {
            throw Complaint.configuration(error)
        }
    }

    /// Reads the keys that a link file names, if it names any.
    func loadKeys(_ file: LinkFile) throws -> LinkKeyring {
        do {
            return try LinkKeyring(file)
        } catch {
            throw Complaint.line("\(error)", ExitStatus.usage)
        }
    }

    /// Reads the leap seconds that a link file names; else those built in.
    func loadLeapSeconds(_ file: LinkFile) throws -> LeapSecondTable {
        do {
            return try LeapSeconds.table(of: file)
        } catch {
            throw Complaint.line("\(error)", ExitStatus.usage)
        }
    }
}

/// Errors that a user reads: one line each, then the exit code.
enum Complaint {
    /// Prints every error of a configuration file.
    static func configuration(_ errors: ConfigurationErrors) -> ExitCode {
        for error in errors.errors { Output.plain("\(error)") }
        if errors.leftOut > 0 { Output.plain("… and \(errors.leftOut) more") }
        return ExitStatus.usage
    }

    /// Prints one line.
    static func line(_ text: String, _ code: ExitCode) -> ExitCode {
        Output.message(text)
        return code
    }
}
