import Configuration
import Presets

/// `presets export`, `import` and `backup`: all presets out of the database and in again.
struct PresetsCommand {
  private let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  func export(to file: String?) -> Int32 {
    perform { () throws(PresetError) in
      let bytes = try PresetExport.read(configuration.databasePath)
      guard let file else { return Console.print(String(decoding: bytes, as: UTF8.self), terminator: "") }
      try PresetExport.write(bytes, to: file)
      Console.error("exported to \(file)")
    }
  }

  func `import`(from file: String, replace: Bool) -> Int32 {
    perform { () throws(PresetError) in
      let store = try PresetStore(file: configuration.databasePath)
      Console.print("\(try store.importPresets(from: file, replace: replace))")
    }
  }

  func backup(to file: String) -> Int32 {
    perform { () throws(PresetError) in
      try PresetBackup.write(configuration.databasePath, to: file)
      Console.error("backed up to \(file)")
    }
  }

  private func perform(_ body: () throws(PresetError) -> Void) -> Int32 {
    do throws(PresetError) {
      try body()
      return 0
    } catch {
      Console.error("checkpoint-sampler: \(error)")
      return 1
    }
  }
}
