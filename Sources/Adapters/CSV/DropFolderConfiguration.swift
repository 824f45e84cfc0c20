public import Concerns
public import Topics

/// What a drop-folder adapter watches, and how it reads it.
public struct DropFolderConfiguration: Sendable {
    /// The folder; `done` and `rejected` are made in it.
    public var folder: String
    /// How an export becomes events.
    public var mapping: Mapping
    /// Who speaks: authority, agency and system, as in every event's `source`.
    public var source: EventSource
    /// The topics against which events are held before anything is published; `nil` leaves that to the broker.
    public var catalogue: Catalogue?
    /// Between two looks; a file is taken when two looks saw the same; default 2 s.
    public var interval: Duration
    /// Longer files are rejected unread; default 64 MiB.
    public var longestFile: Int

    /// Creates a configuration.
    public init(
        folder: String,
        mapping: Mapping,
        source: EventSource,
        catalogue: Catalogue? = nil,
        interval: Duration = .seconds(2),
        longestFile: Int = 64 * 1_024 * 1_024
    ) {
        self.folder = folder
        self.mapping = mapping
        self.source = source
        self.catalogue = catalogue
        self.interval = interval
        self.longestFile = longestFile
    }
}
