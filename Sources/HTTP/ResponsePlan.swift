/// What goes out for a response to a request: conditions, ranges and compression applied. Pure, but for the gzip.
struct ResponsePlan {
  enum Content {
    case none
    /// The headers tell of a body that is not sent: HEAD and 304.
    case withheld(length: Int64)
    case bytes(ArraySlice<UInt8>)
    case file(FileBody, offset: Int64, length: Int64)
    case events(EventStream)
  }

  var status: Int
  var headers: [HeaderField]
  var content: Content

  init(_ response: Response, for request: Request) {
    (status, headers) = (response.status, response.headers)
    content = Self.content(response.body)
    gzip(request)
    if status == 200, request.method == "GET" || request.method == "HEAD", let size, let etag = value("ETag") {
      if isUnchanged(etag, request) { status = 304 } else { applyRange(of: size, etag, request) }
    }
    if status == 304 || request.method == "HEAD", let size { content = .withheld(length: size) }
  }

  private static func content(_ body: Response.Body) -> Content {
    switch body {
    case .empty: .none
    case .bytes(let bytes): .bytes(bytes[...])
    case .file(let file): .file(file, offset: 0, length: file.size)
    case .events(let stream): .events(stream)
    }
  }

  private var size: Int64? {
    switch content {
    case .bytes(let bytes): Int64(bytes.count)
    case .file(_, _, let length): length
    case .none, .withheld, .events: nil
    }
  }

  func value(_ name: String) -> String? { headers.first { $0.isNamed(name) }?.value }

  // MARK: Compression

  /// A part of a gzipped body is of no use, so a request with `Range` gets the plain one.
  private mutating func gzip(_ request: Request) {
    guard case .bytes(let bytes) = content,
      ContentCoding.isCompressible(type: value("Content-Type"), size: bytes.count)
    else { return }
    headers.append(HeaderField("Vary", "Accept-Encoding"))
    guard !request.headers.contains("Range"), ContentCoding.prefersGzip(request.headers.list("Accept-Encoding")) else {
      return
    }
    headers.append(HeaderField("Content-Encoding", "gzip"))
    for index in headers.indices where headers[index].isNamed("ETag") {
      headers[index].value = ETag.gzipped(headers[index].value)
    }
    content = .bytes(ContentCoding.gzip(bytes)[...])
  }

  // MARK: Conditions and ranges

  private func isUnchanged(_ etag: String, _ request: Request) -> Bool {
    if let list = request.headers.list("If-None-Match") { return ETag.list(list, matches: etag, .weak) }
    guard let since = request.header("If-Modified-Since").flatMap(HTTPDate.seconds),
      let modified = value("Last-Modified").flatMap(HTTPDate.seconds)
    else { return false }
    return modified <= since
  }

  private mutating func applyRange(of size: Int64, _ etag: String, _ request: Request) {
    guard value("Content-Encoding") == nil else { return }
    headers.append(HeaderField("Accept-Ranges", "bytes"))
    guard request.method == "GET", let range = request.header("Range"),
      Self.ifRangeHolds(etag, value("Last-Modified"), request)
    else { return }
    apply(ByteRange.parse(range, size: size), of: size)
  }

  private static func ifRangeHolds(_ etag: String, _ lastModified: String?, _ request: Request) -> Bool {
    guard let condition = request.header("If-Range") else { return true }
    return ETag.isExactly(condition, etag) || condition == lastModified
  }

  private mutating func apply(_ range: ByteRange, of size: Int64) {
    switch range {
    case .whole: break
    case .unsatisfiable:
      let error = Response.error(416, "range_not_satisfiable", "The body has \(size) bytes.")
      (status, headers) = (416, error.headers + [HeaderField("Content-Range", "bytes */\(size)")])
      content = Self.content(error.body)
    case .part(let offset, let length):
      status = 206
      headers.append(HeaderField("Content-Range", "bytes \(offset)-\(offset + length - 1)/\(size)"))
      narrow(offset, length)
    }
  }

  private mutating func narrow(_ offset: Int64, _ length: Int64) {
    switch content {
    case .bytes(let bytes): content = .bytes(bytes.dropFirst(Int(offset)).prefix(Int(length)))
    case .file(let file, _, _): content = .file(file, offset: offset, length: length)
    case .none, .withheld, .events: break
    }
  }
}

extension ResponsePlan {
  /// Whether the same target will be answered by the same bytes as long as its headers are the same. A weak tag, or
  /// none, does not promise that.
  var isRepeatable: Bool {
    let isWhole =
      switch content {
      case .file(let file, 0, let length): status == 200 && length == file.size && file.isSmall
      case .withheld: status == 304
      case .none, .bytes, .file, .events: false
      }
    return isWhole && value("ETag")?.hasPrefix("W/") == false
  }

  /// What `counters` counts when all went out; streams count as they go.
  var sentLength: Int {
    switch content {
    case .bytes(let bytes): bytes.count
    case .file(_, _, let length): Int(length)
    case .none, .withheld, .events: 0
    }
  }
}
