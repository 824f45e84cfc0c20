import BrokerCore
import Vocabulary

extension BrokerNode {
    /// Moves a story's clock from deadline to deadline, each durable before the next, until it stands where asked.
    ///
    /// So an escalation is accepted at the time it was due, however far the story jumps.
    func moveStory() throws {
        guard let move = storyMoves.first, syncing == nil, !pending.isDurable, let now = clock.story else {
            return
        }
        guard move.target >= now else {
            storyMoves.removeFirst()
            move.answer(.failure(.backwards(standsAt: now.milliseconds)))
            return
        }
        if let deadline = machine.nextDeadline, deadline <= move.target {
            clock.move(to: deadline)
        } else {
            clock.move(to: move.target)
            storyMoves.removeFirst()
            move.answer(.success(move.target))
        }
    }

    /// Serves the story clock's socket; requests come in as mail.
    func startStoryClock() throws {
        guard let path = configuration.storyClockPath else { return }
        let clock = try StoryClock(path: path)
        let mail = mail
        clock.start { target, answer in mail.post(.story(StoryMove(target: target, answer: answer))) }
        storyClock = clock
    }
}
