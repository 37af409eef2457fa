import Catalog
import Foundation
import JSON
import Testing

@testable import API
@testable import HTTP

/// What one page has been told, taken as its connection would take it.
private struct Listener {
  private let stream: EventStream

  init(_ hub: EventHub, method: String = "GET") throws {
    guard case .now(let response) = hub.connect(Request(method: method, target: "/api/events")),
      case .events(let stream) = response.body
    else { throw POSIXError(.EINVAL) }
    self.stream = stream
  }

  /// The data of all pending events.
  func take() -> [Field] {
    guard case .bytes(let bytes) = stream.pull(suspend: { {} }) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n\n").compactMap { event in
      let lines = event.split(separator: "\n")
      guard lines.count == 2, lines[0] == "event: training_run", lines[1].hasPrefix("data: ") else { return nil }
      return (try? JSONParser.parse(String(lines[1].dropFirst(6)))).map { Field(value: $0) }
    }
  }
}

struct EventTests {
  @Test func aNewPageIsToldOfEveryRun() throws {
    let served = try ServedFolder(["a/x=1.png", "b/x=1.png", "b/x=2.png"])
    let events = try Listener(served.services.events).take()
    #expect(events.map { $0["id"].text } == ["a", "b"])
    #expect(events.first?.keys == ["id", "revision", "state", "image_count", "added", "removed"])
    #expect(events.map { $0["image_count"].integer } == [1, 2])
    #expect(events.map { $0["state"].text } == ["ready", "ready"])
  }

  @Test func changesNotYetTakenBecomeOneEventARun() throws {
    let hub = try ServedFolder().services.events
    let listener = try Listener(hub)
    _ = listener.take()
    hub.publish([RunChange(id: "a", revision: 2, state: .ready, imageCount: 5, added: 2, removed: 1)])
    hub.publish([RunChange(id: "b", revision: 1, state: .ready, imageCount: 1, added: 1)])
    hub.publish([RunChange(id: "a", revision: 3, state: .ready, imageCount: 8, added: 3)])
    let events = listener.take()
    #expect(events.map { $0["id"].text } == ["a", "b"])
    #expect(events.map { $0["added"].integer } == [5, 1])
    #expect(events.map { $0["removed"].integer } == [1, 0])
    #expect(events.map { $0["revision"].integer } == [3, 1])
    #expect(listener.take().isEmpty)
  }

  /// Two scanning threads publish in another order than the catalog counted.
  @Test func anOlderChangeDoesNotHideANewerOne() throws {
    let hub = try ServedFolder().services.events
    let listener = try Listener(hub)
    _ = listener.take()
    hub.publish([RunChange(id: "a", revision: 3, state: .ready, imageCount: 8, added: 3)])
    hub.publish([RunChange(id: "a", revision: 2, state: .scanning, imageCount: 5, added: 2)])
    let events = listener.take()
    #expect(events.map { $0["revision"].integer } == [3])
    #expect(events.map { $0["image_count"].integer } == [8])
    #expect(events.map { $0["state"].text } == ["ready"])
    #expect(events.map { $0["added"].integer } == [5])
  }

  @Test func aPageThatTakesNothingForLongIsToldOfAllRunsAnew() throws {
    let served = try ServedFolder(["a/x=1.png"])
    let listener = try Listener(served.services.events)
    _ = listener.take()
    for index in 0..<1100 {
      served.services.events.publish([RunChange(id: "gone\(index)", revision: 1, state: .ready, imageCount: 1)])
    }
    #expect(listener.take().map { $0["id"].text } == ["a"])
  }
}
