import JSON

extension JSONWriter {
    mutating func member(_ name: StaticString, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    mutating func member(_ name: StaticString, _ numbers: [Int64]) {
        key(name)
        beginArray()
        for number in numbers { integer(number) }
        endArray()
    }
}
