package import HTTP

/// The whole route table. `openapi.json` names every route, and a test keeps the two equal.
package enum Routes {
  package static func router(_ services: Services) -> Router {
    let runs = TrainingRunRoutes(catalog: services.catalog)
    let grids = GridRoutes(catalog: services.catalog)
    let checkpoints = CheckpointRoutes(catalog: services.catalog, source: services.checkpoints)
    let caching = ImageCaching(isPrivate: services.isPrivate)
    let images = ImageRoutes(images: services.images, caching: caching)
    let thumbnails = ThumbnailRoutes(images: services.images, thumbnails: services.thumbnails, caching: caching)
    let presets = PresetRoutes(store: services.presets)
    let health = HealthRoutes(services: services)
    let page = services.page
    return Router(routes: [
      // First what a grid asks for by the hundred.
      Route("GET", "/thumbnails/{path...}", thumbnails.thumbnail),
      Route("GET", "/images/{path...}", images.file),
      Route("GET", "/api/training-runs", runs.list),
      Route("GET", "/api/training-runs/{id}", runs.detail),
      Route("GET", "/api/training-runs/{id}/grid", grids.grid),
      Route("GET", "/api/training-runs/{id}/images", grids.images),
      Route("GET", "/api/training-runs/{id}/checkpoints", checkpoints.list),
      Route("GET", "/api/training-runs/{id}/checkpoints/{name}", checkpoints.detail),
      Route("GET", "/api/images/{path...}", images.detail),
      Route("GET", "/api/presets", presets.list),
      Route("POST", "/api/presets", presets.create),
      Route("GET", "/api/presets/{id}", presets.read),
      Route("PUT", "/api/presets/{id}", presets.replace),
      Route("DELETE", "/api/presets/{id}", presets.delete),
      Route("GET", "/api/events", services.events.connect),
      Route("GET", "/healthz", health.health),
      Route("GET", "/metrics", health.metrics),
      Route("GET", "/api/openapi.json", OpenAPI.document),
      Route("GET", "/{file...}", page.reply),
    ])
  }
}
