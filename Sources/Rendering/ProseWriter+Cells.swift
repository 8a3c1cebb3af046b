import Notebooks

extension ProseWriter {
  /// Adds a cell and what it showed, as its options say.
  ///
  /// - Parameter source: its code without the prefixes of the containers around it
  mutating func add(_ cell: Cell, source: String) {
    let options = cell.options
    let annotation = self.options.annotations[cell.index] ?? CellAnnotation()
    let isFaulty = !annotation.problems.isEmpty
    let showsCode = !options.hideCode || isFaulty
    let shown = annotation.shown ?? cell.recorded
    let record = annotation.showsRecord && shown != cell.recorded ? cell.recorded : nil
    let hasOutput = !shown.isEmpty || record != nil
    guard !options.hide || isFaulty, showsCode || hasOutput else { return }
    let number = cell.index + 1
    markup.add(
      safe: "<section class=\"cell\" id=\"cell-\(number)\" aria-label=\"Cell \(number)\">\n")
    if showsCode {
      markup.add("<div class=\"input\">")
      addPrompt("In", options.kind == .skip ? nil : number)
      markup.add("<div class=\"source\"><pre><code class=\"language-swift\">")
      add(source, of: cell, annotation.problems)
      markup.add("</code></pre>")
      if let note = note(options) {
        markup.add("<p class=\"note\">")
        markup.add(note)
        markup.add("</p>")
      }
      markup.add("</div></div>\n")
    }
    if hasOutput {
      markup.add("<div class=\"output\">")
      addPrompt("Out", number)
      if let record {
        markup.add("<div class=\"compared\"><div>\n<p class=\"side\">now</p>")
        add(result: shown)
        markup.add("</div>\n<div class=\"record\">\n<p class=\"side\">recorded</p>")
        add(result: record)
        markup.add("</div></div>")
      } else {
        add(result: shown)
      }
      markup.add("</div>\n")
    }
    markup.add("</section>\n")
  }

  private mutating func add(result output: CellOutput) {
    markup.add("<div class=\"result\">")
    add(output: output.text, "<pre>")
    add(output: output.error, "<pre class=\"error\">")
    if let rich = output.rich {
      markup.add("<div class=\"rich\">\n")
      write(markdown: rich)
      markup.add("</div>")
    }
    markup.add("</div>")
  }

  private mutating func addPrompt(_ word: StaticString, _ number: Int?) {
    markup.add("<div class=\"prompt\">")
    if let number {
      markup.add(word)
      markup.add(safe: "&nbsp;[\(number)]:")
    }
    markup.add("</div>")
  }

  private mutating func add(output text: String?, _ tag: StaticString) {
    guard let text, !text.isEmpty else { return }
    markup.add(tag)
    // A browser takes away a line end right behind the tag.
    if text.utf8.first == 0x0A { markup.add("\n") }
    markup.add(text: text)
    markup.add("</pre>")
  }

  private func note(_ options: CellOptions) -> StaticString? {
    switch options.kind {
    case .skip: "not run"
    case .compileOnly: "compiled, not run"
    case .error: "does not compile, as intended"
    case .crash: "stops, as intended"
    case .throws: "throws, as intended"
    case .run, .main: options.nondeterministic ? "a sample: differs from run to run" : nil
    }
  }
}
