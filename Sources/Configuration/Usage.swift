/// The help texts. A test keeps them complete: every flag of a subcommand stands in its text.
package enum Usage {
  package static func text(of subcommand: Subcommand?) -> String {
    switch subcommand {
    case nil: program
    case .serve: serve
    case .demo: demo
    case .inspect: inspect
    case .presets: presets
    case .check: check
    case .health: health
    }
  }

  private static let program = """
    Checkpoint Sampler: point it at the folder where training drops its sample images, open a browser, and see
    which checkpoint is best.

    usage: checkpoint-sampler COMMAND …

    commands:
      serve [ROOT]       serve the sample images below ROOT
      demo DIR           write a demo data set to try it with
      inspect PATH...    what is read from each image or folder, as JSON
      presets ACTION     export, import or back up the presets
      check              what is wrong with the configuration or the machine, and how to mend it
      health             ask the running server whether it is well

      --help             this text; `checkpoint-sampler COMMAND --help` tells more of one command
      --version          the version

    example:
      checkpoint-sampler serve ~/outputs

    Settings are read from ./config.toml, from CHECKPOINT_SAMPLER_… in the environment, and from flags; the last
    wins. Exit codes: 0 fine, 1 failed, 2 wrong usage or configuration.

    """

  private static let serve = """
    usage: checkpoint-sampler serve [ROOT] [flags]

    Serves the sample images below ROOT and watches for new ones. Prints `listening on http://HOST:PORT` once it
    accepts connections; the images appear while they are found. Ctrl-C stops it.

      ROOT, --root DIR   the only folder that is read (default ./samples)
      --config FILE      the config file (default: $CONFIG_PATH, else ./config.toml)
      --host H           the address to listen on (default 127.0.0.1; 0.0.0.0 for the whole network)
      --port N           the port (default 8080; 0 picks a free one)
      --db FILE          where the presets are kept (default ./data/checkpoint-sampler.db)
      --help             this text

    examples:
      checkpoint-sampler serve ~/outputs
      checkpoint-sampler serve ~/outputs --host 0.0.0.0 --port 9000

    """

  private static let demo = """
    usage: checkpoint-sampler demo DIR [--images N]

    Writes a demo data set into DIR, which must be new, empty or the same demo set: two training runs whose
    pictures go from noise to clear scenes and, in the last checkpoints, too far. The same on every machine.

      --images N         how many images in all (default 464, 512 pixels wide, 70 MB). More are more seeds, CFG
                         values, checkpoints and prompts; from 5000 on they are 64 pixels wide, to try the
                         program with very many.
      --help             this text

    example:
      checkpoint-sampler demo ./samples && checkpoint-sampler serve ./samples

    """

  private static let inspect = """
    usage: checkpoint-sampler inspect PATH... [flags]

    Prints one JSON object a line: for an image what is read from its name, its folders and its metadata; for a
    folder each training run in it.

      --root DIR         folders above this one say nothing about an image (default: the config file's root)
      --config FILE      the config file (default: $CONFIG_PATH, else ./config.toml)
      --help             this text

    example:
      checkpoint-sampler inspect ~/outputs/run-step00000500.safetensors/*.png

    """

  private static let presets = """
    usage: checkpoint-sampler presets export [FILE] [flags]
           checkpoint-sampler presets import FILE [--replace] [flags]
           checkpoint-sampler presets backup FILE [flags]

    export  writes all presets as JSON to FILE, or to standard output
    import  adds the presets of FILE; those that are there already stay as they are
    backup  copies the whole database to FILE, also while the server runs

      --replace          on import: presets of the same id become those of FILE
      --db FILE          the database (default ./data/checkpoint-sampler.db)
      --config FILE      the config file (default: $CONFIG_PATH, else ./config.toml)
      --help             this text

    example:
      checkpoint-sampler presets export presets.json

    """

  private static let check = """
    usage: checkpoint-sampler check [ROOT] [flags]

    Looks at the config file, the root folder, the database and the system's limits for watching folders. Prints
    what is wrong and how to mend it. Changes nothing. Takes the flags of `serve`, to check just what it would do.

      ROOT, --root DIR   the folder to be served
      --config FILE      the config file (default: $CONFIG_PATH, else ./config.toml)
      --host H           the address to listen on
      --port N           the port
      --db FILE          the database
      --help             this text

    example:
      checkpoint-sampler check --config /etc/checkpoint-sampler/config.toml

    """

  private static let health = """
    usage: checkpoint-sampler health [flags]

    Asks the running server's /healthz and exits with 0 when it is well, else with 1. For a container's health check.

      --host H           where the server listens (default: as configured)
      --port N           its port (default: as configured)
      --config FILE      the config file (default: $CONFIG_PATH, else ./config.toml)
      --help             this text

    example:
      checkpoint-sampler health --port 9000

    """
}
