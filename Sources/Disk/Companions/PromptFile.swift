import Metadata
import Samples

/// Where trainers and their front ends leave the prompts that they sample.
struct PromptFile {
  var path: RelativePath
  private var format: Format

  private enum Format {
    case kohyaText, kohyaJSON, aiToolkitJSON, aiToolkitYAML
  }

  /// Names of a kohya prompt file: the trainer takes any; its front ends (bmaltais' and fluxgym) use these.
  private static let kohyaNames = ["prompt", "prompts", "sample_prompt", "sample_prompts"]

  /// The places in which a tool's file may be, the most likely first, with the files that may be there.
  static func places(_ tool: String?, in folder: RelativePath) -> [[PromptFile]] {
    switch tool {
    case ToolName.kohya: [folder, folder.parent].uniqued.map(kohyaFiles)
    case ToolName.aiToolkit where !folder.isRoot:
      [
        [PromptFile(path: folder.parent.appending(".job_config.json".utf8), format: .aiToolkitJSON)],
        [PromptFile(path: folder.parent.appending("config.yaml".utf8), format: .aiToolkitYAML)],
      ]
    default: []
    }
  }

  /// Whether a file of this name may say something of all images in its folder or in the sample folder below.
  static func isOne(_ name: [UInt8]) -> Bool { allNames.contains(name) }

  private static let allNames = Set(
    (kohyaNames.flatMap { ["\($0).txt", "\($0).json"] } + [".job_config.json", "config.yaml", "log.html"])
      .map { Array($0.utf8) })

  /// The folders in which trainers put their samples, below that of the file.
  static let sampleFolders = ["sample", "samples"].map { Array($0.utf8) }

  func read(_ bytes: [UInt8]) -> PromptList? {
    switch format {
    case .kohyaText: KohyaPrompts.read(text: bytes)
    case .kohyaJSON: KohyaPrompts.read(json: bytes)
    case .aiToolkitJSON: AIToolkitConfig.read(json: bytes)
    case .aiToolkitYAML: AIToolkitConfig.read(yaml: bytes)
    }
  }

  private static func kohyaFiles(in folder: RelativePath) -> [PromptFile] {
    kohyaNames.flatMap { name in
      [
        PromptFile(path: folder.appending("\(name).txt".utf8), format: .kohyaText),
        PromptFile(path: folder.appending("\(name).json".utf8), format: .kohyaJSON),
      ]
    }
  }
}

extension [RelativePath] {
  /// The root is its own parent.
  fileprivate var uniqued: [RelativePath] { count == 2 && self[0] == self[1] ? [self[0]] : self }
}
