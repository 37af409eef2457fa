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
      [configurationFinding, rootFinding, watchFinding] + checkpointFindings
      + [databaseFinding, cacheFinding, pageFinding]
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

  /// How many folders there are and how many may be watched; what is beyond is polled.
  private var watchFinding: Finding {
    guard configuration.watch.mode != .poll else {
      return Finding(subject: "watch", isFine: true, text: "every folder is read every \(pollSeconds) s (mode poll)")
    }
    guard let limits = InotifyLimits.current() else {
      return Finding(
        subject: "watch", isFine: true, text: "no inotify here; every folder is read every \(pollSeconds) s")
    }
    let count = folderCount
    let text = "\(count) folders, \(limits.watches) may be watched (fs.inotify.max_user_watches)"
    guard count > limits.watches else { return Finding(subject: "watch", isFine: true, text: text) }
    let wanted = max(524_288, count * 2)
    return Finding(
      subject: "watch", isFine: false,
      text: text + "; the rest is read every \(pollSeconds) s. To watch all:"
        + "\n       sudo sysctl fs.inotify.max_user_watches=\(wanted)"
        + "\n       echo fs.inotify.max_user_watches=\(wanted) | sudo tee /etc/sysctl.d/50-inotify.conf")
  }

  private var pollSeconds: Int { configuration.watch.pollSeconds }

  private var folderCount: Int {
    guard let root = try? Root(path: configuration.root, followSymlinks: configuration.followSymlinks) else { return 0 }
    return FolderCount.of(root)
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
