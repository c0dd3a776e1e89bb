import { describe, expect, test } from 'vitest';

import {
  type Standing,
  cellsBelow,
  changesOf,
  editAfterRun,
  editBelow,
  firstNew,
  isEdited,
  originOf,
  placementOf,
  sourceHash
} from '../src/edits';
import type { BundleCell, RunBundle, RunMetadata } from '../src/types';

const OWN = { type: 'code', origin: null, fixed: false };

/** A cell that a person wrote. */
function own(source: string, type = 'code'): Standing {
  return { ...OWN, type, source };
}

/** A cell of a run, which a person changed to `edited` if that is given. */
function made(source: string, run = 'r1', edited = source): Standing {
  return { ...OWN, source: edited, origin: { run, step: 's', agent: 'a', source_hash: sourceHash(source) } };
}

function fresh(...sources: string[]): BundleCell[] {
  return sources.map(source => ({ cell_type: 'code', source, metadata: {} }));
}

function bundle(...sources: string[]): RunBundle {
  const goal = { text: 'goal', frames: ['df'], agents: [] };
  return { goal, engine: 'offline', plan: null, agents: {}, cells: fresh(...sources), fallback: '', insert: true };
}

function ended(run: string): RunMetadata {
  return { run, state: 'done', seconds: 1, started: '2026-01-01T00:00:00Z' };
}

/** The sources that an edit leaves below the magic cell at 0. */
function after(cells: Standing[], sources: string[]): string[] {
  const edit = editBelow(cells, 0, fresh(...sources));
  return cells.flatMap((cell, index) => [
    ...edit.insert.filter(({ at }) => at === index).map(({ cell }) => cell.source),
    ...(edit.remove.includes(index) ? [] : [cell.source])
  ]).concat(edit.insert.filter(({ at }) => at === cells.length).map(({ cell }) => cell.source)).slice(1);
}

const MAGIC = own('%%analyst df\ngoal');

describe('sourceHash', () => {
  test('equals CRC-32 of the UTF-8 source, leading zeros kept', () => {
    expect(sourceHash('123456789')).toBe('cbf43926');
    expect(sourceHash('')).toBe('00000000');
    expect(sourceHash('df["größe"] # 大 🐻')).toBe('4cc8b5d8');
  });
});

describe('cellsBelow', () => {
  test('takes the cells of the run directly below, past notes and cells that a person put among them', () => {
    const cells = [MAGIC, own('# Note', 'markdown'), made('a'), own('mine'), made('b'), own('rest')];
    expect(cellsBelow(cells, 0)).toEqual([2, 4]);
  });

  test('stops at the next magic cell, so that a copy of both keeps to itself', () => {
    const cells = [MAGIC, made('a'), MAGIC, made('a')];
    expect(cellsBelow(cells, 0)).toEqual([1]);
    expect(cellsBelow(cells, 2)).toEqual([3]);
  });

  test('leaves alone what another run put there', () => {
    expect(cellsBelow([MAGIC, made('a', 'r1'), made('b', 'r2')], 0)).toEqual([1]);
    expect(cellsBelow([MAGIC, own('mine'), made('a')], 0)).toEqual([]);
  });

  test('a line magic owns no cells, but for one that goes on with a plan', () => {
    expect(cellsBelow([own('%analyst insert r9'), made('a')], 0)).toEqual([]);
    expect(cellsBelow([own('%analyst go r9'), made('a')], 0)).toEqual([1]);
  });
});

describe('editBelow', () => {
  test('equal sources change nothing, even where a person edited the cell', () => {
    const edit = editBelow([MAGIC, made('a'), made('b', 'r1', 'mine')], 0, fresh('a', 'b'));
    expect(changesOf(edit)).toBe(0);
    expect(edit.keep.map(({ at }) => at)).toEqual([1, 2]);
  });

  test('cells that nobody edited are replaced, equal ones around them stay', () => {
    expect(after([MAGIC, made('a'), made('b'), made('c'), own('rest')], ['a', 'B', 'c'])).toEqual(['a', 'B', 'c', 'rest']);
  });

  test('an edited cell is let go and stays below the new ones', () => {
    const cells = [MAGIC, made('a', 'r1', 'edited')];
    const edit = editBelow(cells, 0, fresh('A'));
    expect([edit.release, edit.remove]).toEqual([[1], []]);
    expect(after(cells, ['A'])).toEqual(['A', 'edited']);
  });

  test('a cell that may not be deleted counts as edited', () => {
    const pinned = { ...made('a'), fixed: true };
    expect(isEdited(pinned)).toBe(true);
    expect(editBelow([MAGIC, pinned], 0, fresh('A')).remove).toEqual([]);
  });

  test('more and fewer cells than before come and go at their place', () => {
    expect(after([MAGIC, made('a')], ['x', 'a', 'y'])).toEqual(['x', 'a', 'y']);
    expect(after([MAGIC, made('a'), made('b')], ['b'])).toEqual(['b']);
    expect(after([MAGIC], ['a', 'b'])).toEqual(['a', 'b']);
  });

  test('a replaced cell counts as one change', () => {
    expect(changesOf(editBelow([MAGIC, made('a'), made('b')], 0, fresh('A', 'B')))).toBe(2);
  });
});

test('the first new cell is found where it stands after the edit', () => {
  expect(firstNew(editBelow([MAGIC, made('a'), made('b')], 0, fresh('b', 'c')))).toBe(2);
  expect(firstNew(editBelow([MAGIC, made('a')], 0, fresh('A')))).toBe(1);
  expect(firstNew(editBelow([MAGIC, made('a'), made('b')], 0, fresh('b')))).toBe(-1);
});

describe('editAfterRun', () => {
  test('inserts the cells of a new run, also while other cells wait', () => {
    expect(editAfterRun([MAGIC], 0, bundle('a'), ended('r1'), true)?.insert).toHaveLength(1);
  });

  test('does nothing where cells of this run are in the notebook already, wherever', () => {
    expect(editAfterRun([made('a'), MAGIC], 1, bundle('a'), ended('r1'), false)).toBeNull();
  });

  test('does nothing while other cells wait and the sources differ', () => {
    const cells = [MAGIC, made('a')];
    expect(editAfterRun(cells, 0, bundle('A'), ended('r2'), true)).toBeNull();
    expect(editAfterRun(cells, 0, bundle('A'), ended('r2'), false)?.remove).toEqual([1]);
  });

  test('does nothing before the run has ended, without insert, or where the magic cell is gone', () => {
    expect(editAfterRun([MAGIC], 0, bundle('a'), { ...ended('r1'), state: 'running' }, false)).toBeNull();
    expect(editAfterRun([MAGIC], 0, { ...bundle('a'), insert: false }, ended('r1'), false)).toBeNull();
    expect(editAfterRun([MAGIC], -1, bundle('a'), ended('r1'), false)).toBeNull();
  });
});

describe('placementOf', () => {
  test('finds the cells of this run wherever they were moved', () => {
    expect(placementOf([made('a'), MAGIC], 1, 'r1', bundle('a'))).toEqual({ cells: [0], changes: 0 });
  });

  test('finds the cells that an equal earlier run left in place', () => {
    expect(placementOf([MAGIC, made('a')], 0, 'r2', bundle('a'))).toEqual({ cells: [1], changes: 0 });
  });

  test('says how many cells of an earlier run would change', () => {
    expect(placementOf([MAGIC, made('a'), made('b')], 0, 'r2', bundle('a', 'B'))).toEqual({ cells: [1, 2], changes: 1 });
  });

  test('what a person deleted of this run does not count as a change', () => {
    expect(placementOf([MAGIC, made('b')], 0, 'r1', bundle('a', 'b'))).toEqual({ cells: [1], changes: 0 });
  });
});

test('a new cell is given its run, step, agent and hash', () => {
  const cell: BundleCell = { cell_type: 'code', source: 'x', metadata: { aa_magics: { step: 's1', agent: 'polars_agent' } } };
  expect(originOf(cell, 'r7')).toEqual({ run: 'r7', step: 's1', agent: 'polars_agent', source_hash: sourceHash('x') });
  const tried = { ...cell, metadata: { aa_magics: { state: 'failed', sampled: true, prompt: 'secret' } } };
  expect(originOf(tried, 'r7')).toEqual({
    ...{ run: 'r7', step: null, agent: null, source_hash: sourceHash('x') },
    ...{ state: 'failed', sampled: true }
  });
});
