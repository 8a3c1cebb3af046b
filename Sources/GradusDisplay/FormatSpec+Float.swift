import Glibc

extension FormatSpec {
  /// The text of a floating-point number, correctly rounded from its exact binary value.
  ///
  /// - Parameter shortest: the shortest decimal that identifies the number, for a specification
  ///   without type and precision; a `Float` has a shorter one than its `Double`.
  package func text(of value: Double, shortest: String? = nil) throws(FormatError) -> String {
    if let type, !"eEfFgGn%".contains(type) { throw .unknownCode(type, for: "float") }
    var digits: String
    if value.isFinite {
      digits = finiteDigits(of: value, shortest: shortest)
    } else {
      digits = (value.isNaN ? "nan" : "inf") + (type == "%" ? "%" : "")
    }
    var isNegative = value.sign == .minus && !value.isNaN
    if avoidsNegativeZero, isNegative, !digits.contains(where: { "1"..."9" ~= $0 || $0 == "i" }) {
      isNegative = false
    }
    if type == "E" || type == "F" || type == "G" { digits = digits.uppercased() }
    let integer = digits.prefix { $0.isWholeNumber }
    return padded(
      sign: signText(isNegative: isNegative),
      integer: String(integer), rest: String(digits[integer.endIndex...]))
  }

  private func finiteDigits(of value: Double, shortest: String?) -> String {
    let magnitude = value.magnitude
    switch type {
    case "e", "E": return FormatSpec.printed(magnitude, "e", precision ?? 6, isAlternate)
    case "f", "F": return FormatSpec.printed(magnitude, "f", precision ?? 6, isAlternate)
    case "%": return FormatSpec.printed(magnitude * 100, "f", precision ?? 6, isAlternate) + "%"
    case "g", "G", "n": return FormatSpec.shorter(magnitude, precision ?? 6, isAlternate)
    default:
      if let precision { return general(magnitude, precision: precision) }
      return FormatSpec.representation(of: shortest ?? "\(magnitude)", isAlternate: isAlternate)
    }
  }

  /// Python's form without a type: as `g`, with a digit after the point, and with the exponent
  /// already where the digits would leave no room for that digit.
  private func general(_ magnitude: Double, precision: Int) -> String {
    let digits = max(precision, 1)
    let scientific = FormatSpec.printed(magnitude, "e", digits - 1, false)
    let exponent = scientific.firstIndex(of: "e").flatMap {
      Int(scientific[scientific.index(after: $0)...])
    }
    if let exponent, exponent == digits - 1 {
      var mantissa = Substring(scientific.prefix { $0 != "e" })
      if !isAlternate {
        if mantissa.contains(".") { while mantissa.last == "0" { mantissa.removeLast() } }
        if mantissa.last == "." { mantissa.removeLast() }
      } else if !mantissa.contains(".") {
        mantissa += "."
      }
      return String(mantissa) + scientific[scientific.firstIndex(of: "e")!...]
    }
    let text = FormatSpec.shorter(magnitude, digits, isAlternate)
    if text.contains("e") { return text }
    if !text.contains(".") { return text + ".0" }
    return text.hasSuffix(".") ? text + "0" : text
  }

  /// C's `%g`. With `#` the form is chosen here: glibc drops the zeros that `#` keeps when a
  /// number is rounded up to a power of ten.
  private static func shorter(_ magnitude: Double, _ precision: Int, _ isAlternate: Bool)
    -> String
  {
    guard isAlternate else { return printed(magnitude, "g", precision) }
    let digits = max(precision, 1)
    let scientific = printed(magnitude, "e", digits - 1, true)
    let mark = scientific.firstIndex(of: "e") ?? scientific.startIndex
    guard let exponent = Int(scientific[scientific.index(after: mark)...]) else {
      return scientific
    }
    return exponent < -4 || exponent >= digits
      ? scientific : printed(magnitude, "f", digits - 1 - exponent, true)
  }

  /// Python's `repr` of the number with these shortest digits: the exponent from 1e16 on.
  package static func representation(of shortest: String, isAlternate: Bool) -> String {
    var text = Substring(shortest)
    if text.first == "-" { text.removeFirst() }
    let parts = text.split(separator: "e")
    let written = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0]
    var digits = String(whole + (mantissa.count > 1 ? mantissa[1] : ""))
    var point = whole.count + written
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      point -= 1
    }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    if digits == "0" { return "0.0" }
    if point > 16 || point < -3 {
      let exponent = point - 1
      let power = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
      let rest = digits.dropFirst()
      return digits.prefix(1) + (rest.isEmpty ? (isAlternate ? "." : "") : "." + rest)
        + "e" + (exponent < 0 ? "-" : "+") + power
    }
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
    if digits.count <= point {
      return digits + String(repeating: "0", count: point - digits.count) + ".0"
    }
    return digits.prefix(point) + "." + digits.dropFirst(point)
  }

  /// C's `printf` of a finite number, which rounds its exact value.
  package static func printed(
    _ value: Double, _ conversion: Character, _ precision: Int, _ isAlternate: Bool = false
  ) -> String {
    let format = "%\(isAlternate ? "#" : "").*\(conversion)"
    // Room for every digit before the point of the largest number, the point and an exponent.
    var buffer = [CChar](repeating: 0, count: precision + 330)
    let count = withVaList([Int32(precision), value]) {
      vsnprintf(&buffer, buffer.count, format, $0)
    }
    return String(
      decoding: buffer[..<Int(count)].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
