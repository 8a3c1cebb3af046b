/// Shows a value in the middle of a cell, in the forms that a cell's last expression has.
///
/// `Void` shows nothing. A value that conforms to ``Displayable`` offers its own forms. In a
/// program that no worker runs, the text form is printed.
public func display<T>(_ value: T) {
  guard let text = DisplayText.of(value) else { return }
  var forms = [(mime: "text/plain", contents: Array(text.utf8))]
  if let displayable = value as? any Displayable {
    for form in displayable.displayForms where form.mime != "text/plain" {
      forms.append((form.mime, form.contents))
    }
  }
  if !Worker.show(forms) { print(text) }
}

/// Shows the value of a cell's last expression.
///
/// A cell declares this symbol itself instead of importing the module, so that no name of ours
/// can clash with its own.
@_silgen_name("gradus_display")
public func displayCellValue<T>(_ value: T) {
  display(value)
}
