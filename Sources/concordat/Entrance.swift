import ArgumentParser

/// Where the process begins: the arguments choose a command, and its errors an exit status.
@main struct Entrance {
    static func main() async {
        do {
            var command = try ConcordatCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard let failure = CommandFailure(error) else { ConcordatCommand.exit(withError: error) }
            for line in failure.lines { StandardError.write(line) }
            ConcordatCommand.exit(withError: failure.status)
        }
    }
}
