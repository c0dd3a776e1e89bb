/**
 * Wiring only: which parts of the extension are given which parts of the application.
 */

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { panelPlugin } from './panelplugin';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'aa-magics-labextension:plugin',
  description: 'Auto-Analyst for notebooks.',
  autoStart: true,
  activate: () => undefined
};

export default [plugin, panelPlugin];
