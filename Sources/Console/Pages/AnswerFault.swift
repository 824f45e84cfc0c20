/// What is wrong with a form, and at which field.
struct AnswerFault: Error {
    let field: String
    let text: String
}
