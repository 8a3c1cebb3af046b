import Foundation
import Testing

/// What the repository holds for other projects: the action and the hooks.
@Suite struct ReadyToUseTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private static let script = repository + "/.github/actions/check/check.sh"

  private let good = "```swift\n1\n```\n\n```output\n1\n```\n"
  private let bad = "```swift\n1\n```\n\n```output\n2\n```\n"

  private func runAction(
    _ inputs: [String: String], in folder: Folder
  ) throws -> Command {
    try Command(
      [Self.script], in: folder,
      environment: inputs.merging(["GRADUS": Command.launcher]) { $1 }, program: "/bin/bash")
  }

  @Test("The action hands its inputs over as they are") func inputs() throws {
    let folder = try Folder([
      "good.md": good, "a folder/bad; touch x.md": bad, "--strict.md": good,
    ])
    #expect(try runAction(["GRADUS_PATHS": "good.md\n"], in: folder).status == 0)
    let both = try runAction(
      ["GRADUS_PATHS": "good.md\r\na folder/bad; touch x.md\n", "GRADUS_JUNIT": "a b.xml"],
      in: folder)
    #expect(both.status == 1)
    #expect(both.output.contains("a folder/bad; touch x.md: 1 cell differs"))
    #expect(try folder.text("a b.xml").contains("<testsuites"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x.md"))
    #expect(try runAction(["GRADUS_PATHS": "--strict.md"], in: folder).status == 0)
    let shard = try runAction(
      ["GRADUS_SHARD": "1/2", "GRADUS_ARGUMENTS": "--strict\n--slowest=1", "GRADUS_PATHS": "."],
      in: folder)
    #expect(shard.status == 0 && shard.output.contains("compiled in"))
    #expect(try runAction(["GRADUS_SHARD": "x"], in: folder).status == 64)
  }

  @Test(
    "Action, hooks and workflow are well formed, and name nothing that is not there",
    .enabled(if: OptIn.isOn, "run by make test-all"))
  func wellFormed() throws {
    let script = """
      import re, yaml
      action = yaml.safe_load(open('.github/actions/check/action.yml'))
      assert action['runs']['using'] == 'composite'
      text = open('.github/actions/check/action.yml').read()
      assert set(re.findall(r'inputs\\.([a-z-]+)', text)) == set(action['inputs'])
      for step in action['runs']['steps']:
        assert 'uses' in step or step['shell'] == 'bash'
        assert '${{' not in step.get('run', '')
      page = open('docs/ContinuousIntegration.md').read()
      blocks = [yaml.safe_load(b) for b in re.findall(r'```yaml\\n(.*?)```', page, re.S)]
      workflow = blocks[0]
      steps = workflow['jobs']['check']['steps']
      uses = [s for s in steps if 'gradus' in s.get('uses', '')]
      assert len(uses) == 1 and uses[0]['uses'].split('@')[0].endswith('/.github/actions/check')
      for match in re.findall(r'check@main\\n        with:\\n((?:          .*\\n)+)', page):
        assert set(yaml.safe_load(match)) <= set(action['inputs']), match
      hooks = {h['id'] for h in yaml.safe_load(open('.pre-commit-hooks.yaml'))}
      config = [b for b in blocks if 'repos' in b][0]
      assert {h['id'] for h in config['repos'][0]['hooks']} <= hooks
      print('well formed')
      """
    let python = try #require(OptIn.environment) + "/bin/python"
    let command = try Command(
      ["-c", "import os; os.chdir('\(Self.repository)')\n" + script], in: Folder(), program: python)
    #expect(command.output == "well formed\n", "\(command.errors)")
  }

  @Test(
    "pre-commit runs the hook on Markdown files, with cells and without",
    .enabled(if: OptIn.isOn, "run by make test-all"))
  func preCommit() throws {
    let preCommit = try #require(OptIn.environment) + "/bin/pre-commit"
    let hooks = try String(
      contentsOfFile: Self.repository + "/.pre-commit-hooks.yaml", encoding: .utf8)
    let source = try Folder([".pre-commit-hooks.yaml": hooks])
    let project = try Folder(["good.md": good, "text.md": "Text.\n", "bad.md": bad, "a.txt": ""])
    let bin = URL(fileURLWithPath: Command.launcher).deletingLastPathComponent().path
    let path = bin + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    func run(_ program: String, _ arguments: [String], _ folder: Folder) throws -> Command {
      try Command(
        [program] + arguments, in: folder,
        environment: ["PATH": path, "PRE_COMMIT_HOME": source.path + "/.home"],
        program: "/usr/bin/env")
    }
    for folder in [source, project] {
      try folder.write(".out\n.err\n.in\n.home\n", to: ".gitignore")
      for arguments in [
        ["init", "-q"], ["add", "-A"],
        ["-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "all"],
      ] {
        try #require(try run("git", arguments, folder).status == 0)
      }
    }
    #expect(
      try run(preCommit, ["validate-manifest", source.path + "/.pre-commit-hooks.yaml"], source)
        .status == 0)
    let hook = ["try-repo", source.path, "gradus-check", "--files"]
    let clean = try run(preCommit, hook + ["good.md", "text.md", "a.txt"], project)
    #expect(clean.status == 0, "\(clean.output) \(clean.errors)")
    let failing = try run(preCommit, hook + ["good.md", "bad.md"], project)
    #expect(failing.status == 1)
    #expect(failing.output.contains("bad.md:6:1: error: the output of cell 1 differs"))
  }
}
