import Foundation
import JSON
import Testing
import Topics
import Vocabulary

func topic(_ text: String, at place: SourceLocation = #_sourceLocation) throws -> Topic {
    try #require(Topic(text), sourceLocation: place)
}

func pattern(_ text: String, at place: SourceLocation = #_sourceLocation) throws -> TopicPattern {
    try #require(TopicPattern(text), sourceLocation: place)
}

func authority(_ text: String, at place: SourceLocation = #_sourceLocation) throws -> AuthorityCode {
    try #require(AuthorityCode(text), sourceLocation: place)
}

func caseID(_ text: String, at place: SourceLocation = #_sourceLocation) throws -> CaseID {
    try #require(CaseID(text), sourceLocation: place)
}

func role(_ code: String, at place: SourceLocation = #_sourceLocation) throws -> Role {
    try #require(Role(code), sourceLocation: place)
}

/// The value that a JSON text stands for.
func value(_ text: String) throws -> JSONValue { try JSONDocument(parsing: Array(text.utf8)).root.value }

/// Where the repository's files are.
enum Samples {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
}
