/// Elementary functions of eight `Float`s, rounded as PyTorch's block of normal numbers needs it.
///
/// The recorded streams contain the last bits of these polynomials, so they cannot be replaced by
/// more exact functions. Source: S. Moshier, Cephes Mathematical Library, single precision.
enum SinglePrecision {
  typealias Vector = SIMD8<Float>

  /// 2π, rounded once: `2 * Float.pi` is less, because Swift's π is rounded down.
  static let fullTurn = Float(2 * Double.pi)

  @inline(__always)
  private static func fma(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector { c.addingProduct(a, b) }

  @inline(__always)
  private static func fma(_ a: Vector, _ b: Vector, _ c: Float) -> Vector {
    Vector(repeating: c).addingProduct(a, b)
  }

  /// The natural logarithm of positive numbers.
  static func log(_ argument: Vector) -> Vector {
    let bits = unsafeBitCast(argument, to: SIMD8<Int32>.self)
    var exponent = Vector((bits &>> 23) &- 126)
    // The mantissa in [0.5, 1).
    var x = unsafeBitCast((bits & 0x7F_FFFF) | 0x3F00_0000, to: Vector.self)
    let isSmall = x .< 0.707106781186547524
    let doubled = (x - 1) + x
    exponent.replace(with: exponent - 1, where: isSmall)
    x = (x - 1).replacing(with: doubled, where: isSmall)
    let z = x * x
    var y = Vector(repeating: 7.0376836292e-2)
    for coefficient: Float in [
      -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ] {
      y = fma(y, x, coefficient)
    }
    y = y * x
    y = fma(y, z, exponent * -2.12194440e-4)
    y = fma(-z, Vector(repeating: 0.5), y)
    return fma(exponent, Vector(repeating: 0.693359375), x + y)
  }

  /// The sine and cosine of angles that are not negative.
  static func sineAndCosine(_ angle: Vector) -> (sine: Vector, cosine: Vector) {
    var octant = SIMD8<Int32>(angle * 1.27323954473516)
    octant = (octant &+ 1) & ~1
    let y = Vector(octant)
    var x = fma(y, Vector(repeating: -0.78515625), angle)
    x = fma(y, Vector(repeating: -2.4187564849853515625e-4), x)
    x = fma(y, Vector(repeating: -3.77489497744594108e-8), x)
    let z = x * x
    var c = Vector(repeating: 2.443315711809948e-5)
    c = fma(c, z, -1.388731625493765e-3)
    c = fma(c, z, 4.166664568298827e-2)
    c = fma(c * z, z, -(z * 0.5)) + 1
    var s = Vector(repeating: -1.9515295891e-4)
    s = fma(s, z, 8.3321608736e-3)
    s = fma(s, z, -1.6666654611e-1)
    s = fma(s * z, x, x)
    let isSwapped = (octant & 2) .!= 0
    var sine = s.replacing(with: c, where: isSwapped)
    var cosine = c.replacing(with: s, where: isSwapped)
    sine.replace(with: -sine, where: (octant & 4) .!= 0)
    cosine.replace(with: -cosine, where: (~(octant &- 2) & 4) .!= 0)
    return (sine, cosine)
  }
}
