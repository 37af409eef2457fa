import Configuration
import Disk
import Glibc
import Presets
import Samples

/// `check`: says what is wrong with the configuration, the root, the database and the limits, and how to mend it.
struct CheckCommand {
  private let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  func run() -> Int32 {
    let findings =
      [configurationFinding, rootFinding] + checkpointFindings + [databaseFinding, cacheFinding, pageFinding]
    for finding in findings { Console.print("\(finding.isFine ? "ok  " : "BAD ") \(finding.subject): \(finding.text)") }
    return findings.allSatisfy(\.isFine) ? 0 : 1
  }

  private struct Finding {
    var subject: String
    var isFine: Bool
    var text: String
  }

  /// A configuration with errors ends the program before it comes here.
  private var configurationFinding: Finding {
    let file = configuration.file ?? "no file, defaults and environment"
    let warnings = configuration.warnings.map { "\n       \($0)" }.joined()
    return Finding(subject: "config", isFine: true, text: file + warnings)
  }

  private var rootFinding: Finding {
    do throws(DiskError) {
      let root = try Root(path: configuration.root, followSymlinks: configuration.followSymlinks)
      _ = try root.openFolder(.root)
      return Finding(subject: "root", isFine: true, text: configuration.root)
    } catch {
      return Finding(
        subject: "root", isFine: false,
        text: "\(configuration.root): \(error); name another folder with `serve ROOT` or `root` in config.toml")
    }
  }

  private var checkpointFindings: [Finding] {
    configuration.checkpointDirectories.map { folder in
      do throws(DiskError) {
        _ = try Root(path: folder, followSymlinks: configuration.followSymlinks).openFolder(.root)
        return Finding(subject: "checkpoints", isFine: true, text: folder)
      } catch {
        return Finding(
          subject: "checkpoints", isFine: false, text: "\(folder): \(error); mend or remove it in checkpoint_dirs")
      }
    }
  }

  private var databaseFinding: Finding {
    do throws(PresetError) {
      guard let report = try DatabaseReport.read(configuration.databasePath) else {
        return Finding(subject: "database", isFine: true, text: "\(configuration.databasePath): made when first served")
      }
      let problems = report.problems.map { "\n       \($0)" }.joined()
      return Finding(
        subject: "database", isFine: report.integrity == "ok" && report.problems.isEmpty,
        text: "\(report.file): schema version \(report.schemaVersion), integrity \(report.integrity), "
          + "\(report.size) bytes, journal mode \(report.journalMode), \(report.presetCount) presets" + problems)
    } catch {
      return Finding(subject: "database", isFine: false, text: "\(error)")
    }
  }

  private var cacheFinding: Finding {
    let folder = Self.nearestExisting(configuration.cacheDirectory)
    let isFine = access(folder, W_OK) == 0
    return Finding(
      subject: "cache", isFine: isFine,
      text: configuration.cacheDirectory
        + (isFine ? "" : ": \(folder) cannot be written; change its owner or cache_dir"))
  }

  private var pageFinding: Finding {
    let folder = WebFolder.find()
    return Finding(subject: "page", isFine: folder != nil, text: folder ?? "no folder `web` beside the program")
  }

  private static func nearestExisting(_ path: String) -> String {
    var path = path
    while access(path, F_OK) != 0, let slash = path.lastIndex(of: "/") {
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    return access(path, F_OK) == 0 ? path : "."
  }
}
