/// The media type of a file by its name.
enum ContentType {
  private static let byExtension = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8", "json": "application/json", "map": "application/json",
    "webmanifest": "application/manifest+json", "svg": "image/svg+xml", "png": "image/png", "webp": "image/webp",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "ico": "image/x-icon", "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8",
  ]

  static func of(_ name: String) -> String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "application/octet-stream" }
    return byExtension[name[name.utf8.index(after: dot)...].lowercased()] ?? "application/octet-stream"
  }
}
