import ArgumentParser
import Execution

@main
struct GradusCommand: ParsableCommand {
}
