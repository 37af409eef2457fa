internal import HTTP
internal import JSON
internal import Samples
internal import Thumbnails

/// The images themselves, and everything known of one.
struct ImageRoutes: Sendable {
  let images: any ImageSource
  let caching: ImageCaching

  /// `GET /images/{path}?v=`
  func file(_ request: Request) -> Reply {
    do throws(ImageSourceError) {
      return try request.firstFoundImage { path throws(ImageSourceError) in
        try request.isConditional ? unlessUnchanged(path, request) : opened(path, request)
      }
    } catch {
      return .now(.failure(error))
    }
  }

  /// Whoever holds the picture already most likely holds the current one, so the file is not opened for its answer.
  private func unlessUnchanged(_ path: RelativePath, _ request: Request) throws(ImageSourceError) -> Reply {
    .unlessKept(validity(try images.stamp(path).version, request)) {
      do throws(ImageSourceError) {
        return try opened(path, request)
      } catch {
        return .now(.failure(error))
      }
    }
  }

  private func opened(_ path: RelativePath, _ request: Request) throws(ImageSourceError) -> Reply {
    let image = try images.open(path)
    let validity = validity(image.stamp.version, request)
    let file = FileBody(descriptor: image.descriptor, size: image.stamp.size)
    @Sendable func answer() -> Reply {
      .now(Response(headers: validity.headers(type: image.format.mediaType), body: .file(file)))
    }
    return file.isSmall ? .unlessKept(validity, answer) : answer()
  }

  private func validity(_ version: UInt64, _ request: Request) -> Validity {
    let version = VersionText.text(version)
    return Validity(
      etag: "\"" + version + "\"", cacheControl: caching.control(asked: request.first("v"), current: version))
  }

  /// `GET /api/images/{path}`
  func detail(_ request: Request) -> Reply {
    do throws(ImageSourceError) {
      let image = try request.firstFoundImage { path throws(ImageSourceError) in try images.inspect(path) }
      return .now(.json(JSONWriter.bytes { image.write(to: &$0) }))
    } catch {
      return .now(.failure(error))
    }
  }
}

/// How long a picture may be kept.
struct ImageCaching: Sendable {
  /// With a token, caches that several people share must not keep the pictures.
  let isPrivate: Bool

  /// A URL with the current version never changes its meaning; any other is asked about each time.
  func control(asked: String?, current: String) -> String {
    asked == current ? "\(isPrivate ? "private" : "public"), max-age=31536000, immutable" : "no-cache"
  }
}

extension Request {
  /// The image that the route's `path` names. A name that is not UTF-8 travels as it is shown, see `DisplayName`.
  func firstFoundImage<Result>(
    _ body: (RelativePath) throws(ImageSourceError) -> Result
  ) throws(ImageSourceError) -> Result {
    let path = captures["path"] ?? []
    do throws(ImageSourceError) {
      return try body(RelativePath(bytes: path))
    } catch .notFound {
      guard let bytes = DisplayName.escapedBytes(of: String(decoding: path, as: UTF8.self)) else { throw .notFound }
      return try body(RelativePath(bytes: bytes))
    }
  }
}

extension ImageInspection {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("path", path.description)
      writeFile(to: &writer)
      writer.key("training_runs")
      writer.strings(runs)
      writer.key("dimensions")
      writer.array(of: dimensions) { $1.write(to: &$0) }
      writer.key("disagreements")
      writer.strings(disagreements)
      writer.field("dialect", dialect)
      writer.key("parameters")
      writer.array(of: parameters) { Self.writePair(to: &$0, "name", $1.name, "value", $1.value) }
      writer.key("text")
      writer.array(of: texts) { Self.writePair(to: &$0, "keyword", $1.keyword, "text", $1.text) }
      writer.field("contact_sheet", isContactSheet)
      writer.field("problem", problem)
    }
  }

  private func writeFile(to writer: inout JSONWriter) {
    writer.field("version", stamp.map { VersionText.text($0.version) })
    writer.field("format", format?.rawValue)
    writer.field("width", width)
    writer.field("height", height)
    writer.field("size", stamp?.size)
    writer.field("modified_at", stamp.map { Timestamp(nanoseconds: $0.modified).description })
  }

  private static func writePair(
    to writer: inout JSONWriter, _ firstKey: String, _ first: String, _ secondKey: String, _ second: String
  ) {
    writer.object { writer in
      writer.field(firstKey, first)
      writer.field(secondKey, second)
    }
  }
}

extension DimensionValue {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("name", name)
      writer.field("value", value)
      writer.field("source", source.name)
    }
  }
}
