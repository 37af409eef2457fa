internal import Samples

/// A training run of the config file: the folders that belong to it, and the dimensions that their paths name.
package struct RunPattern: Equatable, Sendable {
  package let name: String
  private let folders: FolderRegex
  private let dimensions: [PatternDimension]

  init(name: String, folders: FolderRegex, dimensions: [PatternDimension]) {
    self.name = name
    self.folders = folders
    self.dimensions = dimensions
  }

  /// `folderPath` is relative to the root and uses `/`; the root itself is empty.
  package func matches(folderPath: String) -> Bool { folders.matches(folderPath) }

  /// In the order of the config file. A dimension whose pattern finds nothing is left out.
  package func dimensions(folderPath: String) -> [RunDimension] { dimensions.compactMap { $0.read(folderPath) } }
}

/// One dimension that a folder's path names.
package struct RunDimension: Equatable, Sendable {
  package var name: String
  package var value: String
  /// Why `value` is not what the config file says it should be; it is the text as found then.
  package var problem: String?
}

/// A dimension as the config file describes it.
struct PatternDimension: Equatable, Sendable {
  enum Kind: String, CaseIterable {
    case int
    case float
    case string
  }

  var name: String
  var kind: Kind
  var regex: FolderRegex

  func read(_ folderPath: String) -> RunDimension? {
    guard let text = regex.firstCapture(in: folderPath) else { return nil }
    switch kind {
    case .string: return RunDimension(name: name, value: text)
    case .int: return whole(text)
    case .float:
      let problem = DecimalNumber(text) == nil ? "`\(text)` is no number, but dimension `\(name)` is a float" : nil
      return RunDimension(name: name, value: text, problem: problem)
    }
  }

  /// Any number of digits: seeds reach 2^64−1.
  private func whole(_ text: String) -> RunDimension {
    let isNegative = text.hasPrefix("-")
    let digits = text.utf8.dropFirst(isNegative || text.hasPrefix("+") ? 1 : 0)
    guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return RunDimension(
        name: name, value: text, problem: "`\(text)` is no whole number, but dimension `\(name)` is an int")
    }
    let number = CheckpointName.withoutLeadingZeros(digits)
    return RunDimension(name: name, value: isNegative && number != "0" ? "-" + number : number)
  }
}
