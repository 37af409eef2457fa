import Samples
import Testing

/// What a file name gives in a folder that no tool's layout claims.
func values(ofName name: String, in folder: String = "run", layout: Int? = nil) -> [String: String] {
  var batch = FileBatch()
  let reader = FolderReader(folder: RelativePath(folder), layout: layout, rules: .discovery)
  reader.add(Array(name.utf8)[...], stamp: FileStamp(modified: 1, size: 1, inode: 1), to: &batch)
  return Dictionary(uniqueKeysWithValues: batch.dimensionValues(of: 0).map { ($0.name, $0.value) })
}

@Suite struct QueryNameTests {
  @Test(arguments: [
    (
      "index=5&prompt_name=portal_hub&seed=422&cfg=3&_00001_.png",
      ["index": "5", "prompt_name": "portal_hub", "seed": "422", "cfg": "3"]
    ),
    ("seed=420&cfg=1_00001_.PNG", ["seed": "420", "cfg": "1"]),
    ("cfg=1&_100000_.jpeg", ["cfg": "1"]),
    ("cfg=1&_0001_.png", ["cfg": "1"]),
    ("seed=18446744073709551615.webp", ["seed": "18446744073709551615"]),
    ("a=1=2&b==.png", ["a": "1=2", "b": "="]),
    ("a=&b=x.png", ["a": "", "b": "x"]),
    ("=5&a=1&&plain.png", ["a": "1"]),
    ("a=1;b=2#c+d.png", ["a": "1;b=2#c+d"]),
    ("prompt=100%.png", ["prompt": "100%"]),
    ("prompt=%zz%4.png", ["prompt": "%zz%4"]),
    ("prompt=caf%C3%A9%20noir.png", ["prompt": "café noir"]),
    ("prompt=%FF%C3.png", ["prompt": "%FF%C3"]),
    ("prompt=%E2%82%ACx%F0%9F%98%80.png", ["prompt": "€x😀"]),
    ("prompt=a%26b%3Dc.png", ["prompt": "a&b=c"]),
    ("na%20me=1.png", ["na me": "1"]),
    ("مدينة=ليل&cfg=2.png", ["مدينة": "ليل", "cfg": "2"]),
    ("a.b=1.5.png", ["a.b": "1.5"]),
    ("portrait.png", [:]),
    ("_00001_.png", [:]),
  ])
  func namesGiveTheirPairs(_ name: String, _ expected: [String: String]) {
    #expect(values(ofName: name) == expected)
  }

  @Test func aRepeatedKeyKeepsTheFirstAndIsAProblem() {
    var batch = FileBatch()
    let reader = FolderReader(folder: RelativePath("run"), layout: nil, rules: .discovery)
    reader.add(Array("cfg=3&cfg=7.png".utf8)[...], stamp: FileStamp(modified: 1, size: 1, inode: 1), to: &batch)
    #expect(batch.dimensionValues(of: 0).map(\.value) == ["3"])
    #expect(batch.problems == [.init(file: 0, reason: "the file name gives cfg twice: 3 and 7")])
  }

  @Test(arguments: ["a.png", "a.PNG", "a.Jpg", "a.jpeg", "x.y.webp", "cfg=1.png"])
  func theseAreImages(_ name: String) { #expect(ImageFileName.isImage(Array(name.utf8)[...])) }

  @Test(arguments: [".a.png", "a.png.tmp", "png", "a.gif", "a.", "a.pngx", "a.safetensors", "@eaDir", "thumbnails"])
  func theseAreNot(_ name: String) { #expect(!ImageFileName.isImage(Array(name.utf8)[...])) }
}
