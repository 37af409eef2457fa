import Glibc

/// pread(2) until there is enough, the file ends, or an error makes it the same as its end.
enum PositionedRead {
  static func bytes(of descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = fill(UnsafeMutableRawBufferPointer(buffer), of: descriptor, at: offset)
    }
  }

  static func fill(_ buffer: UnsafeMutableRawBufferPointer, of descriptor: Int32, at offset: Int) -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    return done
  }
}
