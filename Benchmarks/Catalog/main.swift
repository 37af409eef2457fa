// Size and speed of the index for 10^4, 10^5 and 10^6 synthetic images, one JSON object a line. Other counts by
// argument. Times are in milliseconds, of one thread.

let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
for count in counts.isEmpty ? [10_000, 100_000, 1_000_000] : counts { CatalogBenchmark(imageCount: count).run() }
