/**
 * Wiring only: which parts of the extension are given which parts of the application.
 */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { addCommands, PALETTE } from './commands';
import { panelPlugin } from './panelplugin';
import { planFactory } from './view';
import { RunWatcher } from './watch';

/** The shown plan, and the cells of runs in notebooks. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'aa-magics-labextension:plugin',
  description: 'Shows plans, and puts the cells of runs into notebooks.',
  autoStart: true,
  requires: [INotebookTracker, IRenderMimeRegistry],
  optional: [ITranslator, ISettingRegistry, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    rendermime: IRenderMimeRegistry,
    translator: ITranslator | null,
    settings: ISettingRegistry | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('aa_magics');
    const watcher = new RunWatcher();
    rendermime.addFactory(planFactory(translator));
    addCommands(app.commands, tracker, trans);
    PALETTE.forEach(command => palette?.addItem({ command, category: trans.__('Auto-Analyst') }));
    void settings?.load(plugin.id).then(loaded => follow(loaded, watcher));
  }
};

/** Do as the settings say, now and whenever they change. */
function follow(settings: ISettingRegistry.ISettings, watcher: RunWatcher): void {
  const read = (): void => {
    watcher.inserts = settings.get('insertCells').composite !== false;
  };
  settings.changed.connect(read);
  read();
}

export default [plugin, panelPlugin];
