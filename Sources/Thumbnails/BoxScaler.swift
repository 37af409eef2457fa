internal import CPixels

/// Makes a picture smaller: each pixel is the average of the area it covers, with fractions of pixels at the edges.
///
/// Rows come one by one and are summed up vertically first, while they are still in the processor's cache: 0.07 of
/// libpng's CPU for a row, horizontally first costs 0.12 (measured). A row of output gets weights that come to 256, so
/// 16 bits hold its sums.
///
/// Memory: `sums` has a place for every sample of a source row and 3 spare ones, which `pixels_shrink_row` may read.
/// Spans are cut from 0 ..< source width.
final class BoxScaler {
  private let source: (width: Int, height: Int)
  private let channels: Int
  private let spans: Spans
  private var sums: [UInt16]
  private var premultiplied: [UInt8]
  private var row = 0
  private var finishedRows = 0
  private(set) var picture: Picture

  /// Never larger than the source.
  init(from source: (width: Int, height: Int), to size: (width: Int, height: Int), channels: Int) {
    precondition((1...source.width).contains(size.width) && (1...source.height).contains(size.height))
    self.source = source
    self.channels = channels
    spans = Spans(from: source.width, to: size.width)
    sums = [UInt16](repeating: 0, count: source.width * channels + 3)
    premultiplied = channels % 2 == 0 ? [UInt8](repeating: 0, count: source.width * channels) : []
    picture = Picture(
      width: size.width, height: size.height, channels: channels,
      bytes: [UInt8](repeating: 0, count: size.width * size.height * channels))
  }

  /// `source.width` × `channels` bytes.
  func add(row bytes: UnsafePointer<UInt8>) {
    precondition(row < source.height)
    guard channels % 2 == 0 else { return sum(bytes) }
    pixels_premultiply(&premultiplied, bytes, source.width, channels)
    premultiplied.withUnsafeBufferPointer { sum($0.baseAddress!) }
  }

  /// A row lies in one or two rows of output.
  private func sum(_ bytes: UnsafePointer<UInt8>) {
    let (start, end) = (row * picture.height, (row + 1) * picture.height)
    var from = start
    while from < end {
      let edge = (finishedRows + 1) * source.height
      let upTo = min(end, edge)
      let weight = parts(upTo) - parts(from)
      if weight > 0 { pixels_add_row(&sums, bytes, source.width * channels, UInt16(weight)) }
      if upTo == edge { finishRow() }
      from = upTo
    }
    row += 1
  }

  /// How many of an output row's 256 parts lie before `place`. Differences of rounded places come to 256 exactly.
  private func parts(_ place: Int) -> Int { (place * 256 + source.height / 2) / source.height }

  private func finishRow() {
    let width = picture.width
    let place = finishedRows * width * channels
    picture.bytes.withUnsafeMutableBufferPointer { output in
      pixels_shrink_row(output.baseAddress! + place, width, channels, sums, spans.spans, spans.weights)
    }
    sums.withUnsafeMutableBytes { _ = $0.initializeMemory(as: UInt8.self, repeating: 0) }
    finishedRows += 1
  }
}

/// Which pixels of a source row make each pixel of output, and how much each of them counts.
private struct Spans {
  private(set) var spans: [pixels_span] = []
  private(set) var weights: [Float] = []

  init(from source: Int, to width: Int) {
    for x in 0..<width {
      let (start, end) = (x * source, (x + 1) * source)
      let (first, last) = (start / width, (end - 1) / width)
      spans.append(
        pixels_span(first: UInt32(first), count: UInt32(last - first + 1), weights: UInt32(weights.count)))
      for pixel in first...last {
        let covered = min(end, (pixel + 1) * width) - max(start, pixel * width)
        weights.append(Float(covered) / Float(source) / 256)
      }
    }
  }
}
