import Foundation
import GradusNetworks
import GradusProbability
import GradusTensors
import Testing

extension Networks {
  @Suite struct StateTests {
    private func bytes(hex name: String) throws -> [UInt8] {
      let digits = Array(String(decoding: try fixtureData(name), as: UTF8.self).dropLast().utf8)
      return try stride(from: 0, to: digits.count, by: 2).map {
        try #require(UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16))
      }
    }

    /// The tensors that the fixture was written from.
    private var state: StateDict {
      let generator = Generator(seed: 4)
      return [
        "b.weight": randn(2, 3, generator: generator), "a": arange(5),
        "half": randn(3, generator: generator).to(.float16),
        "brain": randn(3, generator: generator).to(.bfloat16),
        "flags": Tensor([true, false, true]),
        "double": randn(2, dtype: .float64, generator: generator), "scalar": Tensor(1.5),
        "empty": zeros(0, 4), "bytes": Tensor([1, 255], dtype: .uint8),
        "small": Tensor([-1, 5], dtype: .int8), "short": Tensor([-300], dtype: .int16),
        "int": Tensor([70000], dtype: .int32), "né \"q\"\n": ones(1),
      ]
    }

    @Test func `a state is written as the same bytes that Python writes`() throws {
      try withPath { path in
        try state.write(safetensors: path, metadata: ["format": "pt"])
        let written = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(try written == bytes(hex: "state.hex"))
        #expect(try StateDict.metadata(safetensors: path) == ["format": "pt"])
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
      }
    }

    @Test func `what Python writes is read with its types, shapes and bits`() throws {
      try withPath { path in
        try Data(bytes(hex: "state.hex")).write(to: URL(fileURLWithPath: path))
        let read = try StateDict(safetensors: path)
        #expect(Set(read.keys) == Set(state.keys) && read.count == 13)
        for (name, tensor) in state {
          let other = try #require(read[name])
          #expect(other.dtype == tensor.dtype && other.shape == tensor.shape && other == tensor)
        }
        try Data(bytes(hex: "plain.hex")).write(to: URL(fileURLWithPath: path))
        #expect(try StateDict.metadata(safetensors: path) == [:])
        let net = Sequential(Linear(3, 2))
        try net.load(StateDict(safetensors: path))
        #expect(net["0.weight"] == (try StateDict(safetensors: path)["0.weight"]))
      }
    }

    @Test func `views are written in row-major order`() throws {
      try withPath { path in
        let matrix = arange(12).reshaped(3, 4)
        let views: StateDict = ["t": matrix.transposed(), "c": matrix[1..., 1...]]
        try views.write(safetensors: path)
        let read = try StateDict(safetensors: path)
        #expect(read["t"]! == matrix.transposed() && read["c"]! == matrix[1..., 1...])
      }
    }

    private static let headers: [(header: String, data: Int, problem: String)] = [
      ("", 0, "does not start with '{'"),
      (" {}", 0, "does not start with '{'"),
      ("[]", 0, "does not start with '{'"),
      ("{", 0, "'\"' is expected in its header at byte 1"),
      ("{} x", 0, "goes on at byte 3"),
      ("{\"a\":5}", 0, "'{' is expected"),
      ("{\"a\":{}}", 0, "lacks its dtype"),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "lacks its dtype"),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},}", 4, "'\"' is expected"),
      ("{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "the type 'F99'"),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,5]}}", 5, "needs 4 bytes"),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "needs 4 bytes"),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 3, "its data 3"),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 5, "its data 5"),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "not at 0"),
      (
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
          + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}", 6, "not at 4"
      ),
      (
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
          + "\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}", 8, "twice"
      ),
      ("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "in its metadata twice"),
      ("{\"__metadata__\":{\"a\":1}}", 0, "'\"' is expected"),
      ("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0, "'dtype' is not expected"),
      ("{\"a\":{\"color\":\"U8\"}}", 0, "'color' is not expected"),
      ("{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "whole number"),
      ("{\"a\":{\"dtype\":\"U8\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", 4, "']' is expected"),
      ("{\"a\":{\"dtype\":\"U8\",\"shape\":[01],\"data_offsets\":[0,1]}}", 1, "starts with 0"),
      (
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[9223372036854775808],\"data_offsets\":[0,4]}}", 4,
        "too large"
      ),
      (
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", 0,
        "tensor 'a' is too large"
      ),
      ("{\"a\u{1}\":{}}", 0, "control character"),
      ("{\"\\ud800\":{}}", 0, "wrong escape"),
      ("{\"\\u+123\":{}}", 0, "wrong escape"),
      ("{\"\\x\":{}}", 0, "wrong escape"),
      ("{\"a", 0, "does not end"),
    ]

    @Test(arguments: headers.indices)
    func `a header that is not sound is refused and named`(_ index: Int) throws {
      let (header, count, problem) = Self.headers[index]
      var file = Data((0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) })
      file += Data(header.utf8) + Data(count: count)
      try expectRefused(file, problem)
    }

    private func expectRefused(_ file: Data, _ problem: String) throws {
      try withPath { path in
        try file.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: SafetensorsError.self) { try StateDict(safetensors: path) }
        let text = error?.description ?? ""
        #expect(text.contains(problem) && text.contains(path), "\(text)")
      }
    }

    @Test func `a length that lies is refused`() throws {
      try expectRefused(Data([1, 2, 3]), "3 bytes only")
      try expectRefused(Data([200, 0, 0, 0, 0, 0, 0, 0, 123, 125]), "does not fit into 10 bytes")
      try expectRefused(Data([0, 0, 0, 0, 0, 0, 0, 128, 123, 125]), "than the format allows")
      try expectRefused(Data(repeating: 255, count: 40), "than the format allows")
      try expectRefused(Data([3, 0, 0, 0, 0, 0, 0, 0, 123, 34, 255]), "does not end")
    }

    @Test func `every cut of a sound file is refused, and every other byte read or refused`() throws
    {
      let whole = try bytes(hex: "state.hex")
      try withPath { path in
        let url = URL(fileURLWithPath: path)
        for count in 0..<whole.count {
          try Data(whole[..<count]).write(to: url)
          #expect(throws: SafetensorsError.self) { try StateDict(safetensors: path) }
        }
        for place in 0..<whole.count {
          for value in [0, 0x22, 0x2C, 0x39, 0x7D, whole[place] ^ 1] as [UInt8] {
            var changed = whole
            changed[place] = value
            try Data(changed).write(to: url)
            _ = try? StateDict(safetensors: path)
          }
        }
      }
    }

    @Test func `escapes and spaces of other writers are read`() throws {
      let header =
        "{ \"\\u00e9\\ud83d\\ude00\\/\" :\t{ \"shape\": [ 2 , 1 ], \"dtype\":\"U8\" ,\n"
        + "\"data_offsets\":[0, 2]} , \"__metadata__\":{} }  "
      let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
      try withPath { path in
        try (Data(length) + Data(header.utf8) + Data([7, 9])).write(
          to: URL(fileURLWithPath: path))
        let read = try StateDict(safetensors: path)
        #expect(read.keys == ["é😀/"] && read["é😀/"]! == Tensor([[7], [9]], dtype: .uint8))
      }
    }

    @Test func `files that cannot be read or written are named`() throws {
      #expect(
        throws: SafetensorsError.file(
          path: "/nowhere/x", reason: "[Errno 2] No such file or directory")
      ) { try StateDict(safetensors: "/nowhere/x") }
      #expect(throws: SafetensorsError.self) { try StateDict(safetensors: "/") }
      #expect(throws: SafetensorsError.self) { try StateDict(safetensors: "/dev/zero") }
      #expect(throws: SafetensorsError.self) { try self.state.write(safetensors: "/nowhere/x") }
      #expect(throws: SafetensorsError.self) {
        try StateDict(dictionaryLiteral: ("__metadata__", ones(1))).write(safetensors: "/tmp/x")
      }
    }

    @Test func `a state loads into another module, converted and in place`() throws {
      let (a, b) = (Linear(3, 2), Linear(3, 2, dtype: .float64))
      let weight = b.weight
      try b.load(a.stateDict)
      #expect(b.weight === weight && b.weight.dtype == .float64)
      #expect(b.weight == a.weight.to(.float64))
      noGradient { _ = a.weight.zero() }
      #expect(b.weight != a.weight.to(.float64))
    }

    @Test func `a state that does not fit is refused in PyTorch's words and changes nothing`() {
      let net = Sequential(Linear(2, 3), ReLU())
      let before = net["0.weight"].clone()
      let state: StateDict = ["0.weight": zeros(3, 3), "1.weight": zeros(1)]
      let error = #expect(throws: StateError.self) { try net.load(state) }
      #expect(
        error?.description == """
          Error(s) in loading state_dict for Sequential:
          \tMissing key(s) in state_dict: "0.bias".\u{20}
          \tUnexpected key(s) in state_dict: "1.weight".\u{20}
          \tsize mismatch for 0.weight: copying a param with shape torch.Size([3, 3]) from \
          checkpoint, the shape in current model is torch.Size([3, 2]).
          """)
      #expect(net["0.weight"] == before)
      #expect(throws: Never.self) {
        try net.load(["0.bias": ones(3), "x": ones(1)], strict: false)
      }
      #expect(net["0.bias"] == ones(3))
    }

    @Test func `a state is an ordered dictionary that shares the module's memory`() {
      let net = Linear(2, 20)
      var state = net.stateDict
      noGradient { _ = net.weight.fill(2) }
      #expect(state["weight"]! == full([20, 2], 2.0) && state["weight"]!.requiresGradient == false)
      state["more"] = ones(1)
      state["weight"] = nil
      #expect(state.keys == ["bias", "more"] && state.count == 2)
      #expect(state.description.hasPrefix("[\"bias\": tensor(["))
    }
  }
}
