/// The sizes of a tensor's dimensions.
///
/// Behaves as a collection of `Int` and shows as one: `[2, 3]`, where PyTorch writes
/// `torch.Size([2, 3])`.
public struct Shape: RandomAccessCollection, ExpressibleByArrayLiteral, Hashable, Sendable,
  CustomStringConvertible
{
  /// The sizes as an array.
  public let sizes: [Int]

  /// A shape of the given sizes. PyTorch: `torch.Size`.
  public init(_ sizes: [Int]) { self.sizes = sizes }
  /// A shape of the given sizes.
  public init(arrayLiteral elements: Int...) { sizes = elements }

  /// 0.
  public var startIndex: Int { 0 }
  /// The number of dimensions.
  public var endIndex: Int { sizes.count }
  /// The size of dimension `i`.
  public subscript(i: Int) -> Int { sizes[i] }

  /// The number of elements: the product of the sizes. PyTorch: `torch.Size.numel`.
  public var size: Int { sizes.reduce(1, *) }

  /// The sizes as an array shows: `[2, 3]`.
  public var description: String { sizes.description }

  /// The sizes of the one followed by those of the other.
  public static func + (a: Shape, b: Shape) -> Shape { Shape(a.sizes + b.sizes) }
}
