import API
import Catalog
import Samples
import Testing

struct HealthTests {
  @Test func healthTellsOfTheIndexAndTheWatching() throws {
    let health = try ServedFolder(["a/x=1.png", "b/x=2.png"]).get("/healthz").json
    #expect(health["status"].text == "ok")
    #expect(health["state"].text == "ready")
    #expect(health["version"].text == "test")
    #expect(health["training_runs"].integer == 2)
    #expect(health["images"].integer == 2)
    #expect(health["watch"]["mode"].text == "poll")
    #expect(health["watch"]["reasons"].texts == ["a test"])
    #expect(health["watch"]["folders"].integer == 3)
  }

  @Test func aRootThatIsAwayIsDegradedAndKeepsWhatWasKnown() throws {
    let served = try ServedFolder(["a/x=1.png"])
    served.services.catalog.apply([.unavailable(reason: "the root is away")])
    let answer = served.get("/healthz")
    #expect(answer.status == 200)
    #expect(answer.json["status"].text == "degraded")
    #expect(answer.json["reason"].text == "the root is away")
    #expect(served.get("/api/training-runs/a").json["state"].text == "unavailable")
    #expect(served.get("/api/training-runs/a/grid?x=x").json["images"].array?.count == 1)
  }

  @Test func metricsAreInPrometheusTextFormat() throws {
    let answer = try ServedFolder(["a/x=1.png", "a/x=2.png"]).get("/metrics")
    #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
    var described: Set<Substring> = []
    var seen: Set<Substring> = []
    for line in answer.text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 3)
      if words[0] == "#" {
        if words[1] == "TYPE" { described.insert(words[2]) }
        continue
      }
      let name = words[0].prefix { $0 != "{" }
      #expect(described.contains(name), "\(line) comes before its TYPE")
      #expect(seen.insert(words[0]).inserted, "\(line) is given twice")
      #expect(Int(words[1]) != nil, "\(line)")
    }
    #expect(answer.text.contains("\ncheckpoint_sampler_images 2\n"))
    #expect(answer.text.contains("\ncheckpoint_sampler_requests_total{status=\"2xx\"} 7\n"))
    #expect(answer.text.contains("\ncheckpoint_sampler_watched_folders 3\n"))
  }
}
