// @ts-check
// The shapes that cross module borders. Types only: nothing here runs.

/** @typedef {{value: string, count: number}} DimensionValue */
/** @typedef {{name: string, type: 'integer'|'number'|'text', sources?: string[], values: DimensionValue[]}} Dimension */
/** @typedef {{id: string, name: string, state: 'scanning'|'ready'|'unavailable', revision: number, image_count: number, problem_count: number, dimensions: string[], newest_image_at: string|null}} RunSummary */
/** @typedef {Omit<RunSummary, 'dimensions'> & {dimensions: Dimension[], scan?: {done: number, total: number}|null, problems?: {path: string, reason: string}[], contact_sheets?: {path: string, version: string}[]}} RunDetail */

/** @typedef {'x'|'y'|'slider'} Axis */
/** @typedef {Axis|'combo'} Role */
/** @typedef {{x: string|null, y: string|null, slider: string|null, combos: string[]}} Mapping */
/** @typedef {Record<string, string[]>} Filters  The values kept; a dimension that is absent keeps all. */

/** @typedef {{path: string, version: string, count: number}} GridImage */
/** @typedef {{dimension: string, values: string[]}} GridAxis */
/** @typedef {{revision: number, x: GridAxis|null, y: GridAxis|null, slider: GridAxis|null, window: {x_from: number, x_count: number, y_from: number, y_count: number}, images: GridImage[], unplaced: number, cells: (number|null)[][][]}} GridAnswer */
/** @typedef {{key: string, revision: number, x: GridAxis|null, y: GridAxis|null, slider: GridAxis|null, unplaced: number, tileColumns: number, tileRows: number, tiles: Map<string, GridAnswer>}} Grid */

/** @typedef {{scale: number, cx: number, cy: number}} View  `scale` 1 is fit; the centre is in fractions of the image. */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{left: number, top: number, width: number, height: number}} Box */

/** @typedef {{id: string, name: string, training_run_id: string, mapping: Record<string, unknown>, created_at: string, updated_at: string, etag?: string}} Preset */
/** @typedef {{name: string, step: number|null, epoch: number|null, final: boolean, size: number|null, modified_at: string|null, has_samples: boolean, has_file: boolean, metadata?: Record<string, unknown>}} Checkpoint */
/** @typedef {{path: string, version: string, format: string, width: number, height: number, size: number, modified_at: string, training_runs: string[], dimensions: {name: string, value: string, source: string}[], disagreements: unknown[], dialect: string|null, parameters: {name: string, value: string}[], text: {keyword: string, text: string}[], contact_sheet?: boolean, problem: string|null}} ImageDetail */
/** @typedef {{id: number, text: string, action?: {label: string, event: string, detail?: unknown}}} Toast */

/**
 * @typedef {object} State
 * @property {RunSummary[]|null} runs
 * @property {string|null} runId
 * @property {RunDetail|null} run
 * @property {Record<string, string>} duplicates  A dimension and the one it repeats.
 * @property {Mapping|null} mapping
 * @property {Filters} filters
 * @property {string[]} singles  Filters in single-select mode.
 * @property {Grid|null} grid
 * @property {string|null} at  The slider's value.
 * @property {Record<string, number>} offsets
 * @property {number|null} cellSize  Null fits the window.
 * @property {View} view
 * @property {{x: string|null, y: string|null, layer: number}|null} open
 * @property {boolean} playing
 * @property {number} interval  Seconds.
 * @property {boolean} loop
 * @property {boolean} follow
 * @property {Preset[]} presets
 * @property {string|null} presetId
 * @property {Checkpoint[]|null} checkpoints
 * @property {'checkpoints'|'apart'|'help'|null} panel
 * @property {boolean} side
 * @property {'dark'|'light'} theme
 * @property {'connecting'|'live'|'polling'|'gone'|'denied'} connection
 * @property {{watch?: {mode?: string, reason?: string|null}}|null} health
 * @property {Toast[]} toasts
 * @property {string|null} problem  What stopped the grid from being read.
 * @property {boolean} hints
 * @property {'save'|'rename'|null} asking  What the name dialog asks for.
 * @property {boolean} automatic  The layout is the page's own, not the user's or a link's.
 * @property {number|null} shownSize  The cells' width on screen.
 */

export {};
