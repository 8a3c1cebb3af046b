extension Double: Formattable {
  public var formatOperand: FormatOperand { .double(self) }
}

extension Float: Formattable {
  public var formatOperand: FormatOperand { .float(self) }
}

extension Int: Formattable {
  public var formatOperand: FormatOperand { FormatOperand(self) }
}

extension Int8: Formattable {
  public var formatOperand: FormatOperand { FormatOperand(Int(self)) }
}

extension Int16: Formattable {
  public var formatOperand: FormatOperand { FormatOperand(Int(self)) }
}

extension Int32: Formattable {
  public var formatOperand: FormatOperand { FormatOperand(Int(self)) }
}

extension Int64: Formattable {
  public var formatOperand: FormatOperand { FormatOperand(Int(self)) }
}

extension UInt: Formattable {
  public var formatOperand: FormatOperand {
    .integer(magnitude: UInt64(self), isNegative: false)
  }
}

extension UInt8: Formattable {
  public var formatOperand: FormatOperand { FormatOperand(Int(self)) }
}

extension UInt16: Formattable {
  public var formatOperand: FormatOperand { FormatOperand(Int(self)) }
}

extension UInt32: Formattable {
  public var formatOperand: FormatOperand { FormatOperand(Int(self)) }
}

extension UInt64: Formattable {
  public var formatOperand: FormatOperand { .integer(magnitude: self, isNegative: false) }
}

extension String: Formattable {
  public var formatOperand: FormatOperand { .string(self) }
}

extension Substring: Formattable {
  public var formatOperand: FormatOperand { .string(String(self)) }
}
