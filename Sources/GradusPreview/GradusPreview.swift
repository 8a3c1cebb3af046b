import GradusCommand
import Serving

/// The command with the server of previews; `gradus preview` starts it.
@main
enum GradusPreview {
  static func main() { Gradus.main(serving: PreviewServer.self) }
}
