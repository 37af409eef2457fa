import JSON
import Testing

/// Grids whose axes are the levels of the path, and whose meaning stands in a file of the grid.
@Suite struct AxisGridTests {
  private static func axis(_ id: String, _ values: [(key: String, title: String, params: String?)]) -> String {
    let values = values.map { value in
      let params = value.params.map { ",\"params\":{\($0)}" } ?? ""
      return "{\"key\":\"\(value.key)\",\"title\":\"\(value.title)\",\"description\":\"\",\"show\":true\(params)}"
    }
    return "{\"id\":\"\(id)\",\"title\":\"\(id.uppercased())\",\"values\":[\(values.joined(separator: ","))]}"
  }

  private static func list(_ axes: [String]) -> [UInt8] {
    Array("rawData = {\"title\":\"g\",\"ext\":\"jpg\",\"axes\":[\(axes.joined(separator: ","))]}".utf8)
  }

  private static let short = list([
    axis("sampler", [("ddim", "DDIM", "\"sampler\":\"DDIM\""), ("euler", "Euler", "\"sampler\":\"Euler\"")]),
    axis("steps", [("10", "10 Steps", "\"steps\":\"10\""), ("20", "20 Steps", "\"steps\":\"20\"")]),
    axis("cfgscale", [("7", "7", "\"cfgscale\":7.0"), ("11", "11", "\"cfgscale\":11.0")]),
    axis("seed", [("1", "1", "\"seed\":1"), ("2", "2", "\"seed\":2")]),
    axis("subject", [("cat", "Cat", "\"promptreplace\":\"thing=cat\"")]),
    axis("place", [("field", "In a field", "\"promptreplace\":\"where=a field\",\"width\":512")]),
  ])

  @Test func levelsAreTheAxesInTheirOrder() throws {
    let tree = try Tree([
      ("grids/short_example/data.js", Self.short),
      ("grids/short_example/placeholder.png", ImageBytes.png),
      ("grids/short_example/ddim/10/11/1/cat/field.jpg", ImageBytes.jpeg),
      ("grids/short_example/euler/20/7/2/cat/field.jpg", ImageBytes.jpeg),
      ("grids/short_example/euler/20/7/2/cat/meadow.jpg", ImageBytes.jpeg),
      ("grids/short_example/backup/old.jpg", ImageBytes.jpeg),
    ])
    #expect(tree.runs == ["grids/short_example", "grids/short_example/backup"])
    #expect(
      tree.values(of: "grids/short_example/ddim/10/11/1/cat/field.jpg") == [
        "sampler": "DDIM", "steps": "10", "cfg": "11.0", "seed": "1", "subject": "Cat", "place": "In a field",
      ])
    let sources = tree.sources(of: "grids/short_example/ddim/10/11/1/cat/field.jpg")
    #expect(sources["place"] == "filename" && sources["steps"] == "folder")
    #expect(tree.values(of: "grids/short_example/placeholder.png") == [:])
    #expect(tree.values(of: "grids/short_example/euler/20/7/2/cat/meadow.jpg")["place"] == nil)
    #expect(tree.dimensions(of: "grids/short_example")["cfg"] == ["7.0", "11.0"])
    #expect(tree.problems(of: "grids/short_example") == [:])
  }

  @Test func theReverseIsReadWhereOnlyItFits() throws {
    let tree = try Tree([
      ("g/data.js", Self.list([Self.axis("a", [("x", "X", nil)]), Self.axis("b", [("y", "Y", nil)])])),
      ("g/y/x.png", ImageBytes.png),
    ])
    #expect(tree.values(of: "g/y/x.png") == ["a": "X", "b": "Y"])
  }

  @Test func swarmUIWithoutPublishedParameters() throws {
    let tree = try Tree([
      (
        "Output/local/Grids/g/data.js",
        Self.list([
          Self.axis("cfgscale", [("4", "4", nil), ("7_5", "7.5", nil)]),
          Self.axis("prompt", [("a_cat", "a cat", nil), ("a_dog", "a dog", nil)]),
          Self.axis("model", [("flux_dev", "Flux/dev.safetensors", nil)]),
          Self.axis("cfgscale_1", [("1", "1", nil)]),
        ])
      ),
      ("Output/local/Grids/g/7_5/a_cat/flux_dev/1.png", ImageBytes.png),
    ])
    #expect(
      tree.values(of: "Output/local/Grids/g/7_5/a_cat/flux_dev/1.png") == [
        "cfg": "7.5", "prompt": "a cat", "model": "dev", "cfgscale_1": "1",
      ])
  }

  @Test func oneAxisAndTheModelsHash() throws {
    let tree = try Tree([
      (
        "g/data.js",
        Self.list([
          Self.axis(
            "model",
            [
              ("1", "m-000010.safetensors [0a1b2c3d4e]", "\"model\":\"runs/m-000010.safetensors [0a1b2c3d4e]\""),
              ("2", "m-000020.safetensors [aa]", "\"model\":\"m-000020.safetensors [aa]\""),
            ])
        ])
      ),
      ("g/1.png", ImageBytes.png), ("g/2.png", ImageBytes.png),
    ])
    #expect(tree.dimensions(of: "g") == ["model": ["m-000010", "m-000020"]])
  }

  @Test func thePathOfAValueMayNotBeItsKey() throws {
    let axis =
      #"{"id":"look","values":[{"key":"k","path":"p","title":"Bright"},{"key":"p","path":"q","title":"Dark"}]}"#
    let tree = try Tree([("g/data.js", Self.list([axis])), ("g/p.png", ImageBytes.png), ("g/q.png", ImageBytes.png)])
    #expect(tree.values(of: "g/p.png") == ["look": "Bright"])
    #expect(tree.values(of: "g/q.png") == ["look": "Dark"])
  }

  /// Two keys alike, a list that is cut, a page's other script: then the folders are only folders.
  @Test(arguments: [
    #"rawData = {"axes":[{"id":"a","values":[{"key":"x","title":"1"},{"key":"x","title":"2"}]}]}"#,
    #"rawData = {"axes":[{"id":"a","values":[{"key":"x","title":"1"}"#, "rawData = null", #"rawData = {"axes":[]}"#,
    "var rawDataOfAnother = 5", "", #"rawData = {"axes":[{"id":"a"}]}"#,
  ])
  func whatIsNoListOfAxesSaysNothing(_ list: String) throws {
    let tree = try Tree([("g/data.js", Array(list.utf8)), ("g/x.png", ImageBytes.png), ("g/x/y.png", ImageBytes.png)])
    #expect(tree.runs == ["g", "g/x"])
    #expect(tree.values(of: "g/x.png") == [:])
  }
}
