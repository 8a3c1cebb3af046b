// swift-tools-version: 5.9
import PackageDescription

let package = Package(
  name: "Cellar",
  products: [.library(name: "Cellar", targets: ["Cellar"])],
  targets: [.target(name: "Cellar")]
)
