import { expect, test } from 'vitest';

import { isRun, isRunBundle, isRunMetadata, isUndoBundle, readOrigin } from '../src/guards';

const GOAL = { text: 'goal', frames: ['df'], agents: [] };
const STEP = { id: 's1', agent: 'a', task: 'do', recipe: null, params: {}, uses: [], creates: [], words: [] };
const PLAN = { frames: [{ name: 'df', rows: 1, columns: 1, why: 'only one' }], steps: [STEP], unused: [], assumptions: [] };
const CELL = { cell_type: 'code', source: 'x', metadata: {} };
const BUNDLE = { goal: GOAL, engine: 'offline', plan: PLAN, agents: {}, cells: [CELL], fallback: '', insert: true };

test('a bundle as the kernel sends it is one, with or without a plan', () => {
  expect(isRunBundle(BUNDLE)).toBe(true);
  expect(isRunBundle({ ...BUNDLE, plan: null, cells: [] })).toBe(true);
});

test.each([
  ['no bundle', 'text'],
  ['a cell without source', { ...BUNDLE, cells: [{ cell_type: 'code', metadata: {} }] }],
  ['a step whose task is no text', { ...BUNDLE, plan: { ...PLAN, steps: [{ ...STEP, task: {} }] } }],
  ['an agent whose title is no text', { ...BUNDLE, agents: { a: { title: {}, icon: 'sigma' } } }],
  ['a step whose recipe is no text', { ...BUNDLE, plan: { ...PLAN, steps: [{ ...STEP, recipe: {} }] } }],
  ['a frame without rows', { ...BUNDLE, plan: { ...PLAN, frames: [{ name: 'df', why: '' }] } }],
  ['words that are no text', { ...BUNDLE, plan: { ...PLAN, unused: [{}] } }]
])('%s is refused', (_, value) => {
  expect(isRunBundle(value)).toBe(false);
});

test('a plan may say which full goal a follow-up was read as', () => {
  expect(isRunBundle({ ...BUNDLE, plan: { ...PLAN, read_as: 'median price by region' } })).toBe(true);
  expect(isRunBundle({ ...BUNDLE, plan: { ...PLAN, read_as: null } })).toBe(true);
  expect(isRunBundle({ ...BUNDLE, plan: { ...PLAN, read_as: {} } })).toBe(false);
});

test.each([
  ['column', true],
  ['time', true],
  ['frame', true],
  ['row', false],
  [undefined, false]
])('what could be taken instead is a column, a time or a frame: %s', (kind, expected) => {
  const other = { kind, words: 'last year', meaning: 'last 12 months' };
  expect(isRunBundle({ ...BUNDLE, plan: { ...PLAN, alternatives: [other] } })).toBe(expected);
  expect(isRunBundle({ ...BUNDLE, plan: null, choices: [other] })).toBe(expected);
});

test('metadata tells of a run only with its id, state, seconds and start', () => {
  const metadata = { run: 'r1', state: 'done', seconds: 1, started: '2026-01-01' };
  expect(isRunMetadata(metadata)).toBe(true);
  expect(isRunMetadata({ ...metadata, seconds: '1' })).toBe(false);
  expect(isRunMetadata(undefined)).toBe(false);
});

test("a model's run is told with reports and usage that can be read", () => {
  const metadata = { run: 'r1', state: 'done', seconds: 1, started: '2026-01-01' };
  const usage = { calls: 1, input_tokens: 2, output_tokens: 3, cost: null };
  const report = { step: 's1', state: 'failed', repairs: 2, trial: null, usage, note: 'KeyError' };
  expect(isRunMetadata({ ...metadata, usage, reports: [report], answered_by: null })).toBe(true);
  expect(isRunMetadata({ ...metadata, reports: [{ ...report, note: {} }] })).toBe(false);
  expect(isRunMetadata({ ...metadata, usage: { ...usage, cost: '$1' } })).toBe(false);
  expect(isRunMetadata({ ...metadata, answered_by: {} })).toBe(false);
});

test('an undo names a run or none', () => {
  expect([{ run: 'r1' }, { run: null }, {}, null].map(isUndoBundle)).toEqual([true, true, false, false]);
});

test("a command's run needs an id and cells", () => {
  expect(isRun({ id: 'r1', cells: [CELL] })).toBe(true);
  expect(isRun({ id: 'r1' })).toBe(false);
});

test('an origin needs its run and hash; a missing step or agent is null', () => {
  expect(readOrigin({ run: 'r1', source_hash: 'ff' })).toEqual({ run: 'r1', step: null, agent: null, source_hash: 'ff' });
  expect(readOrigin({ run: 'r1', source_hash: 'ff', state: 'failed', sampled: true })).toMatchObject({
    state: 'failed',
    sampled: true
  });
  expect(readOrigin({ run: 'r1' })).toBeNull();
  expect(readOrigin('r1')).toBeNull();
});
