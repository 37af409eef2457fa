import Metadata
import Samples
import Testing

/// No input crashes the reader or holds it up. The large ones would take minutes of a reader that is quadratic.
@Suite struct HostileTests {
  private func read(_ keyword: String, _ text: String) -> GenerationParameters? {
    Dialects.read([TextChunk(keyword, text)], fileStem: "image_00001_")
  }

  @Test(arguments: [
    "<lora:", "<lora:a:1>", "ab:{,", "ab: \"x, ", "ab:[[[[", "a: b, ", "Steps: 1, Seed: ", "Steps: 1, Seed: 1\n",
    "Negative prompt: ", "\n", "[", "{\"a\":", "\"", "\\", "🦀: ", "Steps: 20, Sampler: x, ab:\"\\",
  ])
  func aMegabyteOfOneThing(piece: String) {
    let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
    for keyword in ["parameters", "prompt", "Dream", "UserComment", "XML:com.adobe.xmp", "workflow"] {
      _ = read(keyword, text)
    }
    _ = read("parameters", "Steps: 1, Seed: 5, Hashes: " + text)
  }

  @Test func longProperty() {
    let text = "<exif:UserComment>" + String(repeating: "&amp;&", count: 500_000) + "</exif:UserComment>"
    #expect(read("XML:com.adobe.xmp", text) == nil)
  }

  /// A graph of `count` nodes, each linked to the next by every way a reader follows.
  private func chain(_ count: Int, isCircle: Bool) -> String {
    let nodes = (0..<count).map { index in
      let next = "[\"\(isCircle ? (index + 1) % count : index + 1)\",0]"
      return """
        "\(index)":{"class_type":"N","inputs":{"samples":\(next),"model":\(next),"positive":\(next),"negative":\(next),\
        "lora_stack":\(next),"filename_prefix":"image","images":\(next),"value":\(next)\(index % 3 == 0 ? ",\"seed\":\(next),\"steps\":\(next)" : "")}}
        """
    }
    return "{" + nodes.joined(separator: ",") + "}"
  }

  @Test func longAndCircularGraphs() {
    for isCircle in [true, false] {
      for count in [1, 2, 3, 10_000] { _ = read("prompt", chain(count, isCircle: isCircle)) }
    }
  }

  /// Switches that hand on switches, with the position written or hanging on the next, and one with very many sides.
  @Test(arguments: [true, false]) func longAndCircularSwitches(isWritten: Bool) {
    let switches = (0..<10_000).map { index in
      let next = "[\"\((index + 1) % 10_000)\",0]"
      let inputs = "\"switch\":\(isWritten ? "true" : next),\"on_true\":\(next),\"on_false\":\(next)"
      return "\"\(index)\":{\"class_type\":\"ComfySwitchNode\",\"inputs\":{\(inputs)}}"
    }
    let sides = (0..<10_000).map { "\"any_\($0)\":[\"\($0)\",0]" }.joined(separator: ",")
    let sampler = ["seed", "steps", "model", "positive", "latent_image"].map { "\"\($0)\":[\"a\",0]" }
      .joined(separator: ",")
    let samplers = (0..<10_000).map { "\"u\($0)\":{\"class_type\":\"KSampler\",\"inputs\":{\(sampler)}}" }
    let images = (0..<10_000).map { "\"image\($0)\":[\"u\($0)\",0]" }.joined(separator: ",")
    let rest = """
      "a":{"class_type":"Any Switch (rgthree)","inputs":{\(sides)}},\
      "s":{"class_type":"SaveImage","inputs":{"filename_prefix":"image",\(images)}}
      """
    _ = read("prompt", "{" + (switches + samplers + [rest]).joined(separator: ",") + "}")
  }

  @Test func manySavingNodes() {
    let nodes = (0..<20_000).map {
      #""\#($0)":{"class_type":"SaveImage","inputs":{"filename_prefix":"image","images":["s",0]}}"#
    }
    let text = "{" + nodes.joined(separator: ",") + #","s":{"class_type":"KSampler","inputs":{"seed":4,"steps":2}}}"#
    let parameters = read("prompt", text)
    #expect(parameters?.seed == "4")
    #expect(parameters?.problem == nil)
  }

  @Test func aTextThatDoublesWithEveryHop() {
    let nodes = (0..<60).map {
      #""\#($0)":{"class_type":"StringConcatenate","inputs":{"string_a":["\#($0 + 1)",0],"string_b":["\#($0 + 1)",0],"delimiter":"xxxxxxxxxxxx"}}"#
    }
    let text =
      "{" + nodes.joined(separator: ",")
      + #","k":{"class_type":"KSampler","inputs":{"seed":1,"steps":1,"positive":["e",0]}},"e":{"class_type":"CLIPTextEncode","inputs":{"clip":["x",0],"text":["0",0]}}}"#
    #expect(read("prompt", text)?.prompt == nil)
  }

  @Test func deepNesting() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let text = String(repeating: open, count: 10_000) + "1" + String(repeating: close, count: 10_000)
      for keyword in ["prompt", "parameters", "workflow", "invokeai_metadata"] { _ = read(keyword, text) }
    }
    #expect(throws: MetadataError.self) {
      try SafetensorsMetadata(header: Array(String(repeating: "[", count: 10_000).utf8))
    }
  }

  @Test func nestingIsTold() {
    let deep = String(repeating: "{\"a\":", count: 10_000) + "1" + String(repeating: "}", count: 10_000)
    for keyword in ["prompt", "parameters", "invokeai_metadata"] { #expect(read(keyword, deep)?.problem != nil) }
  }

  /// Which of two values was used is not known.
  @Test(arguments: [
    ("prompt", #"{"3":{"class_type":"KSampler","inputs":{"seed":1,"steps":2,"seed":3}}}"#),
    ("prompt", #"{"3":{"class_type":"KSampler","inputs":{"seed":1,"steps":2}},"3":{"class_type":"A","inputs":{}}}"#),
    ("parameters", #"{"sui_image_params":{"seed":1,"steps":2,"seed":3}}"#),
    ("invokeai_metadata", #"{"seed":1,"steps":2,"seed":3}"#), ("sd-metadata", #"{"image":{"seed":1}"#),
  ])
  func namesThatStandTwiceAreTold(keyword: String, text: String) throws {
    let parameters = try #require(read(keyword, text))
    #expect(parameters.problem != nil)
    #expect(parameters.dimensions().isEmpty)
  }

  /// More inputs than are compared with each other, one of them twice.
  @Test func aNameThatStandsTwiceAmongManyIsTold() {
    func inputs(_ last: String) -> String {
      (0..<40).map { "\"setting_\($0)\":1," }.joined() + "\"\(last)\":1,\"seed\":1,\"steps\":2"
    }
    for (last, isTold) in [("setting_39", true), ("setting_0", true), ("setting_40", false)] {
      let text = "{\"3\":{\"class_type\":\"KSampler\",\"inputs\":{\(inputs(last))}}}"
      #expect((read("prompt", text)?.problem != nil) == isTold, "\(last)")
    }
  }

  /// Equal in length, beginning and end.
  @Test func namesThatAreMuchAlikeAreTwo() {
    let text =
      #"{"3":{"class_type":"KSampler","inputs":{"seed":1,"steps":2,"the_first_of_the_two":1,"the_firstxof_the_two":2}}}"#
    #expect(read("prompt", text).map { [$0.seed, $0.problem] } == ["1", nil])
  }

  @Test func longStringsAreReadAround() {
    let long = String(repeating: "long \\\"quoted\\\", ", count: 300_000)
    let infotext = "x\nSteps: 1, Seed: 5, Hires prompt: \"\(long)\", Size: 8x8"
    #expect(read("parameters", infotext).map { [$0.seed, $0.size] } == ["5", "8x8"])
    let graph = #"{"3":{"class_type":"KSampler","inputs":{"note":"\#(long)","seed":5,"steps":2}}}"#
    #expect(read("prompt", graph)?.seed == "5")
  }

  @Test func figuresThatNoIntegerHolds() {
    let digits = String(repeating: "9", count: 400)
    #expect(read("parameters", "x\nSteps: \(digits), Seed: \(digits), Size: \(digits)x\(digits)")?.seed == digits)
    let graph =
      #"{"1":{"class_type":"KSampler","inputs":{"seed":\#(digits),"steps":1e400,"model":["2",\#(digits)]}},"2":{"class_type":"L","inputs":{"lora_count":\#(digits),"lora_\#(digits)":"x","lora_name_\#(digits)":"y"}}}"#
    #expect(read("prompt", graph)?.seed == digits)
  }

  @Test func anyBytes() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    let graphs = ComfyUITests.examples + ComfyNodesTests.examples + ComfySwitchTests.examples + ComfyTextTests.examples
    let examples = A1111Tests.examples + graphs + DialectTests.examples
    let splices = Array("{}[]\",:\\\n\0 <>-".utf8) + [0x80, 0xC3, 0xFF]
    for round in 0..<6_000 {
      let example = examples[Int.random(in: 0..<examples.count, using: &random)]
      let chunks = example.chunks.map { TextChunk(keyword: $0.keyword, bytes: mutated($0.bytes, splices, &random)) }
      for value in Dialects.read(chunks, fileStem: example.stem)?.dimensions() ?? [] {
        #expect(!value.value.isEmpty, "seed \(seed), round \(round)")
      }
    }
  }

  private func mutated(_ bytes: [UInt8], _ splices: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...5, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = splices.randomElement(using: &random)!
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(splices.randomElement(using: &random)!, at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0..<30, using: &random)))
      default:
        bytes.insert(
          contentsOf: bytes[place..<min(bytes.count, place + 20)], at: Int.random(in: 0...bytes.count, using: &random))
      }
    }
    return bytes
  }
}
