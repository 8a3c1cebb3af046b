import GradusCommand

/// The command as it is usually run. Without the server of previews it need not load the libraries of
/// the network, which take as long as all others together.
@main
enum GradusTool {
  static func main() { Gradus.main() }
}
