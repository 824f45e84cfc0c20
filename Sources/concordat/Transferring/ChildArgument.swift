import ArgumentParser
import Transfer
import Vocabulary

/// A child on the command line: `C-1042=nhs:9990516286,bhm-mat:M-11`.
struct ChildArgument: ExpressibleByArgument {
    let member: TransferMember

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let caseID = CaseID(String(parts[0])) else { return nil }
        var identifiers: [TransferMember.TypedIdentifier] = []
        for text in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
            let pair = text.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            identifiers.append(.init(scheme: String(pair[0]), value: String(pair[1])))
        }
        member = TransferMember(case: caseID, identifiers: identifiers)
    }

    static let help: ArgumentHelp = ArgumentHelp(
        "A child, by case and identifiers; once for each.",
        discussion: "For example C-1042=nhs:9990516286; further identifiers after commas.",
        valueName: "case=scheme:value"
    )
}
