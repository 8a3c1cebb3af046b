public import CScales
import Cellar
import Foundation

/// The expression's source in capitals, and its value.
@freestanding(expression)
public macro shout<Value>(_ value: Value) -> (String, Value) =
  #externalMacro(module: "KitchenMacros", type: "Shout")

/// What the package's resource says.
public func recipe() -> String {
  guard let file = Bundle.module.url(forResource: "recipe", withExtension: "txt"),
    let text = try? String(contentsOf: file, encoding: .utf8)
  else { return "no recipe" }
  return text.trimmingCharacters(in: .newlines)
}

/// A bottle that another package on this machine keeps.
public func bottle() -> String { Cellar.bottle }

/// Something to eat.
public struct Dish: Sendable {
  public var name: String
  public var weight: scales_weight

  public init(_ name: String, grams: Double) {
    self.name = name
    weight = scales_weight(grams: grams)
  }
}

precedencegroup Mixing {
  higherThan: AdditionPrecedence
  associativity: left
}
infix operator <+> : Mixing

/// One dish of two.
public func <+> (a: Dish, b: Dish) -> Dish {
  Dish("\(a.name) with \(b.name)", grams: scales_add(a.weight, b.weight).grams)
}
