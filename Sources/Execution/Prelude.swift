/// The module that every cell sees first, GradusPrelude: what the generated code calls.
enum Prelude {
  static let module = "GradusPrelude"
  static let beginCell = "__gradusBeginCell"
  static let display = "__gradusDisplay"
  static let drop = "__gradusDrop"
  static let wait = "__gradusWait"
}
