import JSON
import Vocabulary

extension JSONWriter {
    mutating func member(_ name: StaticString, _ text: String) {
        key(name)
        string(text)
    }

    mutating func member(_ name: StaticString, _ number: Int64) {
        key(name)
        integer(number)
    }

    mutating func member(_ name: StaticString, _ flag: Bool) {
        key(name)
        bool(flag)
    }

    mutating func member(_ name: StaticString, _ instant: Instant) { member(name, instant.milliseconds) }

    mutating func member(_ name: StaticString, _ sequence: LedgerSequence) { member(name, sequence.number) }

    mutating func member(_ name: StaticString, _ handle: SubscriptionHandle) { member(name, handle.number) }

    mutating func member<Kind>(_ name: StaticString, _ identifier: Identifier<Kind>) {
        member(name, identifier.text)
    }

    /// Writes the member only if there is a value.
    mutating func member<Kind>(_ name: StaticString, optional identifier: Identifier<Kind>?) {
        if let identifier { member(name, identifier.text) }
    }

    mutating func member(_ name: StaticString, texts: some Swift.Sequence<String>) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    mutating func member(_ name: StaticString, integers: some Swift.Sequence<Int64>) {
        key(name)
        beginArray()
        for number in integers { integer(number) }
        endArray()
    }
}
