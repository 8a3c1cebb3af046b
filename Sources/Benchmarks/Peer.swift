import Foundation

/// Jupyter with PyTorch and pandas, in a virtual environment of its own.
struct Peer {
  let folder: URL

  var python: String { folder.appending(path: "bin/python").path }

  static let packages = [
    "torch==2.13.0+cpu", "numpy", "pandas", "nbconvert", "nbclient", "ipykernel",
  ]

  /// `nil`, with a sentence about it, where the packages cannot be had.
  static func prepare(folder: URL) -> Peer? {
    let peer = Peer(folder: folder)
    let probe = MeasuredCommand(
      program: peer.python, arguments: ["-c", "import torch, pandas, nbconvert, ipykernel"])
    if let run = try? probe.run(), run.status == 0 { return peer }
    print("Preparing the peer (\(packages.joined(separator: ", "))); this takes some minutes.")
    let steps = [
      MeasuredCommand(program: "python3", arguments: ["-m", "venv", folder.path]),
      MeasuredCommand(program: peer.python, arguments: ["-m", "pip", "install", "-q"] + packages),
    ]
    for step in steps {
      guard let run = try? step.run(), run.status == 0 else {
        print("The peer's packages cannot be installed here, so there are no ratios against it.")
        return nil
      }
    }
    return peer
  }
}
