import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// Turns whatever went wrong into a page in plain words; the log gets identifiers and codes only.
struct FaultPages: RouterMiddleware {
    typealias Context = ConsoleContext

    let parts: ConsoleParts

    @concurrent func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let fault as PageFault {
            return page(fault)
        } catch let refusal as DeskRefusal {
            return page(PageFault(refusal))
        } catch let error as HTTPError where error.status == .notFound {
            return page(.unknown)
        } catch let error as any HTTPResponseError {
            return page(
                PageFault(
                    status: error.status,
                    title: "Nothing was done",
                    text: "The request could not be read."
                )
            )
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            parts.logger.error("a page failed", metadata: ["error": "\(type(of: error))"])
            return page(
                PageFault(
                    status: .internalServerError,
                    title: "Sorry, there is a problem with the service",
                    text: "Try again later. Nothing that was receipted is lost."
                )
            )
        }
    }

    private func page(_ fault: PageFault) -> Response {
        var response = parts.page(
            "fault",
            ["title": fault.title, "text": fault.text],
            titled: fault.title,
            for: nil
        )
        response.status = fault.status
        for field in fault.headers { response.headers[field.name] = field.value }
        return response
    }
}
