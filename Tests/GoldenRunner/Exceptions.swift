/// A call that cannot be written in Swift: its type system refuses what PyTorch refuses when it runs.
///
/// Such cases are counted apart. Each of them expects an error; a case that expects a value is never
/// one of these.
struct Impossible: Error {
  let reason: String

  static let attribute = Impossible(reason: "a name that does not exist is a compile error")
  static let arguments = Impossible(reason: "arguments of the wrong type are a compile error")
  static let device = Impossible(reason: "there is one device, and no way to name another")
  static let numpy = Impossible(reason: "there is no NumPy array to share memory with")

  /// The reason where the class of the expected exception alone says that Swift refuses the call.
  static func reason(exception: String?) -> Impossible? {
    switch exception {
    case "AttributeError": .attribute
    case "TypeError": .arguments
    default: nil
    }
  }
}
