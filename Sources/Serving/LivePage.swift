import Rendering

/// The page of a preview: one for all notebooks, which its script fills.
struct LivePage: Sendable {
  let bytes: [UInt8]
  let policy: String

  /// - Parameter hasIndex: whether there is a list of notebooks to go back to
  init(hasIndex: Bool, mathLibrary: MathLibrary?) {
    let shell = PageShell(
      title: "Preview", style: LiveStylesheet.text, script: LiveScript.text,
      toolbar: Self.toolbar(hasIndex: hasIndex), mathLibrary: mathLibrary)
    (bytes, policy) = (shell.bytes, shell.policy)
  }

  private static func toolbar(hasIndex: Bool) -> String {
    """
    <header class="bar" aria-label="Preview">
    <button type="button" data-command="runAll" title="Run all cells (r)" disabled>Run all</button>
    <button type="button" data-command="interrupt" title="Stop the running cell (i)" disabled>\
    Interrupt</button>
    <button type="button" data-command="record" title="Write the outputs into the file (w)" \
    disabled>Record</button>
    <span class="summary" role="status" aria-live="polite"></span>
    \(hasIndex ? "<a class=\"up\" href=\"/\">All notebooks</a>" : "")
    <button type="button" class="help" aria-expanded="false" aria-controls="keys" \
    title="What keys do (?)">Keys</button>
    <span class="connection" role="status">connecting</span>
    </header>
    <dl id="keys" hidden>
    <div><dt><kbd>r</kbd></dt><dd>run all cells</dd></div>
    <div><dt><kbd>f</kbd></dt><dd>run from the cell in focus, or the first in sight</dd></div>
    <div><dt><kbd>i</kbd></dt><dd>interrupt</dd></div>
    <div><dt><kbd>w</kbd></dt><dd>record: write the outputs into the file</dd></div>
    <div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous cell</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>show or hide this list</dd></div>
    </dl>
    <div class="trouble" role="alert" hidden></div>

    """
  }
}
