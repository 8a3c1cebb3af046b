/// Cases that Swift's type system makes impossible to write, each with the reason.
enum Exceptions {
  static let reasons: [String: String] = [:]
}
