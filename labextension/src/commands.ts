/**
 * The commands: what a person does with a run's cells in the current notebook, from palette, shortcut or panel.
 */

import type { INotebookTracker, Notebook } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyJSONObject, ReadonlyPartialJSONObject } from '@lumino/coreutils';

import * as cells from './cells';
import { isRun } from './guards';
import { analystIcon } from './icons';
import * as runs from './runs';

export const INSERT = 'aa-magics:insert-run';
export const RUN = 'aa-magics:run-cells';
export const REMOVE = 'aa-magics:remove-cells';
export const UPDATE = 'aa-magics:update-cells';
export const UNDO = 'aa-magics:undo-run';

/** The commands that need no arguments, so that a palette can offer them. */
export const PALETTE = [RUN, REMOVE, UPDATE, UNDO];

const NO_ARGS: ReadonlyJSONObject = { type: 'object', properties: {} };

const RUN_ARGS: ReadonlyJSONObject = {
  type: 'object',
  description: 'A run as JSON, as the history keeps it',
  required: ['id', 'cells'],
  properties: {
    id: { type: 'string', description: 'The id that the cells carry from then on' },
    cells: {
      type: 'array',
      items: {
        type: 'object',
        required: ['cell_type', 'source', 'metadata'],
        properties: {
          cell_type: { enum: ['code', 'markdown'] },
          source: { type: 'string' },
          metadata: { type: 'object' }
        }
      }
    }
  }
};

export function addCommands(commands: CommandRegistry, tracker: INotebookTracker, trans: TranslationBundle): void {
  const current = (): Notebook | null => tracker.currentWidget?.content ?? null;
  const writable = (): Notebook | null => {
    const notebook = current();
    return notebook && !cells.isReadOnly(notebook) ? notebook : null;
  };
  const onRun = (notebook: Notebook | null): boolean =>
    notebook !== null && runs.runAt(notebook, notebook.activeCellIndex) !== null;

  commands.addCommand(INSERT, {
    label: trans.__('Insert the Cells of a Run'),
    caption: trans.__('Insert the cells of a run below the active cell'),
    describedBy: { args: RUN_ARGS },
    isEnabled: () => writable() !== null,
    execute: (args: ReadonlyPartialJSONObject) => {
      const notebook = writable();
      if (notebook && isRun(args)) {
        runs.insertRun(notebook, args.id, args.cells);
      }
    }
  });
  commands.addCommand(RUN, {
    label: trans.__('Run the Cells of This Run'),
    caption: trans.__('Run all cells of the run that the active cell belongs to'),
    icon: analystIcon,
    describedBy: { args: NO_ARGS },
    isEnabled: () => onRun(current()),
    execute: () => onCurrent(current(), runs.runCells)
  });
  commands.addCommand(REMOVE, {
    label: trans.__('Remove the Cells of This Run'),
    caption: trans.__('Remove those cells of the run that the active cell belongs to that nobody edited'),
    icon: analystIcon,
    describedBy: { args: NO_ARGS },
    isEnabled: () => onRun(writable()),
    execute: () => onCurrent(writable(), runs.removeCells)
  });
  commands.addCommand(UPDATE, {
    label: trans.__('Update the Cells of This Plan'),
    caption: trans.__('Make the cells below those of the plan that the active cell shows'),
    icon: analystIcon,
    describedBy: { args: NO_ARGS },
    isEnabled: () => onRun(writable()),
    execute: () => onCurrent(writable(), runs.updateCells)
  });
  commands.addCommand(UNDO, {
    label: trans.__('Undo the Latest Run'),
    caption: trans.__('Remove those cells of the latest run in this notebook that nobody edited'),
    icon: analystIcon,
    describedBy: { args: NO_ARGS },
    isEnabled: () => writable() !== null,
    execute: () => onCurrent(writable(), notebook => runs.removeRun(notebook, null))
  });
}

function onCurrent<T>(notebook: Notebook | null, act: (notebook: Notebook, at: number) => T): T | undefined {
  return notebook ? act(notebook, notebook.activeCellIndex) : undefined;
}
