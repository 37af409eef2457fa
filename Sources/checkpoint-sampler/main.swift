import Configuration
import Glibc

// Only the call: callbacks written in main.swift would belong to the main actor and crash on a library's thread.
exit(Program.run(Array(CommandLine.arguments.dropFirst())))
