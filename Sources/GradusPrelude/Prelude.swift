// swift-format-ignore-file: AlwaysUseLowerCamelCase
// What the code around cells calls, under names that no notebook uses.
//
// The module declares symbols of the worker and the runtime and defines none, so that cells which
// do not import the runtime need nothing but this.

/// Tells the worker that a cell begins, which stops there to keep the state before it.
@_silgen_name("gradus_begin_cell") public func __gradusBeginCell(_ cell: Int)

/// Shows the value of a cell's last expression.
@_silgen_name("gradus_display") public func __gradusDisplay<Value>(_ value: Value)

/// Uses a value and does nothing with it.
@_silgen_name("gradus_drop") public func __gradusDrop<Value: ~Copyable>(_ value: borrowing Value)

/// Waits for what `body` awaits, and serves the main queue meanwhile.
@discardableResult
@_silgen_name("gradus_wait") public func __gradusWait<Value>(
  _ body: @escaping @MainActor () async throws -> Value
) rethrows -> Value
