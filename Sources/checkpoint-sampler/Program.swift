import Configuration

/// The program: finds out what is asked for and does it.
enum Program {
  static let version = "0.1.0"

  /// 0 fine, 1 failed, 2 wrong usage or configuration.
  static func run(_ arguments: [String]) -> Int32 {
    do throws(UsageError) {
      let code = try run(Arguments.parse(arguments))
      guard code == 0, Console.hasLostOutput else { return code }
      Console.error("checkpoint-sampler: the answer could not be written to standard output")
      return 1
    } catch {
      Console.error("checkpoint-sampler: \(error)")
      return 2
    }
  }

  private static func run(_ invocation: Invocation) -> Int32 {
    switch invocation.command {
    case .version: Console.print("checkpoint-sampler \(version)")
    case .help(let subcommand): Console.print(Usage.text(of: subcommand), terminator: "")
    case .demo(let folder, let images): return DemoCommand.run(folder: folder, images: images)
    default: return runConfigured(invocation)
    }
    return 0
  }

  private static func runConfigured(_ invocation: Invocation) -> Int32 {
    let sources = invocation.sources(environment: ProcessEnvironment.variables())
    do throws(ConfigurationError) {
      let configuration = try Configuration.load(sources)
      switch invocation.command {
      case .serve: return ServeCommand(configuration).run()
      case .inspect(let paths): return InspectCommand(configuration).run(paths)
      case .check: return CheckCommand(configuration).run()
      case .health: return HealthCommand(configuration).run()
      case .presetsExport(let file): return PresetsCommand(configuration).export(to: file)
      case .presetsImport(let file, let replace):
        return PresetsCommand(configuration).import(from: file, replace: replace)
      case .presetsBackup(let file): return PresetsCommand(configuration).backup(to: file)
      case .demo, .version, .help: return 0
      }
    } catch {
      Console.error("\(error)")
      return 2
    }
  }
}
