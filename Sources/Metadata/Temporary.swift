package import Samples
package struct TextChunk: Hashable, Sendable { package var keyword: String; package var bytes: [UInt8]
 package init(keyword: String, bytes: [UInt8]) { self.keyword = keyword; self.bytes = bytes }
 package var text: String { String(decoding: bytes, as: UTF8.self) } }
package enum ExifBlock { package static func chunks(tiff: ArraySlice<UInt8>) -> [TextChunk] { [] } }
package enum Dialects { package static func read(_ c: [TextChunk], fileStem: String) -> GenerationParameters? { nil } }
package struct GenerationParameters: Sendable { package var seed, steps, cfg, guidance, sampler, scheduler, size, model, prompt, negativePrompt, problem: String?
 package var dialect = ""; package var isGridSheet = false
 package struct LoRA: Sendable { package var name: String; package var strength: String? }
 package struct Pair: Sendable { package var name, value: String }
 package var loras: [LoRA] = []; package var further: [Pair] = []
 package func dimensions() -> [DimensionValue] { [] } }
