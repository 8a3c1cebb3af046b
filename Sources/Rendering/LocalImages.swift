import CommonMark
import Notebooks

extension Notebook {
  /// The relative paths of the images that its Markdown shows.
  package var localImages: [String] {
    var paths: [String] = []
    document.tree.walk { element, isEntering in
      if isEntering, element.kind == .image, let path = Address(element.url).relativePath,
        !paths.contains(path)
      {
        paths.append(path)
      }
      return true
    }
    return paths
  }
}
