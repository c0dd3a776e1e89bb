/**
 * What a run does to a notebook's cells, decided from plain values; `cells.ts` carries it out.
 *
 * A cell's origin says which run put it there. A magic cell owns the cells with an origin that stand directly below
 * it, up to the next magic cell or the next cell of another run: copies of cells carry their origin along, so it
 * counts only there.
 */

import { isRecord, readTrial } from './guards';
import type { BundleCell, Origin, RunBundle, RunMetadata } from './types';

/** A notebook cell as far as decisions need it; `fixed` where it may not be deleted. */
export interface Standing {
  type: string;
  source: string;
  origin: Origin | null;
  fixed: boolean;
}

/** Edits of a notebook, by its cells' indexes before any of them is done. */
export interface Edit {
  /** New cells by the index that they are put at, those with an equal index in this order. */
  insert: { at: number; cell: BundleCell }[];
  /** Cells that go. */
  remove: number[];
  /** Cells that a person edited: they stay and belong to no run from now on. */
  release: number[];
  /** Cells that stay, with what the kernel sent for each. */
  keep: { at: number; cell: BundleCell }[];
}

/** Where a run's cells stand, and how many of them would change if the run's new cells replaced them. */
export interface Placement {
  cells: number[];
  changes: number;
}

/** The source of a magic cell, which may also go on with a plan; `%analyst insert` and other lines own no cells. */
const ASKS = /^\s*%(%analyst\b|analyst\s+go\b)/;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) {
    crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return crc;
});

/** CRC-32 of the UTF-8 source as 8 hex digits, equal to the kernel's `source_hash`. */
export function sourceHash(source: string): string {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(source)) {
    crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff]!;
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

/** Whether a person changed the cell, or said that it may not be deleted. */
export function isEdited(cell: Standing): boolean {
  return cell.fixed || cell.origin?.source_hash !== sourceHash(cell.source);
}

/** The cells that a run put into the notebook, wherever they stand now. */
export function cellsOfRun(cells: readonly Standing[], run: string): number[] {
  return indexesOf(cells, cell => cell.origin?.run === run);
}

/** The cells that an earlier run of the magic cell at `at` put below it; only text may stand in between. */
export function cellsBelow(cells: readonly Standing[], at: number): number[] {
  const first = cells.findIndex((cell, index) => index > at && (cell.origin !== null || cell.type !== 'markdown'));
  const run = cells[first]?.origin?.run;
  if (run === undefined || !ASKS.test(cells[at]?.source ?? '')) {
    return [];
  }
  const end = cells.findIndex((cell, index) => index >= first && endsRun(cell, run));
  const block = cells.slice(0, end < 0 ? cells.length : end);
  return indexesOf(block, (cell, index) => index >= first && cell.origin !== null);
}

/** How to make the cells below the magic cell at `at` those of `fresh`: what is equal stays, an edited cell is let go. */
export function editBelow(cells: readonly Standing[], at: number, fresh: readonly BundleCell[]): Edit {
  const old = cellsBelow(cells, at);
  const edit: Edit = { insert: [], remove: [], release: [], keep: [] };
  let next = 0; // in `old`
  let last = at; // the cell that the next new one is put below
  for (const cell of fresh) {
    const hash = sourceHash(cell.source);
    const match = old.findIndex((index, i) => i >= next && cells[index]!.origin!.source_hash === hash);
    if (match < 0) {
      edit.insert.push({ at: last + 1, cell });
    } else {
      last = old[match]!;
      next = match + 1;
      edit.keep.push({ at: last, cell });
    }
  }
  const kept = new Set(edit.keep.map(({ at }) => at));
  for (const index of old.filter(index => !kept.has(index))) {
    (isEdited(cells[index]!) ? edit.release : edit.remove).push(index);
  }
  return edit;
}

/** How many cells an edit changes: one that replaces another counts once. */
export function changesOf(edit: Edit): number {
  return Math.max(edit.insert.length, edit.remove.length + edit.release.length);
}

/** Where the first new cell stands once an edit is done; -1 where it brings none. */
export function firstNew({ insert, remove }: Edit): number {
  const at = insert[0]?.at ?? -1;
  return at - remove.filter(index => index < at).length;
}

/** Where the cells of the plan that the cell at `at` shows stand: those of this run, else those that it would renew. */
export function placementOf(cells: readonly Standing[], at: number, run: string, bundle: RunBundle): Placement {
  const own = cellsOfRun(cells, run);
  if (own.length) {
    return { cells: own, changes: 0 };
  }
  const old = cellsBelow(cells, at);
  return { cells: old, changes: old.length ? changesOf(editBelow(cells, at, bundle.cells)) : 0 };
}

/**
 * What to do when the magic cell at `at` has ended its run; null for nothing at all.
 *
 * Cells of this run that are there already stay as they are, and so do all while more cells wait to be executed:
 * the application has queued the old ones already, and new ones would not run.
 */
export function editAfterRun(
  cells: readonly Standing[],
  at: number,
  bundle: RunBundle,
  { run, state }: RunMetadata,
  waiting: boolean
): Edit | null {
  if (at < 0 || state === 'running' || !bundle.insert || !bundle.cells.length || cellsOfRun(cells, run).length) {
    return null;
  }
  const edit = editBelow(cells, at, bundle.cells);
  const untouched = cellsBelow(cells, at).length === 0;
  return waiting && !untouched && changesOf(edit) > 0 ? null : edit;
}

/** The origin that a new cell of a run is given. */
export function originOf(cell: BundleCell, run: string): Origin {
  const sent = isRecord(cell.metadata.aa_magics) ? cell.metadata.aa_magics : {};
  return {
    run,
    step: typeof sent.step === 'string' ? sent.step : null,
    agent: typeof sent.agent === 'string' ? sent.agent : null,
    source_hash: sourceHash(cell.source),
    ...readTrial(sent)
  };
}

function indexesOf<T>(list: readonly T[], wanted: (item: T, index: number) => boolean): number[] {
  return list.flatMap((item, index) => (wanted(item, index) ? [index] : []));
}

function endsRun(cell: Standing, run: string): boolean {
  return (cell.origin !== null && cell.origin.run !== run) || ASKS.test(cell.source);
}
