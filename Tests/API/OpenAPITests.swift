import API
import HTTP
import Testing

struct OpenAPITests {
  private static let methods: Set = ["get", "put", "post", "delete", "patch"]

  /// The route table as the description writes it: `{path...}` is `{path}` there.
  static func routes(_ served: ServedFolder) -> Set<String> {
    Set(Routes.router(served.services).routes.map { "\($0.method) \($0.pattern.replacing("...}", with: "}"))" })
  }

  @Test func theDescriptionNamesEveryRouteAndNoOther() throws {
    let served = try ServedFolder()
    let answer = served.get("/api/openapi.json")
    #expect(answer.json["openapi"].text.hasPrefix("3.1"))
    var described: Set<String> = []
    for path in answer.json["paths"].members {
      for operation in path.value.keys where Self.methods.contains(operation) {
        described.insert("\(operation.uppercased()) \(path.key)")
      }
    }
    #expect(described == Self.routes(served))
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let document = try ServedFolder().get("/api/openapi.json").json
    var references = 0
    func visit(_ value: Field) {
      for member in value.members {
        if member.key == "$ref" {
          references += 1
          let target = member.value.text.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
          #expect(target != .null, "\(member.value.text)")
        }
        visit(member.value)
      }
      for element in value.array ?? [] { visit(element) }
    }
    visit(document)
    #expect(references > 0)
  }

  /// The parameters of a description are the ones that the route takes.
  @Test func everyQueryParameterIsTaken() throws {
    let served = try ServedFolder(["run/a=1.png"])
    for path in served.get("/api/openapi.json").json["paths"].members
    where path.key.hasPrefix("/api/training-runs") {
      for parameter in path.value["get"]["parameters"].array ?? [] where parameter["in"].text == "query" {
        let name = parameter["name"].text.replacing("NAME", with: "a")
        let target = "\(path.key.replacing("{id}", with: "run"))?\(name)="
        #expect(served.get(target).error != "400 unknown_parameter", "\(target)")
      }
    }
  }
}
