import Disk
import Metadata
import PNG
import Samples

/// Everything that reads bytes of strangers. A reader may find nothing, and must not crash, hang or grow; what it finds
/// must hold.
enum FuzzTargets {
  static let all: [String: @Sendable ([UInt8]) -> Void] = [
    "name": name, "a1111": a1111, "comfy": comfy, "pattern": pattern, "png": png, "exif": exif, "image": image,
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

  /// A text and what edits made of it: up to three, each with a place, what goes and what comes. What a pattern of the
  /// first cuts out of the second is what decoding says.
  @Sendable private static func pattern(_ bytes: [UInt8]) {
    guard let (isGraph, edits, text) = edited(bytes) else { return }
    var other = text
    for edit in edits where !other.isEmpty {
      let start = edit.place % other.count
      other.replaceSubrange(start..<min(other.count, start + edit.removed), with: edit.inserted)
    }
    let chunks = [text, other].map { TextChunk(keyword: isGraph ? "prompt" : "parameters", bytes: $0) }
    var patterns = TextPatterns()
    _ = patterns.read([chunks[0]], fileStem: "image")
    guard let match = patterns.match([chunks[1]]) else { return }
    var cut: [[String]] = []
    match.forEachDimension { cut.append([$0.description, String(decoding: $1, as: UTF8.self)]) }
    let decoded = Dialects.read([chunks[1]], fileStem: "image", details: false)?.dimensions()
    precondition(cut == decoded?.map { [$0.name, $0.value] }, "a pattern reads other values")
  }

  private static func edited(
    _ bytes: [UInt8]
  ) -> (isGraph: Bool, edits: [(place: Int, removed: Int, inserted: ArraySlice<UInt8>)], text: [UInt8])? {
    var rest = bytes[...]
    guard let head = rest.popFirst() else { return nil }
    var edits: [(Int, Int, ArraySlice<UInt8>)] = []
    for _ in 0..<Int(head >> 1 & 3) {
      guard rest.count >= 4 else { return nil }
      let numbers = rest.prefix(4).map { Int($0) }
      rest = rest.dropFirst(4)
      let inserted = rest.prefix(numbers[3] & 31)
      rest = rest.dropFirst(inserted.count)
      edits.append((numbers[0] << 8 | numbers[1], numbers[2] & 31, inserted))
    }
    return (head & 1 == 1, edits, Array(rest))
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
