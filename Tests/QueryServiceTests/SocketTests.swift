import Foundation
import Logging
import QueryService
import TelemetryPipeline
import Testing

/// Does one socket belong to one service, with the mode it should have?
struct SocketTests {
    private func service(_ path: String) -> QueryService {
        QueryService(
            QueryServiceConfiguration(socket: .path(path)), router: PacketRouter(),
            providers: QueryProviders(status: { JSONObject() }, links: { [] }),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func aSecondServiceIsRefused() async throws {
        try await withService { _, _, path in
            await #expect(throws: QueryServiceError.alreadyServing(path: path)) {
                try await service(path).start()
            }
            let version = try await onThread { try QueryClient(path: path).get("/v1/version") }
            #expect(!version.isEmpty, "the first still serves")
        }
    }

    @Test func modeIsForOwnerAndGroup() async throws {
        try await withService { _, _, path in
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o7777 == 0o660)
        }
    }

    @Test func aLeftOverSocketIsReplaced() async throws {
        let folder = try temporaryFolder()
        let path = folder + "/q"
        for _ in 0..<2 {
            let first = service(path)
            try await first.start()
            // What a killed process leaves: the name without anybody behind it.
            #expect(link(path, folder + "/left") == 0)
            await first.shutdown()
            #expect(rename(folder + "/left", path) == 0)
        }
        #expect(throws: QueryClientError.notServing(path: path)) {
            try QueryClient(path: path).get("/v1/version")
        }
        let second = service(path)
        try await second.start()
        await second.shutdown()
        #expect(throws: QueryClientError.noSocket(path: path)) {
            try QueryClient(path: path).get("/v1/version")
        }
    }

    @Test func somethingElseIsLeftAlone() async throws {
        let path = try temporaryFolder() + "/q"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        await #expect(throws: QueryServiceError.notASocket(path: path)) {
            try await service(path).start()
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
        #expect(throws: QueryClientError.notServing(path: path)) {
            try QueryClient(path: path).get("/v1/version")
        }
    }

    @Test func impossiblePathsAndGroups() async throws {
        let long = "/tmp/" + String(repeating: "x", count: 103)
        await #expect(throws: QueryServiceError.pathTooLong(path: long, maximum: 107)) {
            try await service(long).start()
        }
        await #expect(throws: QueryServiceError.self) {
            try await service("/nonexistent/q").start()
        }
        var configuration = QueryServiceConfiguration(socket: .path(try temporaryFolder() + "/q"))
        configuration.group = "no-such-group-here"
        let other = QueryService(
            configuration, router: PacketRouter(),
            providers: QueryProviders(status: { JSONObject() }, links: { [] }),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        await #expect(throws: QueryServiceError.unknownGroup("no-such-group-here")) {
            try await other.start()
        }
    }

    @Test func aRefusalIsAnErrorOfTheClient() async throws {
        try await withService { _, _, path in
            let client = QueryClient(path: path)
            do {
                _ = try client.get("/v1/packets?filter=x")
                Issue.record("accepted")
            } catch let error as QueryClientError {
                guard case .refused(400, let body) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(body.contains("\"column\":1"))
            }
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "no curl"))
    func curlWorks() async throws {
        try await withService { _, router, path in
            let publisher = PublishOnce(router, batch(0..<5))
            publisher.whenSubscribed(1)
            let output = try await onThread {
                let curl = Process()
                curl.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
                curl.arguments = [
                    "--silent", "--show-error", "--no-buffer", "--max-time", "20",
                    "--unix-socket", path, "--get", "--data-urlencode", "filter=count > 1",
                    "--data", "follow=true&n=3", "http://feedhorn/v1/packets",
                ]
                let pipe = Pipe()
                curl.standardOutput = pipe
                try curl.run()
                let data = pipe.fileHandleForReading.readDataToEndOfFile()
                curl.waitUntilExit()
                #expect(curl.terminationStatus == 0)
                return data
            }
            let counts = try output.split(separator: 0x0A).map { try Line(Data($0)).count }
            #expect(counts == [2, 3, 4])
        }
    }
}
