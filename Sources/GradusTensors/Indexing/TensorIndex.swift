/// What may stand between the brackets of `x[…]`.
///
/// `Int` (negative counts from the end), ranges, `.slice(from:to:by:)`, `.newAxis`, `.ellipsis`,
/// `.all`, `[Int]`, and tensors of integers or bool.
public protocol TensorIndex {
  /// The index in its general form.
  var tensorIndex: IndexItem { get }
}

/// One index in its general form.
public struct IndexItem: TensorIndex {
  enum Kind {
    case at(Int)
    case slice(Int?, Int?, Int)
    case newAxis
    case ellipsis
    case tensor(Tensor)
  }
  let kind: Kind
  /// The index in its general form.
  public var tensorIndex: IndexItem { self }
}

extension TensorIndex where Self == IndexItem {
  /// Elements `from` before `to` in steps; negative ends count from the end.
  /// PyTorch: `x[from:to:by]`.
  public static func slice(from: Int? = nil, to: Int? = nil, by step: Int = 1) -> IndexItem {
    IndexItem(kind: .slice(from, to, step))
  }
  /// A new dimension of one element. PyTorch: `x[None]`.
  public static var newAxis: IndexItem { IndexItem(kind: .newAxis) }
  /// All dimensions that are not named. PyTorch: `x[...]`.
  public static var ellipsis: IndexItem { IndexItem(kind: .ellipsis) }
  /// The whole dimension. PyTorch: `x[:]`.
  public static var all: IndexItem { IndexItem(kind: .slice(nil, nil, 1)) }
}

extension Int: TensorIndex {
  /// The index in its general form.
  public var tensorIndex: IndexItem { IndexItem(kind: .at(self)) }
}
extension Range<Int>: TensorIndex {
  /// The index in its general form.
  public var tensorIndex: IndexItem { IndexItem(kind: .slice(lowerBound, upperBound, 1)) }
}
extension ClosedRange<Int>: TensorIndex {
  /// The index in its general form.
  public var tensorIndex: IndexItem { IndexItem(kind: .slice(lowerBound, upperBound + 1, 1)) }
}
extension PartialRangeFrom<Int>: TensorIndex {
  /// The index in its general form.
  public var tensorIndex: IndexItem { IndexItem(kind: .slice(lowerBound, nil, 1)) }
}
extension PartialRangeUpTo<Int>: TensorIndex {
  /// The index in its general form.
  public var tensorIndex: IndexItem { IndexItem(kind: .slice(nil, upperBound, 1)) }
}
extension PartialRangeThrough<Int>: TensorIndex {
  /// The index in its general form.
  public var tensorIndex: IndexItem { IndexItem(kind: .slice(nil, upperBound + 1, 1)) }
}
extension [Int]: TensorIndex {
  /// The index in its general form.
  public var tensorIndex: IndexItem { IndexItem(kind: .tensor(Tensor(self, dtype: .int64))) }
}
extension Tensor: TensorIndex {
  /// The index in its general form; a whole number of 0 dimensions is one place.
  public var tensorIndex: IndexItem {
    let isPlace = rank == 0 && !dtype.isFloatingPoint && dtype != .bool && dtype != .uint8
    return IndexItem(kind: isPlace ? .at(Int(self)) : .tensor(self))
  }
}
