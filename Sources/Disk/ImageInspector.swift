import Glibc
import Metadata
package import Samples

/// Reads all there is to know of one image, afresh from the disk.
package struct ImageInspector: Sendable {
  private let root: Root
  private let rules: RunRules

  package init(root: Root, rules: RunRules) {
    self.root = root
    self.rules = rules
  }

  package func inspect(_ path: RelativePath) throws(DiskError) -> ImageInspection {
    let file = try root.openFile(path)
    let stamp = try file.status().stamp
    let content = ContentReader().read(file, size: Int(stamp.size), readsAll: true)
    let embedded = Dialects.read(content.texts, fileStem: ImageFileName.stem(path.lastComponent).shown)
    let names = try readNames(path, stamp)
    let isContactSheet = names.isContactSheet || embedded?.isGridSheet == true
    let beside = isContactSheet ? [] : names.companions.parameters(of: path.lastComponent, names.values, embedded)
    var values = embedded?.dimensions() ?? []
    for parameters in beside { values.complete(with: parameters.dimensions()) }
    let merged = Precedence.merge(names.values + names.folderValues + values)
    let parameters = embedded ?? beside.first

    var inspection = ImageInspection(path: path)
    inspection.stamp = stamp
    inspection.format = content.format
    inspection.width = content.width
    inspection.height = content.height
    inspection.dimensions = merged.values
    inspection.disagreements = names.problems + merged.disagreements
    inspection.dialect = parameters?.dialect
    inspection.parameters = parameters?.shown ?? []
    inspection.texts = content.texts.map { .init(keyword: $0.keyword, text: $0.text) }
    inspection.isContactSheet = isContactSheet
    inspection.problem = content.problem ?? embedded?.problem
    return inspection
  }

  /// What the file's and the folders' names say, by the layout of the whole folder.
  private func readNames(
    _ path: RelativePath, _ stamp: FileStamp
  ) throws(DiskError) -> Names {
    let listing = try FolderListing(of: path.parent, in: root, followsLinks: true)
    let grid = GridFile.place(of: path.parent, in: root)
    let reader = FolderReader(folder: path.parent, layout: listing.census.layout, rules: rules, grid: grid)
    var batch = FileBatch()
    reader.add(path.lastComponent, stamp: stamp, to: &batch)
    return Names(
      values: batch.dimensionValues(of: 0), folderValues: reader.placements.flatMap(\.dimensions),
      problems: reader.placements.flatMap(\.problems) + batch.problems.map(\.reason),
      isContactSheet: batch.files[0].isContactSheet,
      companions: CompanionReader(of: path.parent, reader, sidecars: listing.sidecars, in: root))
  }

  private struct Names {
    var values: [DimensionValue]
    var folderValues: [DimensionValue]
    var problems: [String]
    var isContactSheet: Bool
    var companions: CompanionReader
  }
}

extension ArraySlice<UInt8> {
  /// The bytes as text, see `DisplayName`.
  var shown: String { DisplayName.text(of: self) }
}

extension GenerationParameters {
  /// All that is known, in the order in which people ask for it.
  fileprivate var shown: [ImageInspection.Parameter] {
    let named: [(String, String?)] = [
      ("prompt", prompt), ("negative_prompt", negativePrompt), ("seed", seed), ("steps", steps), ("cfg", cfg),
      ("guidance", guidance), ("sampler", sampler), ("scheduler", scheduler), ("size", size), ("model", model),
    ]
    let loras = loras.map { lora in
      ImageInspection.Parameter("lora", lora.strength.map { "\(lora.name) (\($0))" } ?? lora.name)
    }
    return named.compactMap { name, value in value.map { .init(name, $0) } } + loras
      + further.map { .init($0.name, $0.value) }
  }
}
