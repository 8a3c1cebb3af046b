import CCMark

/// The HTML of a CommonMark document, by cmark.
///
/// - Parameters:
///   - markdown: any bytes of at most `Document.largestSize`
///   - allowingRawHTML: whether HTML in the document and links such as `javascript:` pass; they are
///     left out otherwise
package func html(of markdown: ArraySlice<UInt8>, allowingRawHTML: Bool) -> String {
  let tree = MarkdownTree(parsing: markdown)
  return withExtendedLifetime(tree) {
    guard let html = cmark_render_html(tree.root, allowingRawHTML ? CMARK_OPT_UNSAFE : 0) else {
      fatalError("cmark gave no HTML")
    }
    // cmark allocates with the C library's functions unless told otherwise.
    defer { cmark_get_default_mem_allocator().pointee.free(html) }
    return String(cString: html)
  }
}
