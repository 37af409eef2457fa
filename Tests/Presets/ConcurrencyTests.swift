import Foundation
import JSON
import Testing

@testable import Presets

@Suite struct ConcurrencyTests {
  /// Eight clients work over two stores on one file, as two processes would; each knows what it was told.
  @Test func whatClientsBelieveIsWhatIsThere() async throws {
    let folder = try TestFolder()
    let stores = try (0..<2).map { _ in try PresetStore(file: folder.file()) }
    let seed = SeededGenerator()
    let believed = try await withThrowingTaskGroup(of: [String: Preset].self) { group in
      for client in 0..<8 {
        group.addTask {
          var generator = seed
          for _ in 0...client { _ = generator.next() }
          return try work(client, on: stores[client % 2], &generator)
        }
      }
      return try await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
    let listed = try Dictionary(uniqueKeysWithValues: stores[0].list().map { ($0.id, $0) })
    #expect(listed == believed, "seed \(seed.seed)")
    #expect(try query(folder.file(), "PRAGMA integrity_check") == ["ok"])
  }

  /// Every client counts one preset up, with the tag it has read; a lost update would be a lost count.
  @Test func noUpdateIsLost() async throws {
    let folder = try TestFolder()
    let stores = try (0..<2).map { _ in try PresetStore(file: folder.file()) }
    let id = try stores[0].create(input("counter", mapping: #"{"count":0}"#)).id
    let refused = try await withThrowingTaskGroup(of: Int.self) { group in
      for client in 0..<8 {
        group.addTask {
          var refused = 0
          for _ in 0..<25 {
            while try !countUp(id, on: stores[client % 2]) { refused += 1 }
          }
          return refused
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(try stores[1].read(id).mapping.json["count"] == .number("200"))
    print("refused by a precondition: \(refused)")
  }
}

private func work(
  _ client: Int, on store: PresetStore, _ generator: inout SeededGenerator
) throws -> [String: Preset] {
  var mine: [String: Preset] = [:]
  for round in 0..<60 {
    let name = "client \(client) round \(round)"
    guard let preset = mine.values.randomElement(using: &generator), Int.random(in: 0..<3, using: &generator) > 0 else {
      let preset = try store.create(input(name))
      mine[preset.id] = preset
      continue
    }
    if Bool.random(using: &generator) {
      mine[preset.id] = try store.replace(preset.id, with: input(name), ifMatch: [preset.etag])
    } else {
      try store.delete(preset.id, ifMatch: [preset.etag])
      mine[preset.id] = nil
    }
  }
  return mine
}

/// False when somebody else was first.
private func countUp(_ id: String, on store: PresetStore) throws -> Bool {
  let preset = try store.read(id)
  let count = try #require(preset.mapping.json["count"]?.scalarText.flatMap { Int($0) })
  do throws(PresetError) {
    _ = try store.replace(
      id, with: input("counter", count: count + 1), ifMatch: [preset.etag])
    return true
  } catch {
    guard error.code == .preconditionFailed else { throw error }
    return false
  }
}

private func input(_ name: String, count: Int) -> PresetInput {
  do { return try input(name, mapping: #"{"count":\#(count)}"#) } catch { fatalError("\(error)") }
}
