import JSON
import Testing

@Suite struct JSONWriterTests {
  @Test func placesCommasAndEscapes() {
    let bytes = JSONWriter.bytes { writer in
      writer.object { writer in
        writer.field("a", 1)
        writer.field("text", "\"\\\n\u{1}é/")
        writer.key("list")
        writer.array { writer in
          writer.null()
          writer.bool(true)
          writer.number(0.5)
          writer.number(.nan)
          writer.object { _ in }
        }
        writer.field("none", String?.none)
      }
    }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"a":1,"text":"\"\\\n\u0001é/","list":[null,true,0.5,null,{}],"none":null}"#)
  }
}
