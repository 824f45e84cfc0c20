import ServiceLifecycle

/// The rounds of a service that looks again and again: what it does, and the pauses between, which a stop ends at once.
public enum Rounds {
    /// Works, and pauses, until the process is asked to stop; work in hand is finished first.
    public static func untilStopped(
        every pause: Duration,
        _ work: () async throws -> Void
    ) async throws {
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            try await work()
            await self.pause(pause)
        }
    }

    /// Waits so long, or until the process is asked to stop.
    static func pause(_ length: Duration) async {
        await cancelWhenGracefulShutdown {
            do { try await Task.sleep(for: length) } catch {
                // Woken early to stop, which whoever waits sees by itself.
            }
        }
    }
}
