/// What a pair of the parameter line is about, as far as anything is done with it. Told once for each pair: most are
/// hashes and settings of extensions.
enum InfoKey {
  case steps, seed, cfg, guidance, size, width, height
  case sampler, scheduler, model, unet, version, rawPrompt, rawNegativePrompt
  case loraHashes, loraWeights, loraNetworks, numberedLora, numberedStrength
  case addNetEnabled, addNetModel, addNetWeight
  case civitaiResources
  case script, sheetAxis
  case other

  /// `key` is a place in the text.
  init(_ text: ArraySlice<UInt8>, _ key: Range<Int>) {
    func isKey(_ name: StaticString) -> Bool { text.isText(name, at: key) }
    func isNumbered(_ name: StaticString) -> Bool { text.isText(name, at: key.dropLast(1)) }
    self =
      switch key.count {
      case 4: isKey("seed") ? .seed : isKey("size") ? .size : isKey("unet") ? .unet : .other
      case 5: isKey("steps") ? .steps : isKey("model") ? .model : isKey("width") ? .width : .other
      case 6 where isKey("x type") || isKey("y type") || isKey("z type"): .sheetAxis
      case 6: isKey("height") ? .height : isKey("script") ? .script : .other
      case 7: isKey("sampler") ? .sampler : isKey("version") ? .version : .other
      case 8: isKey("guidance") ? .guidance : .other
      case 9: isKey("cfg scale") ? .cfg : isKey("scheduler") ? .scheduler : .other
      case 10: isKey("raw prompt") ? .rawPrompt : .other
      case 11: isKey("lora hashes") ? .loraHashes : .other
      case 12: isKey("lora weights") ? .loraWeights : .other
      case 13: isKey("schedule type") ? .scheduler : isKey("lora networks") ? .loraNetworks : .other
      case 14 where isKey("guidance scale"): .cfg
      case 14: isNumbered("addnet model ") ? .addNetModel : isKey("addnet enabled") ? .addNetEnabled : .other
      case 15: isNumbered("addnet weight ") ? .addNetWeight : .other
      case 17 where isKey("civitai resources"): .civitaiResources
      case 17 where isNumbered("addnet weight a "): .addNetWeight
      case 17, 18: text[key].isNumberedLora(" model name") ? .numberedLora : .other
      case 19: isKey("distilled cfg scale") ? .guidance : isKey("raw negative prompt") ? .rawNegativePrompt : .other
      case 21, 22: text[key].isNumberedLora(" strength model") ? .numberedStrength : .other
      default: .other
      }
  }
}

extension ArraySlice<UInt8> {
  /// `Lora_0` and what is said of it.
  fileprivate func isNumberedLora(_ ending: StaticString) -> Bool {
    prefix(5).isText("lora_") && suffix(ending.utf8CodeUnitCount).isText(ending)
  }
}
