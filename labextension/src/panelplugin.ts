/**
 * Wires the panel into the application: which notebook is open, when to look for new runs, what its buttons do.
 */

import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, Dialog, ICommandPalette, Notification, showDialog } from '@jupyterlab/apputils';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { Api, type ApiError } from './api';
import { INSERT } from './commands';
import type { Highlight } from './details';
import { analystIcon } from './icons';
import { mentionAgent } from './mention';
import { HistoryModel } from './model';
import { AnalystPanel, type PanelHost } from './panel';
import { AgentsModel } from './roster';
import type { RunSummary } from './types';

const SHOW = 'aa-magics:show-panel';

/** Between the panels of JupyterLab, which stay below 500, and those that want to be last. */
const RANK = 600;

export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'aa-magics-labextension:panel',
  description: 'The side panel: the history of runs and the agents.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ITranslator, ILayoutRestorer, ICommandPalette, IEditorLanguageRegistry],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    languages: IEditorLanguageRegistry | null
  ) => {
    const trans = (translator ?? nullTranslator).load('aa_magics');
    const api = new Api(trans, app.serviceManager.serverSettings);
    const history = new HistoryModel(api);
    const agents = new AgentsModel(api);
    const notify = (_: unknown, error: ApiError): string =>
      Notification.error(`${error.message} ${error.hint}`, { autoClose: 8000 });
    history.failed.connect(notify);
    agents.failed.connect(notify);

    const panel = new AnalystPanel({
      history,
      agents,
      host: panelHost(app, tracker, history, languages, trans),
      translator: translator ?? nullTranslator
    });
    followNotebook(tracker, history);
    NotebookActions.executed.connect((_, { cell }) => {
      if (/^\s*%%?analyst\b/m.test(cell.model.sharedModel.getSource())) {
        panel.refresh();
      }
    });

    app.shell.add(panel, 'right', { rank: RANK, type: 'Auto-Analyst' });
    restorer?.add(panel, panel.id);
    app.commands.addCommand(SHOW, {
      label: trans.__('Show Auto-Analyst'),
      caption: trans.__('Show the history of runs and the agents'),
      icon: analystIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        // The command palette gives the focus back to the notebook as soon as a command returns.
        await new Promise(resolve => setTimeout(resolve));
        app.shell.activateById(panel.id);
      }
    });
    palette?.addItem({ command: SHOW, category: trans.__('Auto-Analyst') });
  }
};

/** What the panel's buttons do in the application. */
function panelHost(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  history: HistoryModel,
  languages: IEditorLanguageRegistry | null,
  trans: TranslationBundle
): PanelHost {
  const insert = async (id: string): Promise<void> => {
    const run = await history.wholeRun(id);
    const current = tracker.currentWidget;
    if (!run || !current) {
      return;
    }
    if (!app.commands.isEnabled(INSERT)) {
      Notification.warning(trans.__('%1 cannot be written to.', current.title.label));
      return;
    }
    await app.commands.execute(INSERT, run as unknown as ReadonlyPartialJSONObject);
    app.shell.activateById(current.id);
  };
  const mention = async (name: string): Promise<void> => {
    const current = tracker.currentWidget;
    if (current) {
      app.shell.activateById(current.id);
      await mentionAgent(current.content, name);
    }
  };
  return {
    insert: id => void insert(id),
    mention: name => void mention(name),
    copy: text => Clipboard.copyToSystem(text),
    mayDelete: run => mayDelete(run, trans),
    highlight: languages && highlighter(languages)
  };
}

/** Tell the history which notebook the person works in, by the path that its session has. */
function followNotebook(tracker: INotebookTracker, history: HistoryModel): void {
  const tell = (): void => void history.setNotebook(tracker.currentWidget?.sessionContext.path ?? null);
  tracker.currentChanged.connect((_, panel) => {
    panel?.sessionContext.propertyChanged.connect(tell);
    tell();
  });
  tell();
}

/** Colours Python with the editors' own parser and classes, which every theme has rules for. */
function highlighter(languages: IEditorLanguageRegistry): Highlight {
  return (source, into) => languages.highlight(source, languages.findByName('python'), into);
}

async function mayDelete(run: RunSummary, trans: TranslationBundle): Promise<boolean> {
  const { button } = await showDialog({
    title: trans.__('Delete this run?'),
    body: trans.__('“%1” leaves the history for good. The cells in your notebooks stay.', run.goal),
    buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: trans.__('Delete') })]
  });
  return button.accept;
}
