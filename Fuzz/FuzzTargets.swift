import Disk
import Metadata
import PNG
import Samples

/// Everything that reads bytes of strangers. A reader may find nothing, and must not crash, hang or grow; what it finds
/// must hold.
enum FuzzTargets {
  static let all: [String: @Sendable ([UInt8]) -> Void] = [
    "name": name, "a1111": a1111, "comfy": comfy, "png": png, "exif": exif, "image": image,
    "safetensors": safetensors, "companions": companions, "pixels": PictureTargets.pixels,
    "jpeg": PictureTargets.jpeg, "webp": PictureTargets.webp, "config": ServerTargets.config,
    "request": ServerTargets.request,
  ]

  private static let tools = [
    "run/sample", "run/samples", "run/samples/0 - a dog", "run/validation_images", "images/0a",
  ]

  /// The name of a file, in each kind of folder.
  @Sendable private static func name(_ bytes: [UInt8]) {
    let name = bytes.filter { $0 != 0 && $0 != UInt8(ascii: "/") }
    guard !name.isEmpty else { return }
    for tool in tools {
      for layout in [nil] + Layouts.all.indices.map(Optional.some) {
        let reader = FolderReader(folder: RelativePath(tool), layout: layout, rules: .discovery)
        var batch = FileBatch()
        reader.add(name[...], stamp: FileStamp(modified: 0, size: 0, inode: 0), to: &batch)
        precondition(batch.files.count == 1)
        precondition(batch.dimensionValues(of: 0).allSatisfy { !$0.name.isEmpty })
      }
    }
    let folder = DiscoveredFolder(RelativePath(bytes: name))
    precondition(!folder.run.isEmpty)
    let shown = DisplayName.text(of: name)
    if String(validating: name, as: UTF8.self) == nil { precondition(DisplayName.escapedBytes(of: shown) == name) }
    _ = CheckpointLabel(path: RelativePath(bytes: name))
  }

  @Sendable private static func a1111(_ bytes: [UInt8]) { check([TextChunk(keyword: "parameters", bytes: bytes)]) }

  @Sendable private static func comfy(_ bytes: [UInt8]) {
    check([TextChunk(keyword: "prompt", bytes: bytes)])
    check([TextChunk(keyword: "workflow", bytes: bytes)])
  }

  private static func check(_ chunks: [TextChunk]) {
    for details in [true, false] {
      guard let parameters = Dialects.read(chunks, fileStem: "image_00001_", details: details) else { continue }
      for value in parameters.dimensions() {
        precondition(!value.value.isEmpty, "\(value.name) is empty")
        if value.name == "seed" { precondition(value.value.utf8.allSatisfy { (0x30...0x39).contains($0) }) }
      }
    }
  }

  @Sendable private static func png(_ bytes: [UInt8]) {
    var limits = PNGTextReader.Limits()
    limits.text = 1 << 20
    let reader = PNGTextReader(limits: limits)
    // As a scan reads and as the details of one image are read; the second with what the reader learnt from the first.
    for wanted in [PNGWantedTexts.first(without: ("workflow", beside: "prompt")), .all] {
      guard let info = try? reader.read({ offset, buffer in copy(bytes, offset, buffer) }, wanting: wanted) else {
        return
      }
      check(info.texts.map { TextChunk(keyword: $0.keyword, bytes: $0.bytes) })
    }
  }

  static func copy(_ bytes: [UInt8], _ offset: Int, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard offset < bytes.count else { return 0 }
    let part = bytes[offset..<min(bytes.count, offset + buffer.count)]
    buffer.copyBytes(from: part)
    return part.count
  }

  @Sendable private static func exif(_ bytes: [UInt8]) {
    check(ExifBlock.chunks(tiff: bytes[...]))
    _ = ExifBlock.orientation(tiff: bytes[...])
  }

  /// A whole file of any format, through all that is done with an image.
  @Sendable private static func image(_ bytes: [UInt8]) {
    for value in ScratchFile.inspection(of: bytes).dimensions { precondition(!value.name.isEmpty) }
  }

  @Sendable private static func safetensors(_ bytes: [UInt8]) {
    let path = RelativePath("weights.safetensors")
    guard ScratchFile.write(bytes, to: path), let file = try? ScratchFile.root.openFile(path) else {
      fatalError("the scratch file cannot be used")
    }
    _ = try? SafetensorsHeader.read(file)
  }

  @Sendable private static func companions(_ bytes: [UInt8]) {
    let lists = [
      KohyaPrompts.read(text: bytes), KohyaPrompts.read(json: bytes), AIToolkitConfig.read(json: bytes),
      AIToolkitConfig.read(yaml: bytes),
    ]
    for list in lists { _ = list?.parameters(promptIndex: "0", step: nil, seed: nil)?.dimensions() }
    _ = FooocusLog(bytes)?.parameters(ofImage: Array("a_1.png".utf8)[...])?.dimensions()
    _ = GridData.read(bytes)?.place([], ["a", "b"])
    for ending in Sidecar.endings { _ = Sidecar.read(bytes, ending: ending, fileStem: "image")?.dimensions() }
  }
}
