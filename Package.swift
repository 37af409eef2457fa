// swift-tools-version: 6.2
import PackageDescription

// A target line is drawn only where a dependency changes, and the imports run one way (docs/architecture.md).
// Each C library is imported by exactly one Swift target.

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// SwiftPM's release mode does not define NDEBUG for C++; toml++ would abort on `[[[[` instead of reporting it.
let cxxSettings: [CXXSetting] = [.define("NDEBUG"), .define("TOML_EXCEPTIONS", to: "0")]

// Loops over millions of bytes are unbearable at -O0: also the debug program shall show a grid.
let hotLoops: [CSetting] = [.unsafeFlags(["-O3"])]

func library(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

func systemLibrary(_ name: String, pkgConfig: String, package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, path: "Tests/\(name)",
    swiftSettings: swiftSettings)
}

let package = Package(
  name: "checkpoint-sampler",
  products: [.executable(name: "checkpoint-sampler", targets: ["checkpoint-sampler"])],
  targets: [
    systemLibrary("CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
    systemLibrary("CPNG", pkgConfig: "libpng", package: "libpng-dev"),
    systemLibrary("CDeflate", pkgConfig: "libdeflate", package: "libdeflate-dev"),
    systemLibrary("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
    systemLibrary("CMicroHTTPD", pkgConfig: "libmicrohttpd", package: "libmicrohttpd-dev"),
    .systemLibrary(name: "CInotify", path: "Sources/C/CInotify", providers: [.apt(["libinotifytools0-dev"])]),
    systemLibrary("CJPEG", pkgConfig: "libturbojpeg", package: "libturbojpeg0-dev"),
    systemLibrary("CWebP", pkgConfig: "libwebp", package: "libwebp-dev"),
    .target(name: "CLinux", path: "Sources/C/CLinux"),
    .target(name: "CSendFile", path: "Sources/C/CSendFile"),
    .target(name: "CPNGRows", dependencies: ["CPNG"], path: "Sources/C/CPNGRows", cSettings: hotLoops),
    .target(name: "CPixels", path: "Sources/C/CPixels", cSettings: hotLoops),
    .target(name: "CTOML", path: "Sources/C/CTOML", cxxSettings: cxxSettings),

    library("JSON"),
    library("Samples"),
    library("Metadata", ["JSON", "Samples"]),
    library("PNG", ["CPNGRows", "CDeflate"]),
    library("Disk", ["Samples", "Metadata", "PNG", "CInotify", "CLinux"]),
    library("Catalog", ["Samples"]),
    library("Thumbnails", ["Samples", "Metadata", "PNG", "CPixels", "CJPEG", "CWebP"]),
    library("Presets", ["JSON", "Samples", "CSQLite"]),
    library("HTTP", ["JSON", "CMicroHTTPD", "CSendFile", "CZlib"]),
    library(
      "API", ["Samples", "Catalog", "Presets", "Thumbnails", "HTTP", "JSON"],
      resources: [.embedInCode("openapi.json")]),
    library("Configuration", ["Samples", "CTOML"]),
    library("Demo", ["PNG"]),
    .executableTarget(
      name: "checkpoint-sampler",
      dependencies: [
        "API", "Catalog", "Configuration", "Demo", "Disk", "HTTP", "JSON", "Metadata", "Presets", "Samples",
        "Thumbnails",
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "catalog-bench", dependencies: ["Catalog", "Samples"], path: "Benchmarks/Catalog",
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "thumbnail-bench", dependencies: ["Samples", "Thumbnails"], path: "Benchmarks/Thumbnails",
      swiftSettings: swiftSettings),

    tests("JSON"),
    tests("Samples"),
    tests("Metadata"),
    tests("PNG", ["CPNG", "CDeflate"]),
    tests("Disk", ["Catalog", "PNG", "Samples"]),
    tests("Catalog", ["Samples"]),
    tests("Presets", ["JSON", "Samples"]),
    tests("HTTP"),
    tests("Thumbnails", ["PNG", "Samples", "CJPEG", "CWebP"]),
    tests(
      "API",
      ["Catalog", "Disk", "HTTP", "JSON", "PNG", "Presets", "Samples", "Thumbnails", "checkpoint-sampler"]),
    .testTarget(
      name: "FormatsTests",
      dependencies: [
        "API", "Catalog", "Disk", "HTTP", "JSON", "Metadata", "PNG", "Presets", "Samples", "Thumbnails",
        "checkpoint-sampler",
      ],
      path: "Tests/Formats", swiftSettings: swiftSettings),
    tests("Configuration"),
    tests("Demo", ["PNG"]),
  ],
  cxxLanguageStandard: .cxx17
)

// `make fuzz` builds this with the fuzzer's own main; an ordinary build has no use for it.
if Context.environment["CHECKPOINT_SAMPLER_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "API", "Catalog", "Configuration", "Disk", "HTTP", "Metadata", "PNG", "Presets", "Samples", "Thumbnails",
      ], path: "Fuzz",
      exclude: ["corpus", "make_corpus.py"],
      swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])]))
}
