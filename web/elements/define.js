// @ts-check
import { ApartPanel } from './apart-panel.js';
import { AxisBar } from './axis-bar.js';
import { CheckpointPanel } from './checkpoint-panel.js';
import { EmptyState } from './empty-state.js';
import { FilterChips } from './filter-chips.js';
import { FilterList } from './filter-list.js';
import { HelpDialog } from './help-dialog.js';
import { HintCards } from './hint-cards.js';
import { ImageDialog } from './image-dialog.js';
import { NameDialog } from './name-dialog.js';
import { NoticeBar } from './notice-bar.js';
import { PresetBar } from './preset-bar.js';
import { RunBar } from './run-bar.js';
import { RunList } from './run-list.js';
import { SampleGrid } from './sample-grid.js';
import { SliderBar } from './slider-bar.js';
import { ToastStack } from './toast-stack.js';
import { ToolBar } from './tool-bar.js';

/** Every region of the page, by its tag. */
export function defineElements() {
  customElements.define('run-bar', RunBar);
  customElements.define('axis-bar', AxisBar);
  customElements.define('preset-bar', PresetBar);
  customElements.define('tool-bar', ToolBar);
  customElements.define('run-list', RunList);
  customElements.define('filter-list', FilterList);
  customElements.define('filter-chips', FilterChips);
  customElements.define('notice-bar', NoticeBar);
  customElements.define('sample-grid', SampleGrid);
  customElements.define('empty-state', EmptyState);
  customElements.define('hint-cards', HintCards);
  customElements.define('slider-bar', SliderBar);
  customElements.define('checkpoint-panel', CheckpointPanel);
  customElements.define('apart-panel', ApartPanel);
  customElements.define('image-dialog', ImageDialog);
  customElements.define('help-dialog', HelpDialog);
  customElements.define('name-dialog', NameDialog);
  customElements.define('toast-stack', ToastStack);
}
