/// A value that shows itself in richer forms than text: Markdown, HTML, an image.
///
/// Each form is made only when it is asked for, so a type may offer expensive ones.
/// A type that offers no text form is shown as text by its `description`, or as Swift prints it.
///
/// ```swift
/// extension Circle: Displayable {
///   var displayForms: [DisplayForm] {
///     [.svg { "<svg viewBox='-1 -1 2 2'><circle r='\(radius)'/></svg>" }]
///   }
/// }
/// ```
public protocol Displayable {
  /// The forms that this value offers, in any order, at most one for each MIME type.
  var displayForms: [DisplayForm] { get }
}

/// One form of a displayed value: a MIME type, and its contents when they are asked for.
public struct DisplayForm {
  /// The MIME type, such as `text/html`.
  public let mime: String
  private let make: () -> [UInt8]

  /// A form of any MIME type.
  public init(mime: String, contents: @escaping () -> [UInt8]) {
    self.mime = mime
    self.make = contents
  }

  /// The contents; text is UTF-8.
  public var contents: [UInt8] { make() }

  /// Plain text.
  public static func text(_ contents: @escaping () -> String) -> DisplayForm {
    DisplayForm(mime: "text/plain") { Array(contents().utf8) }
  }

  /// CommonMark.
  public static func markdown(_ contents: @escaping () -> String) -> DisplayForm {
    DisplayForm(mime: "text/markdown") { Array(contents().utf8) }
  }

  /// A fragment of HTML.
  public static func html(_ contents: @escaping () -> String) -> DisplayForm {
    DisplayForm(mime: "text/html") { Array(contents().utf8) }
  }

  /// An SVG document.
  public static func svg(_ contents: @escaping () -> String) -> DisplayForm {
    DisplayForm(mime: "image/svg+xml") { Array(contents().utf8) }
  }

  /// The bytes of a PNG file.
  public static func png(_ contents: @escaping () -> [UInt8]) -> DisplayForm {
    DisplayForm(mime: "image/png", contents: contents)
  }
}
