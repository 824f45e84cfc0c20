public import Vocabulary

/// What a ``LineageID`` names.
public enum LineageKind {}

/// A child's, or sibling group's, chain of responsibility: the same name at every authority it passes through.
public typealias LineageID = Identifier<LineageKind>
