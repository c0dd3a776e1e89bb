/**
 * What a person does with a run in a notebook: run, remove, insert or update its cells.
 *
 * A run's cells are those that carry its id, or those that its magic cell found in place and left as they were,
 * which carry the id of the run that made them.
 */

import type { Notebook } from '@jupyterlab/notebook';

import * as cells from './cells';
import { type Placement, cellsOfRun, changesOf, editBelow, firstNew, placementOf } from './edits';
import { withTaken } from './taking';
import type { Alternative, BundleCell } from './types';

/** The id of the run that a cell shows the plan of or comes from; null where there is none. */
export function runAt(notebook: Notebook, at: number): string | null {
  return planAt(notebook, at)?.metadata.run ?? cells.standingCells(notebook)[at]?.origin?.run ?? null;
}

/** The id of the latest run whose cells stand in the notebook; null where there is none. */
export function latestRun(notebook: Notebook): string | null {
  const shown = cells.shownPlans(notebook).filter(plan => placed(notebook, plan).cells.length > 0);
  shown.sort((a, b) => Date.parse(a.metadata.started) - Date.parse(b.metadata.started));
  return shown.at(-1)?.metadata.run ?? null;
}

/** Where the cells of a run stand. */
export function cellsOf(notebook: Notebook, run: string): number[] {
  const own = cellsOfRun(cells.standingCells(notebook), run);
  const plan = cells.shownPlans(notebook).find(plan => plan.metadata.run === run);
  return own.length || !plan ? own : placed(notebook, plan).cells;
}

/** Run the cells of the run at a cell. */
export async function runCells(notebook: Notebook, at: number): Promise<void> {
  await cells.runCells(notebook, cellsAt(notebook, at));
}

/** Write into the magic line at a cell what stands for words of its goal, and run that cell again. */
export async function takeInstead(notebook: Notebook, at: number, other: Alternative): Promise<void> {
  cells.setSource(notebook, at, source => withTaken(source, other));
  await cells.runCells(notebook, [at]);
}

/** Remove those cells of the run at a cell that nobody edited. */
export function removeCells(notebook: Notebook, at: number): void {
  cells.removeUnedited(notebook, cellsAt(notebook, at));
}

/** Remove those cells of a run, or of the latest for null, that nobody edited. */
export function removeRun(notebook: Notebook, run: string | null): void {
  const meant = run ?? latestRun(notebook);
  if (meant !== null) {
    cells.removeUnedited(notebook, cellsOf(notebook, meant));
  }
}

/** Make the cells below a cell those of the plan that it shows, and walk to the first that is new. */
export function updateCells(notebook: Notebook, at: number): void {
  const plan = planAt(notebook, at);
  const edit = plan && editBelow(cells.standingCells(notebook), at, plan.bundle.cells);
  if (plan && edit && changesOf(edit)) {
    cells.applyEdit(notebook, edit, plan.metadata.run);
    cells.walkTo(notebook, Math.max(firstNew(edit), at));
  }
}

/** Insert a run's cells below the active cell, and walk to the first of them. */
export function insertRun(notebook: Notebook, run: string, fresh: readonly BundleCell[]): void {
  const at = notebook.activeCellIndex;
  cells.insertBelow(notebook, at, fresh, run);
  cells.walkTo(notebook, at + 1);
}

function cellsAt(notebook: Notebook, at: number): number[] {
  const run = runAt(notebook, at);
  const plan = planAt(notebook, at);
  return plan ? placed(notebook, plan).cells : run ? cellsOf(notebook, run) : [];
}

function planAt(notebook: Notebook, at: number): cells.ShownPlan | undefined {
  return cells.shownPlans(notebook).find(plan => plan.at === at);
}

function placed(notebook: Notebook, { at, metadata, bundle }: cells.ShownPlan): Placement {
  return placementOf(cells.standingCells(notebook), at, metadata.run, bundle);
}
