import GradusTensors

/// A Python object with members of its own: a frame, a generator, a module's state.
protocol PythonObject {
  func attribute(_ name: String) throws -> Value
  func call(_ method: String, _ a: Arguments) throws -> Value
  func item(_ index: [Value]) throws -> Value
  func set(_ index: [Value], to value: Value) throws
  /// The result of an operator; `isReversed` when the object stands on the right.
  func combined(_ op: String, _ other: Value, isReversed: Bool) throws -> Value
  func items() throws -> [Value]
  var repr: String { get }
  var text: String { get }
}

extension PythonObject {
  func attribute(_ name: String) throws -> Value {
    throw Unmapped(reason: "attribute \(name) of \(Self.self)")
  }
  func call(_ method: String, _ a: Arguments) throws -> Value {
    throw Unmapped(reason: "method \(method) of \(Self.self)")
  }
  func item(_ index: [Value]) throws -> Value { throw Unmapped(reason: "item of \(Self.self)") }
  func set(_ index: [Value], to value: Value) throws {
    throw Unmapped(reason: "assignment to an item of \(Self.self)")
  }
  func combined(_ op: String, _ other: Value, isReversed: Bool) throws -> Value {
    throw Unmapped(reason: "operator \(op) of \(Self.self)")
  }
  func items() throws -> [Value] { throw Unmapped(reason: "items of \(Self.self)") }
  var repr: String { "<\(Self.self)>" }
  var text: String { repr }
}
