internal import HTTP
internal import Samples
internal import Thumbnails

/// Small WebPs of the images.
struct ThumbnailRoutes: Sendable {
  let images: any ImageSource
  let thumbnails: ThumbnailService
  let caching: ImageCaching

  /// `GET /thumbnails/{path}?v=&size=`
  func thumbnail(_ request: Request) -> Reply {
    guard let size = request.first("size").flatMap({ Int($0) }).flatMap(ThumbnailSize.init) else {
      return .now(.unknownThumbnailSize)
    }
    do throws(ImageSourceError) {
      return try request.firstFoundImage { path throws(ImageSourceError) in
        let key = ThumbnailKey(path: path, stamp: try images.stamp(path), size: size)
        return .unlessKept(validity(key.version, size, request)) { cached(key, request) ?? made(key, request) }
      }
    } catch {
      return .now(.failure(error))
    }
  }

  private func cached(_ key: ThumbnailKey, _ request: Request) -> Reply? {
    guard let thumbnail = thumbnails.cached(key), let descriptor = thumbnail.take() else { return nil }
    let body = FileBody(descriptor: descriptor, size: Int64(thumbnail.size))
    return .now(response(.file(body), key.version, key.size, request))
  }

  private func made(_ key: ThumbnailKey, _ request: Request) -> Reply {
    // What cannot be opened is told at once, in the same words as for the image itself.
    do throws(ImageSourceError) {
      _ = FileBody(try images.open(key.path))
    } catch {
      return .now(.failure(error))
    }
    return .later { [self] answer in
      let cancel = thumbnails.make(key, open: { try? images.open(key.path) }) { result in
        switch result {
        case .success(let made): answer(response(.bytes(made.webp), made.version, key.size, request))
        case .failure(let error): answer(.failure(error))
        }
      }
      return Cancellation(cancel)
    }
  }

  private func response(
    _ body: Response.Body, _ version: UInt64, _ size: ThumbnailSize, _ request: Request
  ) -> Response {
    let validity = validity(version, size, request)
    return Response(headers: validity.headers(type: ImageFormat.webp.mediaType), body: body)
  }

  private func validity(_ version: UInt64, _ size: ThumbnailSize, _ request: Request) -> Validity {
    let version = VersionText.text(version)
    let cacheControl = caching.control(asked: request.first("v"), current: version)
    return Validity(etag: "\"\(version)-\(size.rawValue)\"", cacheControl: cacheControl)
  }
}

extension FileBody {
  fileprivate convenience init(_ image: OpenImage) { self.init(descriptor: image.descriptor, size: image.stamp.size) }
}

extension Response {
  fileprivate static var unknownThumbnailSize: Response {
    let sizes = ThumbnailSize.allCases.map { String($0.rawValue) }.joined(separator: ", ")
    return .error(400, "invalid_parameter", "`size`, the length of the longest side, takes one of \(sizes).")
  }
}
