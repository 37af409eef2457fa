/// The page that asks for the token. Plain markup: the content security policy allows neither script nor style inside.
enum LoginPage {
  static func response(next: String, problem: String? = nil) -> Response {
    var response = Response.text(html(next: next, problem: problem), type: "text/html; charset=utf-8", status: 401)
    response[header: "Cache-Control"] = "no-store"
    response[header: "WWW-Authenticate"] = "Bearer"
    return response
  }

  private static func html(next: String, problem: String?) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>Checkpoint Sampler: log in</title>
    </head>
    <body>
    <main>
    <h1>Checkpoint Sampler</h1>
    \(problem.map { "<p role=\"alert\">\(escaped($0))</p>" } ?? "")
    <form method="post" action="/login">
    <input type="hidden" name="next" value="\(escaped(next))">
    <p><label>Token <input type="password" name="token" autocomplete="current-password" required autofocus></label></p>
    <p><button>Log in</button></p>
    </form>
    <p>The token stands in the server's configuration, under <code>[access]</code>.</p>
    </main>
    </body>
    </html>

    """
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
