import Demo

/// `demo DIR`: writes the demo data set.
enum DemoCommand {
}
