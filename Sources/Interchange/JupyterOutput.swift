import Diagnostics

/// One output of a cell in a notebook of Jupyter.
enum JupyterOutput {
  /// Text on a standard stream.
  case stream(name: String, text: String)
  /// The value of a cell's last expression, by MIME type.
  case result(count: Int, bundle: [JSON.Member])
  /// What a cell displayed, by MIME type.
  case display(bundle: [JSON.Member])
  case error(name: String, value: String, traceback: [String])

  /// - Throws: where it is no output of nbformat 4
  init(_ json: JSON, _ file: SourceText) throws(InterchangeError) {
    func text(_ name: String) -> String { json[name]?.lines ?? "" }
    let type = json["output_type"]
    switch type?.string {
    case "stream": self = .stream(name: text("name"), text: text("text"))
    case "execute_result":
      self = .result(
        count: json["execution_count"]?.int ?? 0, bundle: json["data"]?.members ?? [])
    case "display_data", "update_display_data":
      self = .display(bundle: json["data"]?.members ?? [])
    case "error":
      let traceback = (json["traceback"]?.array ?? []).compactMap(\.string)
      self = .error(name: text("ename"), value: text("evalue"), traceback: traceback)
    default:
      let found = type.map { "is \($0.plain)" } ?? "is missing"
      throw InterchangeError(
        file, (type ?? json).offset,
        "the 'output_type' of this output \(found); expected 'stream', 'execute_result', "
          + "'display_data' or 'error'")
    }
  }

  var json: JSON {
    switch self {
    case .stream(let name, let text):
      JSON(members: [
        "name": JSON(name), "output_type": JSON("stream"), "text": .lines(text),
      ])
    case .result(let count, let bundle):
      JSON(members: [
        "data": JSON(.object(bundle)), "execution_count": JSON(.number("\(count)")),
        "metadata": JSON(.object([])), "output_type": JSON("execute_result"),
      ])
    case .display(let bundle):
      JSON(members: [
        "data": JSON(.object(bundle)), "metadata": JSON(.object([])),
        "output_type": JSON("display_data"),
      ])
    case .error(let name, let value, let traceback):
      JSON(members: [
        "ename": JSON(name), "evalue": JSON(value), "output_type": JSON("error"),
        "traceback": JSON(.array(traceback.map { JSON($0) })),
      ])
    }
  }
}
