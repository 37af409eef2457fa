/// Which dimension has which role in a view.
package struct Mapping: Hashable, Sendable {
  package var x: String?
  package var y: String?
  package var slider: String?
  package var combos: [String]

  package init(x: String? = nil, y: String? = nil, slider: String? = nil, combos: [String] = []) {
    self.x = x
    self.y = y
    self.slider = slider
    self.combos = combos
  }
}
