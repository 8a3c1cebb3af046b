import GradusDisplay
import GradusTensors

/// What a cell shows for a value, by Gradus' own display.
enum Shown {
  static func text(_ v: Value) -> String {
    switch v {
    case .none: return ""
    case .tuple(let items): return tuple(items)
    case .dict(let items): return dictionary(items)
    default: return DisplayText.of(any(v)) ?? ""
    }
  }

  /// A value as Swift has it; a type is kept where all elements agree.
  private static func any(_ v: Value) -> Any {
    switch v {
    case .none: return Optional<Int>.none as Any
    case .list(let b): return b.items.map(any)
    case .tuple(let items): return Items(items: items)
    case .dict(let items): return Pairs(items: items)
    default: return v.plain
    }
  }
  private static func tuple(_ items: [Value]) -> String { DisplayText.of(Items(items: items)) ?? "" }
  private static func dictionary(_ items: [(Value, Value)]) -> String {
    DisplayText.of(Pairs(items: items)) ?? ""
  }

  /// A tuple of any length.
  private struct Items: CustomReflectable {
    let items: [Value]
    var customMirror: Mirror {
      Mirror(self, unlabeledChildren: items.map(any), displayStyle: .tuple)
    }
  }
  /// A dictionary in the order of its entries.
  private struct Pairs: CustomReflectable {
    let items: [(Value, Value)]
    var customMirror: Mirror {
      Mirror(
        self, unlabeledChildren: items.map { (any($0.0), any($0.1)) }, displayStyle: .dictionary)
    }
  }
}
