import Foundation
import JSON
import Testing

/// The grid of DESIGN's example: names by query, checkpoints by folder.
private func example() throws -> ServedFolder {
  try ServedFolder(
    ["m-step00001000", "m-step00002000"].flatMap { checkpoint in
      ["forest", "portal_hub"].flatMap { prompt in
        ["1", "3", "7"].filter { [checkpoint, prompt, $0] != ["m-step00002000", "forest", "3"] }.map {
          "\(checkpoint).safetensors/cfg=\($0)&prompt_name=\(prompt).png"
        }
      }
    })
}

struct GridTests {
  @Test func itAnswersInTheShapeOfTheContract() throws {
    let served = try example()
    let answer = served.get("/api/training-runs/m/grid?x=cfg&y=prompt_name&slider=checkpoint")
    let text = answer.text.replacing(/"revision":[0-9]+/, with: "\"revision\":17")
      .replacing(/"version":"[0-9a-z]+"/, with: "\"version\":\"v\"")
    func image(_ checkpoint: String, _ cfg: String, _ prompt: String) -> String {
      #"{"path":"m-step0000\#(checkpoint).safetensors/cfg=\#(cfg)&prompt_name=\#(prompt).png","version":"v","count":1}"#
    }
    let images = [
      image("1000", "1", "forest"), image("2000", "1", "forest"), image("1000", "3", "forest"),
      image("1000", "7", "forest"), image("2000", "7", "forest"), image("1000", "1", "portal_hub"),
      image("2000", "1", "portal_hub"), image("1000", "3", "portal_hub"), image("2000", "3", "portal_hub"),
      image("1000", "7", "portal_hub"), image("2000", "7", "portal_hub"),
    ]
    let expected =
      #"{"revision":17,"x":{"dimension":"cfg","values":["1","3","7"]},"#
      + #""y":{"dimension":"prompt_name","values":["forest","portal_hub"]},"#
      + #""slider":{"dimension":"checkpoint","values":["m-step00001000","m-step00002000"]},"#
      + #""window":{"x_from":0,"x_count":3,"y_from":0,"y_count":2},"#
      + #""images":[\#(images.joined(separator: ","))],"unplaced":0,"#
      + #""cells":[[[0,1],[2,null],[3,4]],[[5,6],[7,8],[9,10]]]}"#
    #expect(text == expected)
    #expect(answer.header("Content-Type") == "application/json")
    #expect(answer.header("Cache-Control") == "no-cache")
  }

  @Test func anAxisThatIsNotGivenIsNullAndHasOnePosition() throws {
    let grid = try example().get("/api/training-runs/m/grid?x=cfg&y=").json
    #expect(grid["y"] == .null && grid["slider"] == .null)
    #expect(grid["cells"].array?.count == 1)
    #expect(grid["cells"][0].array?.count == 3)
    #expect(grid["images"][0]["count"].integer == 4)
  }

  @Test(arguments: [
    (["cfg=10", "cfg=3", "cfg=1", "cfg=7"], "cfg", ["1", "3", "7", "10"]),
    (["p=p10", "p=p2", "p=p1"], "p", ["p1", "p2", "p10"]),
    (
      ["seed=18446744073709551615", "seed=18446744073709551614", "seed=9007199254740993"], "seed",
      ["9007199254740993", "18446744073709551614", "18446744073709551615"]
    ),
  ])
  func valuesStandInTheirOrder(_ names: [String], _ dimension: String, _ order: [String]) throws {
    let served = try ServedFolder(names.map { "run/\($0).png" })
    #expect(served.get("/api/training-runs/run/grid?x=\(dimension)").json["x"]["values"].texts == order)
  }

  @Test func theFinalCheckpointIsTheLast() throws {
    let served = try ServedFolder(
      ["m", "m-step00000900", "m-step00010000", "m-000007"].map { "\($0).safetensors/a=1.png" })
    let grid = served.get("/api/training-runs/m/grid?slider=checkpoint").json
    #expect(grid["slider"]["values"].texts == ["m-step00000900", "m-step00010000", "m-000007", "m"])
  }

  @Test(arguments: [
    ("x_from=1&x_count=1", [1, 1, 0, 2], 4), ("y_from=1", [0, 3, 1, 1], 6), ("x_from=9", [3, 0, 0, 2], 0),
    ("x_count=0&y_count=0", [0, 0, 0, 0], 0), ("x_from=2&x_count=9223372036854775807", [2, 1, 0, 2], 4),
  ])
  func aWindowShowsAPart(_ query: String, _ window: [Int], _ positions: Int) throws {
    let grid = try example().get(
      "/api/training-runs/m/grid?x=cfg&y=prompt_name&slider=checkpoint&\(query)"
    ).json
    #expect(["x_from", "x_count", "y_from", "y_count"].map { grid["window"][$0].integer } == window)
    #expect(grid["x"]["values"].texts == ["1", "3", "7"])
    let cells = grid["cells"].array?.flatMap { $0.array ?? [] }.flatMap { $0.array ?? [] }
    #expect(cells?.count == positions)
  }

  @Test(arguments: [
    ("filter.cfg=3", ["3"], 3), ("filter.cfg=7&filter.cfg=1", ["1", "7"], 8), ("filter.cfg=99", [], 0),
    ("filter.cfg=3&filter.prompt_name=portal_hub", ["3"], 2),
    ("filter.prompt%5Fname=portal%5Fhub", ["1", "3", "7"], 6),
  ])
  func filtersKeepTheirValues(_ query: String, _ values: [String], _ images: Int) throws {
    let grid = try example().get("/api/training-runs/m/grid?x=cfg&y=checkpoint&slider=prompt_name&\(query)").json
    #expect(grid["x"]["values"].texts == values)
    #expect(grid["images"].array?.count == images)
  }

  @Test func imagesWithoutAMappedDimensionAreCounted() throws {
    let served = try ServedFolder(["run/cfg=1.png", "run/cfg=2.png", "run/plain.png", "run/seed=3.png"])
    let grid = served.get("/api/training-runs/run/grid?x=cfg").json
    #expect(grid["unplaced"].integer == 2)
    #expect(grid["images"].array?.count == 2)
  }

  @Test func theHighestBatchCounterIsOnTop() throws {
    let served = try ServedFolder(["run/cfg=1&_00001_.png", "run/cfg=1&_00003_.png", "run/cfg=1&_00002_.png"])
    let image = served.get("/api/training-runs/run/grid?x=cfg").json["images"][0]
    #expect(image["path"].text == "run/cfg=1&_00003_.png")
    #expect(image["count"].integer == 3)
  }

  @Test func moreThanAHundredThousandPositionsAreRefused() throws {
    let served = try ServedFolder((0..<320).map { "run/a=\($0)&b=\($0).png" })
    let wide = "/api/training-runs/run/grid?x=a&y=b"
    #expect(served.get(wide).error == "400 window_too_large")
    #expect(served.get(wide + "&y_count=313").error == "400 window_too_large")
    #expect(served.get(wide + "&y_count=312").status == 200)
  }

  @Test(arguments: [
    ("x=nope", "400 unknown_dimension"), ("filter.nope=1", "400 unknown_dimension"),
    ("filter.=1", "400 unknown_dimension"), ("x=cfg&y=cfg", "400 duplicate_dimension"),
    ("x=cfg&x=cfg", "400 repeated_parameter"), ("z=cfg", "400 unknown_parameter"),
    ("x_from=-1", "400 invalid_parameter"), ("x_count=1.5", "400 invalid_parameter"),
    ("y_from=", "400 invalid_parameter"), ("y_count=99999999999999999999", "400 invalid_parameter"),
    ("limit=3", "400 unknown_parameter"),
  ])
  func aWrongQueryIsSaidToBe(_ query: String, _ error: String) throws {
    #expect(try example().get("/api/training-runs/m/grid?\(query)").error == error)
  }
}
