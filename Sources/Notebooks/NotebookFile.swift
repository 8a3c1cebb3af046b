/// Notebooks on disk.
package enum NotebookFile {}
