/**
 * What a person does with a run in a notebook: run, remove, insert or update its cells.
 *
 * A run is meant by its id. Its cells are those with its id, or those that its magic cell found in place and left as
 * they were, which carry the id of the run that made them.
 */

import type { Notebook } from '@jupyterlab/notebook';

import * as cells from './cells';
import { type Placement, type Standing, cellsOfRun, changesOf, editBelow, placementOf } from './edits';
import type { BundleCell } from './types';

/** The run that the active cell comes from or shows the plan of; null where there is none. */
export function activeRun(notebook: Notebook): string | null {
  const at = notebook.activeCellIndex;
  const plan = cells.shownPlans(notebook).find(plan => plan.at === at);
  return cells.standingCells(notebook)[at]?.origin?.run ?? plan?.metadata.run ?? null;
}

/** The latest run whose plan the notebook shows and whose cells stand in it. */
export function latestRun(notebook: Notebook): string | null {
  const standing = cells.standingCells(notebook);
  const runs = cells.shownPlans(notebook).filter(plan => placed(standing, plan).cells.length > 0);
  runs.sort((a, b) => Date.parse(a.metadata.started) - Date.parse(b.metadata.started));
  return runs.at(-1)?.metadata.run ?? standing.findLast(cell => cell.origin)?.origin?.run ?? null;
}

/** Where the cells of a run stand. */
export function cellsFor(notebook: Notebook, run: string): number[] {
  const standing = cells.standingCells(notebook);
  const own = cellsOfRun(standing, run);
  const plan = cells.shownPlans(notebook).find(plan => plan.metadata.run === run);
  return own.length || !plan ? own : placed(standing, plan).cells;
}

/** Run the cells of a run. */
export async function runRun(notebook: Notebook, run: string): Promise<void> {
  await cells.runCells(notebook, cellsFor(notebook, run));
}

/** Remove those cells of a run, or of the latest for null, that nobody edited. */
export function removeRun(notebook: Notebook, run: string | null): void {
  const meant = run ?? latestRun(notebook);
  if (meant !== null) {
    cells.removeUnedited(notebook, cellsFor(notebook, meant));
  }
}

/** Make the cells below the magic cell those of the plan that it shows. */
export function updateRun(notebook: Notebook, run: string): void {
  const plan = cells.shownPlans(notebook).find(plan => plan.metadata.run === run);
  if (plan) {
    const edit = editBelow(cells.standingCells(notebook), plan.at, plan.bundle.cells);
    if (changesOf(edit)) {
      cells.applyEdit(notebook, edit, run);
    }
  }
}

/** Insert a run's cells below the active cell, and walk to the first of them. */
export function insertRun(notebook: Notebook, run: string, fresh: readonly BundleCell[]): void {
  const at = notebook.activeCellIndex;
  cells.insertBelow(notebook, at, fresh, run);
  cells.walkTo(notebook, at + 1);
}

function placed(standing: readonly Standing[], plan: cells.ShownPlan): Placement {
  return placementOf(standing, plan.at, plan.metadata.run, plan.bundle);
}
