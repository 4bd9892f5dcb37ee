import Foundation
import QueryService
import Testing

/// Does each path answer as documented, and everything else with the right refusal?
struct RouteTests {
    private func exchange(
        _ path: String, _ target: String, method: String = "GET", more: String = ""
    ) async throws -> String {
        try await onThread {
            let client = try RawClient(path)
            try client.get(target, method: method, more: "connection: close\r\n" + more)
            try client.readToEnd()
            return client.text
        }
    }

    private func body(_ response: String) -> String {
        response.range(of: "\r\n\r\n").map { String(response[$0.upperBound...]) } ?? ""
    }

    @Test func statusLinksAndVersion() async throws {
        try await withService { _, _, path in
            let status = try await exchange(path, "/v1/status")
            #expect(status.hasPrefix("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"))
            #expect(body(status) == "{\"class\":\"STATUS\",\"state\":\"ok\"}\n")
            #expect(status.contains("content-length: 32\r\n"))
            let links = try await exchange(path, "/v1/links")
            #expect(body(links) == "{\"class\":\"LINKS\",\"links\":[{\"name\":\"uhf-a\"}]}\n")
            let version = try await exchange(path, "/v1/version")
            let object = #"{"class":"VERSION","name":"feedhorn","version":"1.2.3","api":1}"#
            #expect(body(version) == object + "\n")
        }
    }

    @Test(arguments: [
        ("GET", "/", 404), ("GET", "/v1", 404), ("GET", "/v1/status/", 404),
        ("GET", "/v2/packets", 404), ("POST", "/v1/status", 405), ("PUT", "/v1/packets", 405),
        ("DELETE", "/v1/links", 405), ("OPTIONS", "/v1/status", 405), ("POST", "/nothing", 404),
        ("GET", "/v1/status?x=1", 400), ("GET", "/v1/packets?x=1", 400),
        ("GET", "/v1/packets?follow=yes", 400), ("GET", "/v1/packets?n=0", 400),
        ("GET", "/v1/packets?n=-1", 400), ("GET", "/v1/packets?n=x", 400),
        ("GET", "/v1/packets?format=xml", 400), ("GET", "/v1/packets?link=a/b", 400),
        ("GET", "/v1/packets?n=1&n=2", 400), ("GET", "/v1/packets?filter=%", 400),
        ("GET", "/v1/packets?filter=%FF", 400), ("GET", "/v1/packets?classes=packet,x", 400),
        ("GET", "/v1/packets?follow=true&format=raw&classes=gap", 400),
        ("GET", "/v1/packets?classes=gap", 400),
    ])
    func refusals(method: String, target: String, status: Int) async throws {
        try await withService { _, _, path in
            let response = try await exchange(path, target, method: method)
            #expect(response.hasPrefix("HTTP/1.1 \(status) "), "\(response)")
            let object = try Line(Data(body(response).utf8))
            #expect(object.name == "ERROR")
            #expect(object.object["status"] as? Int == status)
            #expect(response.contains("allow: GET, HEAD\r\n") == (status == 405))
        }
    }

    @Test func badFilterNamesItsColumn() async throws {
        try await withService { _, _, path in
            let response = try await exchange(path, "/v1/packets?filter=vcid+%3D+1")
            let error = try Line(Data(body(response).utf8)).object
            #expect(response.hasPrefix("HTTP/1.1 400 "))
            #expect(error["parameter"] as? String == "filter")
            #expect(error["column"] as? Int == 6)
            #expect(error["found"] as? String == "=")
            #expect(error["expected"] as? [String] == ["=="])
        }
    }

    @Test func headHasNoBodyAndTheConnectionGoesOn() async throws {
        try await withService { _, _, path in
            let text = try await onThread {
                let client = try RawClient(path)
                // A stray chunk behind the head of a stream would spoil what follows.
                try client.get("/v1/packets?follow=true", method: "HEAD")
                try client.get("/v1/packets", method: "HEAD")
                try client.get("/v1/status", method: "HEAD")
                try client.get("/nothing", method: "HEAD")
                try client.get("/v1/version", more: "connection: close\r\n")
                try client.readToEnd()
                return client.text
            }
            let parts = text.components(separatedBy: "\r\n\r\n")
            #expect(parts.count == 6)
            #expect(parts[0].contains("transfer-encoding: chunked"))
            #expect(parts.dropLast().allSatisfy { $0.hasPrefix("HTTP/1.1 ") })
            #expect(parts[2].contains("content-length: 32"))
            #expect(parts[3].hasPrefix("HTTP/1.1 404"))
            #expect(parts[5].contains("\"VERSION\""))
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await withService { _, _, path in
            let text = try await onThread {
                let client = try RawClient(path)
                let one = "GET /v1/status HTTP/1.1\r\nhost: x\r\n\r\n"
                let two = "GET /v1/links HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
                try client.send(one + one + two)
                try client.readToEnd()
                return client.text
            }
            let order = text.components(separatedBy: "\"class\":\"").dropFirst().map {
                $0.prefix(3)
            }
            #expect(order == ["STA", "STA", "LIN"])
        }
    }

    @Test func bodiesOldVersionsAndGarbageAreRefused() async throws {
        try await withService { _, _, path in
            let withBody = try await exchange(
                path, "/v1/status", more: "content-length: 2\r\n\r\nab")
            #expect(withBody.hasPrefix("HTTP/1.1 413 "))
            let texts = [
                ("GET /v1/packets?follow=true HTTP/1.0\r\nhost: x\r\n\r\n", "505"),
                ("\u{16}\u{3}\u{1}nonsense\r\n\r\n", "400"),
                ("GET /\(String(repeating: "x", count: 9_000)) HTTP/1.1\r\n\r\n", "431"),
                (
                    "GET /v1/status HTTP/1.1\r\nx: \(String(repeating: "y", count: 9_000))\r\n\r\n",
                    "431"
                ),
                (
                    "GET /v1/status HTTP/1.1\r\n"
                        + String(repeating: "a: b\r\n", count: 101) + "\r\n", "431"
                ),
            ]
            for (request, status) in texts {
                let text = try await onThread {
                    let client = try RawClient(path)
                    try client.send(request)
                    try client.readToEnd()
                    return client.text
                }
                #expect(text.hasPrefix("HTTP/1.1 \(status) "), "\(request.prefix(40)): \(text)")
            }
        }
    }
}
