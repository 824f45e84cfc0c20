import Testing
import Wire

/// A message beside the verb, head and body that are its bytes, written by hand.
struct Golden<Message: Sendable>: Sendable, CustomTestStringConvertible {
    let verb: String
    let head: String
    let body: String
    let message: Message

    var frames: [[UInt8]] {
        [Array("CC1".utf8), Array(verb.utf8), [1, 255], Array(head.utf8), Array(body.utf8)]
    }
    var testDescription: String { verb + " " + head }
}

struct Unspellable: Error {}

/// What a literal stands for, which must be well formed.
func known<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Unspellable() }
    return value
}
