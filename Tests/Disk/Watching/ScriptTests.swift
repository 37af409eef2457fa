import Foundation
import Samples
import Testing

@testable import Disk

/// Shell lines, and what the index then holds.
struct ScriptTests {
  struct Script: CustomTestStringConvertible, Sendable {
    var name: String
    /// Before the watcher starts.
    var before = ""
    var lines: String
    var paths: [String]

    var testDescription: String { name }
  }

  static let scripts: [Script] = [
    Script(name: "create", lines: "cp $PNG1 a.png; cp $PNG2 b.webp; cp $PNG1 notes.txt", paths: ["a.png", "b.webp"]),
    Script(name: "in-place write", lines: "exec 3> a.png; cat $PNG1 >&3; exec 3>&-", paths: ["a.png"]),
    Script(name: "write, then rename", lines: "cp $PNG1 a.part; mv a.part a.png", paths: ["a.png"]),
    Script(
      name: "new folders with files at once", lines: "mkdir -p a/b/c; cp $PNG1 a/b/c/x.png; cp $PNG2 a/y.png",
      paths: ["a/b/c/x.png", "a/y.png"]),
    Script(
      name: "cp -r", before: "mkdir -p root/a/b; cp picture.png root/a/b/x.png; cp picture.png root/a/y.png",
      lines: "cp -r a z", paths: ["a/b/x.png", "a/y.png", "z/b/x.png", "z/y.png"]),
    Script(
      name: "folder renamed", before: "mkdir -p root/a/b; cp picture.png root/a/b/x.png",
      lines: "mv a z; cp $PNG2 z/b/new.png", paths: ["z/b/new.png", "z/b/x.png"]),
    Script(
      name: "folder moved deeper", before: "mkdir -p root/a/b root/c; cp picture.png root/a/b/x.png",
      lines: "mv a/b c/d; cp $PNG2 c/d/new.png", paths: ["c/d/new.png", "c/d/x.png"]),
    Script(
      name: "folder moved in", lines: "mkdir -p ../o/p; cp $PNG1 ../o/p/x.png; mv ../o .; cp $PNG2 o/p/y.png",
      paths: ["o/p/x.png", "o/p/y.png"]),
    Script(
      name: "folder moved out", before: "mkdir -p root/a/b; cp picture.png root/a/b/x.png; cp picture.png root/k.png",
      lines: "mv a ../a; cp $PNG1 ../a/b/unseen.png", paths: ["k.png"]),
    Script(
      name: "folder moved out and back", before: "mkdir -p root/a; cp picture.png root/a/x.png",
      lines: "mv a ../a; rm ../a/x.png; cp $PNG1 ../a/y.png; mv ../a a; cp $PNG1 a/z.png",
      paths: ["a/y.png", "a/z.png"]),
    Script(
      name: "rm -r", before: "mkdir -p root/a/b; cp picture.png root/a/b/x.png; cp picture.png root/k.png",
      lines: "rm -r a", paths: ["k.png"]),
    Script(
      name: "run1 beside run10",
      before: "mkdir root/run1 root/run10; cp picture.png root/run1/x.png; cp picture.png root/run10/y.png",
      lines: "mv run1 run2; cp $PNG2 run10/z.png; cp $PNG2 run2/w.png",
      paths: ["run10/y.png", "run10/z.png", "run2/w.png", "run2/x.png"]),
    Script(
      name: "two folders change places",
      before: "mkdir -p root/a/in root/b; cp picture.png root/a/in/x.png; cp picture.png root/b/y.png",
      lines: "mv a t; mv b a; mv t b; cp $PNG1 b/in/z.png", paths: ["a/y.png", "b/in/x.png", "b/in/z.png"]),
    Script(
      name: "removed and made again", before: "mkdir root/a; cp picture.png root/a/x.png",
      lines: "rm -r a; mkdir a; cp $PNG1 a/y.png; rm -r a; mkdir -p a/b; cp $PNG2 a/b/z.png", paths: ["a/b/z.png"]),
    Script(
      name: "hidden temporary renamed",
      lines: "cp $PNG1 .a.png.tmp; mkdir .tmp; cp $PNG2 .tmp/b.png; mv .tmp/b.png .; mv .a.png.tmp a.png",
      paths: ["a.png", "b.png"]),
    Script(
      name: "hidden folder renamed", lines: "mkdir .tmp; cp $PNG1 .tmp/a.png; mv .tmp shown; cp $PNG2 shown/b.png",
      paths: ["shown/a.png", "shown/b.png"]),
    Script(
      name: "folder hidden", before: "mkdir root/a; cp picture.png root/a/x.png", lines: "mv a .a; cp $PNG1 .a/y.png",
      paths: []),
    Script(
      name: "overwritten in place and by rename", before: "cp picture.png root/a.png; cp picture.png root/b.png",
      lines: "cat $PNG1 > a.png; cp $PNG2 .b; mv .b b.png", paths: ["a.png", "b.png"]),
    Script(
      name: "truncated", before: "cp picture.png root/a.png; cp picture.png root/b.png",
      lines: "truncate -s 20 a.png; truncate -s 0 b.png", paths: ["a.png", "b.png"]),
    Script(
      name: "clocks that jump", before: "cp picture.png root/a.png; cp picture.png root/b.png; mkdir root/d",
      lines: """
        touch -d '2001-01-01' a.png; touch -d '2101-01-01' b.png; cp $PNG1 c.png; touch -d '2101-01-01' c.png
        cp $PNG2 d/e.png; touch -d '2101-01-01' d/e.png; touch -d '1970-01-01' d; cat $PNG3 > d/e.png
        """, paths: ["a.png", "b.png", "c.png", "d/e.png"]),
    Script(
      name: "sidecars that come, change and go", before: "mkdir root/d; cp picture.png root/d/old.png",
      lines: """
        say() { echo "{\\"seed\\": $1, \\"steps\\": 20}"; }
        echo x > d/a.png; say 1 > d/a.json; sleep 0.2; echo y > d/a.png; sleep 0.2; say 2 > d/a.json
        say 3 > d/b.json; sleep 0.2; echo x > d/b.png; say 4 > d/c.json; echo x > d/c.png; sleep 0.2; rm d/c.json
        """, paths: ["d/a.png", "d/b.png", "d/c.png", "d/old.png"]),
    Script(
      name: "checkpoint pruned by its trainer",
      before: "for i in 1 2 3; do d=root/m-step$i.safetensors; mkdir $d; cp picture.png $d/x.png; done",
      lines: "mkdir m-step4.safetensors; cp $PNG1 m-step4.safetensors/x.png; rm -r m-step1.safetensors",
      paths: (2...4).map { "m-step\($0).safetensors/x.png" }),
    Script(
      name: "symbolic link to another folder swapped",
      before: "mkdir root/v1 root/v2; cp picture.png root/v1/a.png; cp picture.png root/v2/b.png; ln -s v1 root/now",
      lines: "ln -s v2 next; mv -T next now; cp $PNG1 v2/c.png",
      paths: ["now/b.png", "now/c.png", "v1/a.png", "v2/b.png", "v2/c.png"]),
    Script(
      name: "one folder under two paths", lines: "mkdir v; ln -s v w; cp $PNG1 v/a.png; sleep 0.2; cp $PNG2 w/b.png",
      paths: ["v/a.png", "v/b.png", "w/a.png", "w/b.png"]),
    Script(
      name: "target of a link removed", before: "mkdir root/v; cp picture.png root/v/a.png; ln -s v root/w",
      lines: "rm -r v", paths: []),
    Script(
      name: "links to files", before: "mkdir root/v; cp picture.png root/v/a.png",
      lines: "ln -s v/a.png l.png; ln v/a.png h.png; sleep 0.3; cp $PNG3 v/b.png; mv v/b.png v/a.png",
      paths: ["h.png", "l.png", "v/a.png"]),
    Script(name: "link that leads nowhere", lines: "ln -s gone.png l.png; cp $PNG1 a.png", paths: ["a.png"]),
    Script(
      name: "link out of the root", lines: "cp $PNG1 ../x.png; ln -s ../x.png l.png; cp $PNG1 a.png", paths: ["a.png"]),
    Script(
      name: "name becomes a folder", before: "cp picture.png root/a.png",
      lines: "rm a.png; mkdir a.png; cp $PNG1 a.png/b.png",
      paths: ["a.png/b.png"]),
    Script(
      name: "5,000 files in one burst", lines: "for i in {1..5000}; do echo x > $i.png; done",
      paths: (1...5000).map { "\($0).png" }),
    Script(
      name: "layout of most names changes",
      before: "mkdir -p root/r/sample; cp picture.png root/r/sample/a_20240101000000_e000001_00_42.png",
      lines: "for i in {1..4}; do cp $PNG1 r/sample/1234567890123__00000010${i}_$i.jpg; done; rm r/sample/a_*",
      paths: (1...4).map { "r/sample/1234567890123__00000010\($0)_\($0).jpg" }),
    Script(
      name: "a grid's list comes after its images",
      before: "mkdir -p root/g/x; cp picture.png root/g/x/1.png; cp picture.png root/g/x/2.png",
      lines: #"""
        echo 'rawData = {"axes":[{"id":"a","values":[{"key":"x"}]},{"id":"b","values":[{"key":"1"},{"key":"2"}]}]}' \
          > g/data.js; cp $PNG1 g/x/3.png
        """#,
      paths: ["g/x/1.png", "g/x/2.png", "g/x/3.png"]),
    Script(
      name: "a grid's list goes",
      before: #"""
        mkdir -p root/g/x; cp picture.png root/g/x/1.png
        echo 'rawData = {"axes":[{"id":"a","values":[{"key":"x"}]},{"id":"b","values":[{"key":"1"}]}]}' > root/g/data.js
        """#,
      lines: "rm g/data.js", paths: ["g/x/1.png"]),
    Script(
      name: "odd names",
      lines: #"cp $PNG1 $'n\new\nline.png'; cp $PNG1 'a b&cfg=3&.png'; cp $PNG1 $'\xff.png'; rm 'a b&cfg=3&.png'"#,
      paths: ["n\new\nline.png", "%FF.png"]),
  ]

  @Test(arguments: scripts) func theIndexFollows(_ script: Script) throws {
    let watched = try Watched(prepare: "mkdir root")
    try before(script, watched)
    try watched.ready()
    try watched.run(script.lines)
    try watched.expectFreshScan(script.name)
    #expect(watched.paths == script.paths.sorted())
  }

  /// What was there before the watcher came is read by its scan instead.
  @Test(arguments: scripts) func theFirstScanMeetsTheStorm(_ script: Script) throws {
    let watched = try Watched(prepare: "mkdir root")
    try before(script, watched)
    try watched.run(script.lines)
    try watched.expectFreshScan(script.name)
    #expect(watched.paths == script.paths.sorted())
  }

  private func before(_ script: Script, _ watched: Watched) throws {
    guard !script.before.isEmpty else { return }
    try Data(Picture.png(seed: 9)).write(to: URL(filePath: watched.folder.path + "/picture.png"))
    try Shell.run(script.before, in: watched.folder.path)
  }
}
