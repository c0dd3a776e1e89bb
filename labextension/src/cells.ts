/**
 * Notebook edits: carries out what `edits.ts` decides, each edit in one transaction of the shared model.
 *
 * So one undo takes an edit back, co-editors get it once, and executors on the server are served too.
 */

import type { YNotebook } from '@jupyter/ydoc';
import type { ICodeCellModel } from '@jupyterlab/cells';
import type { ICell, IOutput } from '@jupyterlab/nbformat';
import { type Notebook, NotebookActions, NotebookPanel } from '@jupyterlab/notebook';
import { JSONExt, type JSONObject } from '@lumino/coreutils';

import { type Edit, type Standing, isEdited, originOf } from './edits';
import { isRunBundle, isRunMetadata, readOrigin } from './guards';
import { type BundleCell, RUN_MIME, type RunBundle, type RunMetadata } from './types';

/** A plan that a cell of a notebook shows: at which cell, and as which of its outputs. */
export interface ShownPlan {
  at: number;
  output: number;
  bundle: RunBundle;
  metadata: RunMetadata;
}

/** The notebook's cells as decisions need them; sources are read when they are asked for, which is seldom. */
export function standingCells(notebook: Notebook): Standing[] {
  return sharedCells(notebook).map(cell => ({
    type: cell.cell_type,
    origin: readOrigin(cell.getMetadata('aa_magics')),
    get source() {
      return cell.getSource();
    },
    get fixed() {
      return cell.getMetadata('deletable') === false || cell.getMetadata('editable') === false;
    }
  }));
}

/** Whether the notebook may not be changed. */
export function isReadOnly(notebook: Notebook): boolean {
  const panel = notebook.parent;
  const writable = panel instanceof NotebookPanel ? panel.context.contentsModel?.writable : true;
  return writable === false || notebook.model?.readOnly === true;
}

/** Where the cell with this id stands; -1 where it is not in the notebook. */
export function indexOfCell(notebook: Notebook, id: string): number {
  return sharedCells(notebook).findIndex(cell => cell.getId() === id);
}

/** The plans that the notebook shows, from its first cell to its last. */
export function shownPlans(notebook: Notebook): ShownPlan[] {
  const cells = [...(notebook.model?.cells ?? [])];
  return cells.flatMap((cell, at) => {
    const plan = cell.type === 'code' ? shownPlan(cell as ICodeCellModel) : null;
    return plan ? [{ at, ...plan }] : [];
  });
}

/** The plan that a cell shows; the last one where it shows several. */
export function shownPlan(cell: ICodeCellModel): Omit<ShownPlan, 'at'> | null {
  for (let output = cell.outputs.length - 1; output >= 0; output--) {
    const { data, metadata } = cell.outputs.get(output);
    const [bundle, about] = [data[RUN_MIME], metadata[RUN_MIME]];
    if (isRunBundle(bundle) && isRunMetadata(about)) {
      return { output, bundle, metadata: about };
    }
  }
  return null;
}

/** Carry out an edit that makes cells those of a run. */
export function applyEdit(notebook: Notebook, edit: Edit, run: string): void {
  const shared = sharedNotebook(notebook);
  const inserted = new Map<number, BundleCell[]>();
  for (const { at, cell } of edit.insert) {
    inserted.set(at, [...(inserted.get(at) ?? []), cell]);
  }
  transact(notebook, () => {
    for (const { at, cell } of edit.keep) {
      shared.getCell(at).setMetadata('aa_magics', { ...originOf(cell, run) });
    }
    for (const at of edit.release) {
      shared.getCell(at).deleteMetadata('aa_magics');
    }
    // From the last cell to the first, so that the indexes of those still to come hold.
    for (const at of [...new Set([...edit.remove, ...inserted.keys()])].sort((a, b) => b - a)) {
      if (edit.remove.includes(at)) {
        shared.deleteCell(at);
      }
      const cells = inserted.get(at) ?? [];
      shared.insertCells(
        at,
        cells.map(cell => notebookCell(cell, run))
      );
    }
  });
}

/** Insert a run's cells below the cell at `at`. */
export function insertBelow(notebook: Notebook, at: number, cells: readonly BundleCell[], run: string): void {
  const insert = cells.map(cell => ({ at: at + 1, cell }));
  applyEdit(notebook, { insert, remove: [], release: [], keep: [] }, run);
}

/** Remove those of the cells that nobody edited. */
export function removeUnedited(notebook: Notebook, indexes: readonly number[]): void {
  const cells = standingCells(notebook);
  const going = indexes.filter(index => !isEdited(cells[index]!)).sort((a, b) => b - a);
  if (going.length) {
    const shared = sharedNotebook(notebook);
    transact(notebook, () => going.forEach(index => shared.deleteCell(index)));
  }
}

/** Change the source of a cell. */
export function setSource(notebook: Notebook, at: number, change: (source: string) => string): void {
  const cell = sharedNotebook(notebook).getCell(at);
  transact(notebook, () => cell.setSource(change(cell.getSource())));
}

/** Remove the cell that the application made of `set_next_input`; no step of its own in the undo history. */
export function removeFallback(notebook: Notebook, at: number, fallback: string): void {
  const shared = sharedNotebook(notebook);
  const cell = shared.cells[at];
  const made = cell?.cell_type === 'code' && !readOrigin(cell.getMetadata('aa_magics'));
  if (made && fallback && cell.getSource() === fallback) {
    shared.transact(() => shared.deleteCell(at), false);
  }
}

/** Put the outputs that the kernel sent along into the cells, and take them out of the magic cell that shows them too. */
export function moveOutputs(notebook: Notebook, at: number, places: Edit['keep']): void {
  const shared = sharedNotebook(notebook);
  const cells = standingCells(notebook);
  if (places.some(place => isEdited(cells[place.at]!))) {
    return; // Outputs belong to the source that made them, and an edited cell has another.
  }
  for (const place of places) {
    const cell = shared.getCell(place.at);
    if (cell.cell_type === 'code' && place.cell.outputs && !JSONExt.deepEqual(cell.getOutputs(), place.cell.outputs)) {
      cell.setOutputs(place.cell.outputs);
      cell.execution_count = countOf(place.cell.outputs);
    }
  }
  dropOutputsAfterPlan(notebook, at);
}

/** Run cells, one after the other, in the notebook's kernel. */
export async function runCells(notebook: Notebook, indexes: readonly number[]): Promise<void> {
  const panel = notebook.parent;
  if (panel instanceof NotebookPanel) {
    const cells = indexes.map(index => notebook.widgets[index]!);
    await NotebookActions.runCells(notebook, cells, panel.sessionContext);
  }
}

/** Whether the person is still where running the cell at `at` left them: on it, or on the cell that comes after it. */
export function hasStayed(notebook: Notebook, at: number): boolean {
  const { activeCellIndex, activeCell, mode } = notebook;
  const untouched = mode === 'command' || activeCell?.model.sharedModel.getSource() === '';
  return untouched && (activeCellIndex === at || activeCellIndex === at + 1);
}

/** Make a cell the active one and scroll it into view, so that Shift+Enter walks on from it. */
export function walkTo(notebook: Notebook, at: number): void {
  const hadFocus = notebook.node.contains(document.activeElement);
  notebook.deselectAll();
  notebook.mode = 'command';
  notebook.activeCellIndex = at;
  // Whether it gets there or another scroll takes over: the focused cell may have left the page meanwhile.
  const focus = (): void => void (hadFocus && !notebook.isDisposed && notebook.activate());
  if (notebook.isVisible) {
    void notebook.scrollToItem(at, 'smart').then(focus, focus);
  }
}

function notebookCell(cell: BundleCell, run: string): ICell {
  const metadata: JSONObject = { ...(cell.metadata as JSONObject), aa_magics: { ...originOf(cell, run) } };
  if (cell.cell_type === 'markdown') {
    return { cell_type: 'markdown', source: cell.source, metadata };
  }
  const outputs = cell.outputs ?? [];
  return {
    cell_type: 'code',
    source: cell.source,
    // It has no outputs, or those of code that the person has just run: trusted, as that cell's own outputs are.
    metadata: { ...metadata, trusted: true },
    outputs,
    execution_count: countOf(outputs)
  };
}

/** The execution count that a cell's outputs tell of; null where they tell of none. */
function countOf(outputs: readonly IOutput[]): number | null {
  const counts = outputs.map(output => output.execution_count);
  return counts.find((count): count is number => typeof count === 'number') ?? null;
}

/** What follows the plan stands in the cells below now; an error stays, since it says how the magic cell ended. */
function dropOutputsAfterPlan(notebook: Notebook, at: number): void {
  const model = notebook.model?.cells.get(at) as ICodeCellModel;
  const plan = shownPlan(model);
  const shared = sharedNotebook(notebook).getCell(at);
  if (plan && shared.cell_type === 'code') {
    const outputs = shared.getOutputs();
    const errors = outputs.slice(plan.output + 1).filter(output => output.output_type === 'error');
    shared.updateOutputs(plan.output + 1, outputs.length, errors);
  }
}

/** Edit in one step of the undo history, not joined to what the person did within the last half second. */
function transact(notebook: Notebook, edit: () => void): void {
  const shared = sharedNotebook(notebook);
  shared.undoManager.stopCapturing();
  shared.transact(edit);
  shared.undoManager.stopCapturing();
}

function sharedNotebook(notebook: Notebook): YNotebook {
  if (!notebook.model) {
    throw new Error('The notebook is not loaded yet.');
  }
  return notebook.model.sharedModel as YNotebook; // the only implementation, as JupyterLab's own undo takes it
}

function sharedCells(notebook: Notebook): YNotebook['cells'] {
  return notebook.model ? sharedNotebook(notebook).cells : [];
}
