/// The module that every cell sees first: what the generated code calls, under names that no
/// notebook uses. It declares symbols of the worker and the runtime, so nothing is imported.
enum Prelude {
  static let module = "GradusPrelude"
  static let beginCell = "__gradusBeginCell"
  static let display = "__gradusDisplay"
  static let drop = "__gradusDrop"
  static let wait = "__gradusWait"

  static let source = """
    @_silgen_name("gradus_begin_cell") public func \(beginCell)(_ cell: Int)
    @_silgen_name("gradus_display") public func \(display)<Value>(_ value: Value)
    @_silgen_name("gradus_drop") public func \(drop)<Value: ~Copyable>(_ value: borrowing Value)
    @discardableResult
    @_silgen_name("gradus_wait") public func \(wait)<Value>(
      _ body: @escaping @MainActor () async throws -> Value
    ) rethrows -> Value

    """
}
