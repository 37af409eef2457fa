enum DemoCommand { static func run(folder: String, images: Int?) -> Int32 { 1 } }
