import JSON
import Testing

struct TrainingRunTests {
  @Test func theListTellsOfEachRun() throws {
    let served = try ServedFolder(["b10/cfg=1.png", "b2/x=1&seed=2.png", "top.png"])
    let runs = served.get("/api/training-runs").json["training_runs"]
    #expect(runs.array?.map { $0["id"].text } == ["(root)", "b2", "b10"])
    #expect(
      runs[1].keys == [
        "id", "name", "state", "revision", "image_count", "problem_count", "newest_image_at", "dimensions",
      ])
    #expect(runs[1]["dimensions"].texts == ["seed", "x"])
    #expect(runs[1]["newest_image_at"].text == "2023-11-14T22:13:20.000Z")
    #expect(runs[1]["state"].text == "ready")
    #expect(runs[1]["image_count"].integer == 1)
  }

  @Test func oneRunTellsOfItsDimensions() throws {
    let served = try ServedFolder(["m-step00000100.safetensors/cfg=10.png", "m-step00000100.safetensors/cfg=2.5.png"])
    try served.add(
      "m-step00000200.safetensors/cfg=2.5.png",
      ServedFolder.picture([("parameters", "cat\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 5, Size: 2x3")]))
    served.scan()
    let run = served.get("/api/training-runs/m").json
    #expect(run["scan"].value == .object([.init("done", .number("3")), .init("total", .number("3"))]))
    let dimensions = Dictionary(uniqueKeysWithValues: (run["dimensions"].array ?? []).map { ($0["name"].text, $0) })
    #expect(dimensions["cfg"]?["type"].text == "number")
    #expect(dimensions["cfg"]?["sources"].texts == ["filename"])
    #expect(
      dimensions["cfg"]?["values"].value
        == .array(
          [("2.5", "2"), ("10", "1")].map { .object([.init("value", .string($0)), .init("count", .number($1))]) }))
    #expect(dimensions["step"]?["type"].text == "integer")
    #expect(dimensions["checkpoint"]?["type"].text == "text")
    #expect(dimensions["checkpoint"]?["sources"].texts == ["folder"])
    #expect(dimensions["seed"]?["sources"].texts == ["metadata"])
    // The name says 2.5 and the text 7: the name wins, and the disagreement is told.
    #expect(run["problem_count"].integer == 1)
    #expect(run["problems"][0]["path"].text == "m-step00000200.safetensors/cfg=2.5.png")
    #expect(run["problems"][0]["reason"].text.contains("cfg"))
  }

  @Test func anIdWithASlashTravelsEncoded() throws {
    let served = try ServedFolder(["qwen/psai v0.3/cfg=1.png"])
    #expect(served.get("/api/training-runs/qwen%2Fpsai%20v0.3").json["id"].text == "qwen/psai v0.3")
    #expect(served.get("/api/training-runs/qwen%2fpsai%20v0.3/grid?x=cfg").json["x"]["values"].texts == ["1"])
    #expect(served.get("/api/training-runs/qwen/psai%20v0.3").error == "404 not_found")
  }

  @Test(arguments: ["nope", "%FF", "nope/grid", "nope/images"]) func anUnknownIdIsNotFound(_ id: String) throws {
    #expect(try ServedFolder().get("/api/training-runs/\(id)").error == "404 not_found")
  }

  @Test func noParametersAreTaken() throws {
    let served = try ServedFolder(["run/a=1.png"])
    #expect(served.get("/api/training-runs?page=2").error == "400 unknown_parameter")
    #expect(served.get("/api/training-runs/run?x=1").error == "400 unknown_parameter")
  }

  @Test func theFirstHundredProblemsAreListed() throws {
    let served = try ServedFolder()
    for index in 0..<120 { try served.add("run/cfg=\(index).png", []) }
    served.scan()
    let run = served.get("/api/training-runs/run").json
    #expect(run["problem_count"].integer == 120)
    #expect(run["problems"].array?.count == 100)
    #expect(run["image_count"].integer == 120)
  }
}
