/// How one tool names its sample images and folders. One small file each; `Layouts` holds their order.
package protocol Layout: Sendable {
  /// The tool, as users write it. Nothing is stored: each name is shown to every layout, and what holds nothing costs
  /// nothing to hand around.
  var tool: String { get }

  /// What a file's name says, nil when it is not of this tool. `folder` is the path's parts, the nearest last.
  func read(_ stem: ArraySlice<UInt8>, in folder: [String]) -> NameReading?

  /// The run and the values of a folder most of whose names are of this tool; nil to go by the path alone.
  func place(_ folder: [String]) -> DiscoveredFolder?
}

/// Tools that keep a list of their prompts beside the samples, which others look for.
package enum ToolName {
  package static let kohya = "kohya sd-scripts"
  package static let aiToolkit = "ai-toolkit"
  package static let fooocus = "Fooocus"
}

extension Layout {
  package func place(_ folder: [String]) -> DiscoveredFolder? { nil }
}

/// What one file name says.
package struct NameReading: Equatable, Sendable {
  package struct Value: Equatable, Sendable {
    package var name: StaticName
    /// Part of the name as it stands.
    package var text: ArraySlice<UInt8>
  }

  package var values: [Value] = []
  /// Nanoseconds since 1970, when the name holds a time: decides which of a stack is the newest.
  package var taken: Int64?
  /// A bitmap of a whole grid.
  package var isContactSheet = false

  package init() {}

  package mutating func add(_ name: StaticName, _ text: ArraySlice<UInt8>) {
    values.append(Value(name: name, text: text))
  }

  /// A whole number without its padding.
  package mutating func addNumber(_ name: StaticName, _ digits: ArraySlice<UInt8>) {
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    add(name, significant.isEmpty ? digits.suffix(1) : significant)
  }
}

/// The dimensions that layouts give; an enumeration so that a reading costs no string.
package enum StaticName: String, Sendable {
  case checkpoint, ema, epoch
  case epochStep = "epoch_step"
  case frame
  case imageIndex = "image_index"
  case name, prefix, prompt
  case promptIndex = "prompt_index"
  case seed, size, step, time
}
