extension NewCommand {
  /// A notebook that runs as it is and shows the format on one screen.
  static func notebook(titled title: String) -> String {
    """
    # \(title)

    A block that begins with `swift` is a cell. The value of its last expression is shown below it.

    ```swift
    let heights = [1.62, 1.75, 1.81]
    heights.reduce(0, +) / Double(heights.count)
    ```

    Later cells see what earlier ones declare. `import Gradus` brings tensors, tables and plots.

    ```swift
    import Gradus

    let x = linspace(0, 6, count: 50)
    Plot(.line(x, sin(x)), title: "A wave")
    ```

    A cell that is to fail says so, and what it says is recorded.

    ```swift error
    let count: Int = "three"
    ```

    `gradus run` writes what the cells show into this file, `gradus check` says whether they still
    show it, and `gradus render --to html` makes a page of it.

    """
  }

  /// A workflow of GitHub Actions that checks the repository's notebooks.
  static func workflow(owner: String) -> String {
    """
    # Runs the notebooks and fails when what they show has changed.
    name: Notebooks
    on: [push, pull_request]

    permissions:
      contents: read

    jobs:
      check:
        runs-on: ubuntu-latest
        container: swift:6.2
        steps:
          - run: apt-get update && apt-get install -y git make pkg-config python3
          - uses: actions/checkout@v4
          - uses: \(owner)/gradus/.github/actions/check@main
            with:
              paths: .

    """
  }
}
