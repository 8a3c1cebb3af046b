import Execution
import Foundation
import Synchronization
import Testing

@Suite struct UnitCacheTests {
  private let folder: Workplace
  private let cache: UnitCache

  init() throws {
    folder = try Workplace()
    cache = try UnitCache(root: folder.path + "/cache")
  }

  private func write(_ text: String, _ file: String) throws(ExecutionError) {
    guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
      throw .fault("cannot write '\(file)'")
    }
  }

  @Test("An entry is made once and found again by its recipe") func once() throws {
    var made = 0
    for _ in 0..<3 {
      let entry = try cache.entry(recipe: "a") { folder throws(ExecutionError) in
        made += 1
        try write("content", folder + "/file")
      }
      #expect(try String(contentsOfFile: entry.folder + "/file", encoding: .utf8) == "content")
      #expect(entry.key == ContentHash("a"))
    }
    #expect(made == 1)
    #expect(cache.entry(recipe: "a") != nil)
    #expect(cache.entry(recipe: "b") == nil)
  }

  @Test("Whoever fails to make an entry leaves nothing behind") func failure() throws {
    #expect(throws: ExecutionError.fault("no")) {
      try cache.entry(recipe: "a") { folder throws(ExecutionError) in
        try write("half", folder + "/file")
        throw .fault("no")
      }
    }
    #expect(cache.entry(recipe: "a") == nil)
    #expect(try contents("units") == [])
    #expect(try contents("work") == [])
    _ = try cache.entry(recipe: "a") { _ in }
    #expect(cache.entry(recipe: "a") != nil)
  }

  @Test("A damaged entry, or one of another recipe, is made anew", arguments: ["", "other recipe"])
  func damaged(recipe: String) throws {
    let path = folder.path + "/cache/units/\(ContentHash("a"))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    if !recipe.isEmpty { try write(recipe, path + "/recipe") }
    try write("damaged", path + "/file")
    let entry = try cache.entry(recipe: "a") { folder throws(ExecutionError) in
      try write("sound", folder + "/file")
    }
    #expect(entry.folder == path)
    #expect(try String(contentsOfFile: path + "/file", encoding: .utf8) == "sound")
  }

  @Test("Several threads that want the same entries all get them whole") func threads() throws {
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for n in 0..<20 {
        do {
          let entry = try cache.entry(recipe: "recipe \(n)") { folder throws(ExecutionError) in
            for part in 0..<5 { try write("\(n) \(part)", folder + "/\(part)") }
          }
          for part in 0..<5 {
            let text = try String(contentsOfFile: entry.folder + "/\(part)", encoding: .utf8)
            if text != "\(n) \(part)" { failures.withLock { $0.append(text) } }
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try contents("units").count == 20)
    #expect(try contents("work") == [])
  }

  @Test("The folder is the user's alone, even if it was not before") func permissions() throws {
    func mode(_ path: String) throws -> Int? {
      try (FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?
        .intValue
    }
    #expect(try mode(folder.path + "/cache") == 0o700)
    let open = folder.path + "/open"
    mkdir(open, 0o777)
    chmod(open, 0o777)
    _ = try UnitCache(root: open)
    #expect(try mode(open) == 0o700)
  }

  @Test("A symbolic link, a file and a folder of somebody else are refused") func refused() throws {
    let link = folder.path + "/link"
    symlink(folder.path + "/cache", link)
    #expect(throws: ExecutionError.self) { try UnitCache(root: link) }
    try write("", folder.path + "/file")
    #expect(throws: ExecutionError.self) { try UnitCache(root: folder.path + "/file") }
    guard geteuid() == 0 else { return }
    let foreign = folder.path + "/foreign"
    mkdir(foreign, 0o700)
    chown(foreign, 12345, 12345)
    #expect(throws: ExecutionError.self) { try UnitCache(root: foreign) }
  }

  @Test("An empty cache can be filled again") func clear() throws {
    _ = try cache.entry(recipe: "a") { _ in }
    cache.clear()
    #expect(!FileManager.default.fileExists(atPath: cache.root))
    let again = try UnitCache(root: cache.root)
    #expect(again.entry(recipe: "a") == nil)
    _ = try again.entry(recipe: "a") { _ in }
    #expect(again.entry(recipe: "a") != nil)
  }

  private func contents(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache/" + name)
  }
}
