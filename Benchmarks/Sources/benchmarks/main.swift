import Concerns
import JSON
import Topics
import Wire

// What one step of a message's way costs, alone and in memory; `concordat bench` measures the way as a whole.
let sample = try Sample()
let wanted = CommandLine.arguments.dropFirst()
var table = Table()

if wanted.isEmpty || wanted.contains("decode") {
    let size = sample.event.count
    try table.measure("JSON: parse an event", bytes: size) { _ in
        try JSONDocument(parsing: sample.event).root.count
    }
    try table.measure("Concern: decode an event", bytes: size) { _ in
        try Concern(parsing: sample.event).bytes.count
    }
    let concern = try Concern(parsing: sample.event)
    table.measure("schema: check its payload", bytes: size) { _ in
        sample.definition.fault(in: concern.data) == nil ? 1 : 0
    }
    table.measure("Concern: canonical bytes (RFC 8785)", bytes: size) { _ in concern.signedBytes.count }
    table.measure("ClientMessage: decode PUBLISH", bytes: size) { _ in
        ClientMessage.decode(sample.publish) == .dropped ? 0 : 1
    }
    table.measure("BrokerMessage: encode DELIVER", bytes: size) { _ in sample.deliver.frames.count }
    table.measure("BrokerMessage: encode RECEIPT") { _ in sample.receipt.frames.count }
}
if wanted.isEmpty || wanted.contains("append") { try Appending.measure(&table) }
