import Glibc
import Samples
import Thumbnails

// Makes thumbnails one after the other, without server and cache: what the pipeline alone costs.
// With `lossless` for METHOD, libwebp's effort, it writes the scaled pictures as they are.
//   thumbnail-bench SIZE METHOD OUTPUT_FOLDER FILE…
let arguments = CommandLine.arguments
var encoder = WebPEncoder()
guard arguments.count > 4, let size = Int(arguments[1]).flatMap(ThumbnailSize.init) else {
  print("usage: thumbnail-bench SIZE METHOD|lossless OUTPUT_FOLDER FILE…")
  exit(2)
}
if let method = Int32(arguments[2]) { encoder.method = method } else { encoder.isLossless = true }
let maker = ThumbnailMaker(encoder: encoder)
for path in arguments[4...] {
  let descriptor = open(path, O_RDONLY)
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { fatalError("\(path) cannot be read") }
  var start = [UInt8](repeating: 0, count: ImageFormat.signatureLength)
  _ = pread(descriptor, &start, start.count, 0)
  guard let format = ImageFormat(signature: start) else { fatalError("\(path) is no image") }
  let thumbnail = try maker.thumbnail(fileSize: Int(status.st_size), format: format, size: size) { offset, buffer in
    pread(descriptor, buffer.baseAddress!, buffer.count, off_t(offset))
  }
  close(descriptor)
  let name = path.split(separator: "/").last!.split(separator: ".").first!
  let output = creat("\(arguments[3])/\(name).webp", 0o644)
  guard write(output, thumbnail.webp, thumbnail.webp.count) == thumbnail.webp.count else { fatalError("cannot write") }
  close(output)
}
