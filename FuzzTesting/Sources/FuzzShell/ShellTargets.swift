public import FuzzWire

/// What is fuzzed of the modules around the pure ones.
public let shellTargets: [FuzzTarget] = [
    FuzzTarget("link-file", longest: 1_024, executions: 4, fuzzLinkFile),
    FuzzTarget("station-file", longest: 1_024, executions: 4, fuzzStationFile),
    FuzzTarget("key-file", longest: 320, executions: 8, fuzzKeyFile),
    FuzzTarget("capture", longest: 1_536, executions: 4, fuzzCapture),
    FuzzTarget("capture-sealed", longest: 1_536, executions: 4, fuzzSealedCapture),
    FuzzTarget("json", longest: 256, executions: 8, fuzzJSON),
    FuzzTarget("filter", longest: 256, executions: 4, fuzzFilter),
    FuzzTarget("rfc3339", longest: 64, executions: 16, fuzzRFC3339),
    FuzzTarget("request-target", longest: 256, executions: 8, fuzzRequestTarget),
    FuzzTarget("response", longest: 512, executions: 8, fuzzResponse),
]
