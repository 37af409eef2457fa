import JSON
import Testing

/// Files that are not what they seem: each is a problem with a reason on that file, and the rest goes on.
@Suite struct BrokenFileTests {
  private static let whole = ImageBytes.png([("parameters", "a cat\nSteps: 5, Sampler: Euler, Seed: 5, Size: 8x8")])

  @Test func brokenFilesAreProblemsAndTheRestIsRead() throws {
    let tree = try Tree([
      ("run/empty.png", []),
      ("run/cut.png", Array(Self.whole.dropLast(40))),
      ("run/cut in its header.png", Array(Self.whole.prefix(20))),
      ("run/cut.jpg", Array(ImageBytes.jpeg.prefix(90))),
      ("run/cut.webp", Array(ImageBytes.webp.prefix(20))),
      ("run/words.png", Array("<html>not an image</html>".utf8)),
      ("run/jpeg.png", ImageBytes.jpeg),
      ("run/png.jpg", Self.whole),
      ("run/whole.png", Self.whole),
    ])
    let problems = tree.problems(of: "run")
    #expect(
      Set(problems.keys) == [
        "run/empty.png", "run/cut.png", "run/cut in its header.png", "run/cut.jpg", "run/cut.webp", "run/words.png",
      ])
    #expect(problems["run/empty.png"]?.contains("empty") == true)
    #expect(problems["run/words.png"]?.contains("not a PNG, JPEG or WebP") == true)
    #expect(problems.filter { $0.key.contains("cut") }.values.allSatisfy { $0.contains("too") })
    #expect(tree.values(of: "run/whole.png")["seed"] == "5")
    #expect(tree.values(of: "run/png.jpg")["seed"] == "5")
    // What stands before the cut is read all the same.
    #expect(tree.values(of: "run/cut.png")["seed"] == "5")
    #expect(tree.get("/api/training-runs/run")["image_count"]?.scalarText == "9")
  }

  @Test func aCompanionThatIsBrokenSaysNothing() throws {
    let tree = try Tree([
      ("a/samples/1763563000703__000000250_0.jpg", ImageBytes.jpeg),
      ("a/.job_config.json", Array("{\"config\":{\"process\":[{\"sample\":{\"prompts\":[\"a\"".utf8)),
      ("a/config.yaml", Array("config: !!python/object/apply:collections.OrderedDict\n- - []".utf8)),
      ("b/sample/a_000500_01_20240512093015_42.png", ImageBytes.png),
      ("b/prompts.txt", [0xFF, 0xFE, 0x00]),
      ("c/1.png", ImageBytes.png),
      ("c/1.json", Array("[[[[".utf8)),
      ("c/1.txt", [0, 1, 2]),
    ])
    #expect(tree.values(of: "a/samples/1763563000703__000000250_0.jpg").count == 3)
    #expect(tree.values(of: "b/sample/a_000500_01_20240512093015_42.png").count == 5)
    #expect(tree.values(of: "c/1.png") == [:])
  }
}
