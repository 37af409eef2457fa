/// The axes of A1111's X/Y/Z plot. The text of a sheet is that of its first cell, so what an axis varies is not true
/// of the whole bitmap.
enum GridSheet {
  static func dimensions(ofAxis type: String) -> [String] {
    switch type.lowercased() {
    case "seed": ["seed"]
    case "steps": ["steps"]
    case "cfg scale": ["cfg"]
    case "distilled cfg scale": ["guidance"]
    case "sampler": ["sampler", "scheduler"]
    case "schedule type", "scheduler": ["scheduler"]
    case "size": ["size"]
    case "checkpoint name": ["model", "checkpoint", "step", "epoch"]
    // A searched text may name a LoRA, which is how checkpoints are usually compared here.
    case "prompt s/r", "prompt order", "styles":
      ["prompt", "negative_prompt", "lora", "lora_strength", "checkpoint", "step", "epoch"]
    case let axis where axis.hasPrefix("addnet "): ["lora", "lora_strength", "checkpoint", "step", "epoch"]
    default: []
    }
  }
}
