import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';

import { type Place, PlanView } from '../src/plan';
import { canBeTaken, withTaken } from '../src/taking';
import type { Alternative, RunBundle, RunMetadata, Step, StepReport } from '../src/types';

const STEP: Step = {
  id: 's1',
  agent: 'data_viz_agent',
  task: 'Draw it',
  recipe: 'bar',
  params: { y: 'price' },
  uses: ['sales'],
  creates: [],
  words: ['draw']
};

const BUNDLE: RunBundle = {
  goal: { text: 'Draw the prices', frames: ['sales'], agents: [] },
  engine: 'offline',
  plan: {
    frames: [{ name: 'sales', rows: 1200, columns: 8, why: 'it is the only one' }],
    steps: [STEP],
    unused: [],
    assumptions: []
  },
  agents: { data_viz_agent: { title: 'Charts', icon: 'chart' } },
  cells: [{ cell_type: 'code', source: 'px.bar(sales)', metadata: { aa_magics: { step: 's1' } } }],
  fallback: '',
  insert: true
};
const METADATA: RunMetadata = { run: 'r1', state: 'done', seconds: 0.42, started: '2026-01-01T00:00:00Z' };
const PLACED: Place = { cells: 2, edited: 0, changes: 0, writable: true };

function shown(bundle: Partial<RunBundle>, metadata: Partial<RunMetadata>, place: Place | null): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = renderToStaticMarkup(
    <PlanView
      bundle={{ ...BUNDLE, ...bundle }}
      metadata={{ ...METADATA, ...metadata }}
      place={place}
      actions={{ run: vi.fn(), remove: vi.fn(), update: vi.fn(), take: vi.fn(), stop: vi.fn() }}
      trans={nullTranslator.load('')}
    />
  );
  return root;
}

/** The buttons' labels, a disabled one in brackets. */
function buttons(place: Place | null, bundle: Partial<RunBundle> = {}): string[] {
  const found = [...shown(bundle, {}, place).querySelectorAll('button')];
  return found.map(button => (button.disabled ? `(${button.textContent})` : button.textContent!));
}

describe('what can be taken instead', () => {
  const other: Alternative = { kind: 'column', words: 'amount', meaning: 'gross amount' };
  const plan = { ...BUNDLE.plan!, alternatives: [other, { ...other, meaning: 'a"b' }] };

  test('a column is a button, but where it could not be written into the line', () => {
    expect(buttons(PLACED, { plan })[0]).toBe('gross amount for “amount”');
    expect(buttons(PLACED, { plan })).toHaveLength(3);
  });

  test('a question is shown in the place of a plan, with a button for each answer', () => {
    const choices = [{ ...other, meaning: 'net amount' }, other];
    const asked = shown({ plan: null, cells: [], choices }, { state: 'failed' }, { ...PLACED, cells: 0 });
    expect(asked.querySelector('[role=group] [role=group]')?.getAttribute('aria-label')).toBe('Meant by “amount”');
    expect([...asked.querySelectorAll('button')].map(button => button.textContent)).toEqual([
      'net amount for “amount”',
      'gross amount for “amount”'
    ]);
    expect(asked.querySelector('.aa-Plan-facts')).toBeNull();
  });

  test('nothing can be taken in a notebook that is read-only, and outside of one', () => {
    expect(buttons({ ...PLACED, writable: false }, { plan })[0]).toBe('(gross amount for “amount”)');
    expect(buttons(null, { plan })).toEqual([]);
  });

  test.each([
    ['%%analyst df\nmean amount', '%%analyst df --take amount=gross_amount\nmean amount'],
    ['%%analyst df --take amount=x --plan\na', '%%analyst df --plan --take amount=gross_amount\na'],
    ['%%analyst\n%%analyst', '%%analyst --take amount=gross_amount\n%%analyst']
  ])('the choice is written into the magic line: %j', (source, expected) => {
    expect(withTaken(source, other)).toBe(expected);
  });

  test.each([
    ['last 12 months', '%%analyst df --take last_year=last_12_months\nsales last year'],
    ['2023-01-01/2023-12-31', '%%analyst df --take last_year=2023-01-01/2023-12-31\nsales last year'],
    ['2023-09-01/..', '%%analyst df --take last_year=2023-09-01/..\nsales last year']
  ])('a time is written as it is said: %j', (meaning, expected) => {
    const time: Alternative = { kind: 'time', words: 'last year', meaning };
    expect(canBeTaken(time)).toBe(true);
    expect(withTaken('%%analyst df --take last_year=2022\nsales last year', time)).toBe(expected);
  });

  test.each([
    ['%%analyst\nmean', '%%analyst orders\nmean'],
    ['%%analyst --run --take mean=sales -e sales', '%%analyst orders --run --take mean=sales -e sales'],
    ['%%analyst sales orders --plan', '%%analyst orders --plan'],
    ['%%analyst sales,customers', '%%analyst orders customers'],
    ['%%analyst customers -e offline sales', '%%analyst orders customers -e offline']
  ])('a frame is written before all else, in the place of the one taken: %j', (source, expected) => {
    expect(withTaken(source, { kind: 'frame', words: 'sales', meaning: 'orders' })).toBe(expected);
  });

  test.each(['a b', 'a.b', '1a', '-e'])('what is no name of a variable is no frame: %j', meaning => {
    expect(canBeTaken({ kind: 'frame', words: 'sales', meaning })).toBe(false);
  });
});

describe('what can be done', () => {
  test('cells in the notebook can be run and removed', () => {
    expect(buttons(PLACED)).toEqual(['Run these cells', 'Remove these cells']);
  });

  test('with every cell edited there is nothing to remove', () => {
    expect(buttons({ ...PLACED, edited: 2 })).toEqual(['Run these cells', '(Remove these cells)']);
    expect(shown({}, {}, { ...PLACED, edited: 2 }).textContent).toContain('2 edited cells stay.');
  });

  test('cells that are not in the notebook can be inserted', () => {
    expect(buttons({ ...PLACED, cells: 0 })).toEqual(['Insert cells']);
  });

  test('cells that would change can be updated', () => {
    expect(buttons({ ...PLACED, changes: 2 })).toEqual(['Update']);
    expect(shown({}, {}, { ...PLACED, changes: 2 }).textContent).toContain('2 cells would change');
  });

  test('a read-only notebook offers its button disabled, with the reason', () => {
    const place = { ...PLACED, cells: 0, writable: false };
    expect(buttons(place)).toEqual(['(Insert cells)']);
    expect(shown({}, {}, place).textContent).toContain('This notebook is read-only.');
  });

  test('outside a notebook, without cells, and while it runs there are no buttons', () => {
    expect(buttons(null)).toEqual([]);
    expect(buttons(PLACED, { cells: [] })).toEqual([]);
    expect(shown({}, { state: 'running' }, PLACED).querySelector('button')).toBeNull();
  });
});

describe('what is shown', () => {
  test('the first line names the frame, its shape and why it was taken', () => {
    const line = shown({}, {}, null).querySelector('p')!;
    expect(line.textContent).toBe('sales 1,200 rows × 8 columns it is the only one');
  });

  test('a step has its agent, its task, and its recipe with params on demand', () => {
    const step = shown({}, {}, PLACED).querySelector('details')!;
    expect(step.open).toBe(false);
    expect(step.querySelector('summary')!.textContent).toContain('ChartsDraw it');
    expect(step.querySelector('dl')!.textContent).toBe('Recipebary"price"Because ofdraw');
  });

  test('the code of cells that are not in the notebook can be read in the plan', () => {
    expect(shown({}, {}, { ...PLACED, cells: 0 }).querySelector('pre')?.textContent).toBe('px.bar(sales)');
    expect(shown({}, {}, PLACED).querySelector('pre')).toBeNull();
  });

  test('the facts tell engine, time, state and how to undo', () => {
    const facts = shown({}, {}, PLACED).querySelector('.aa-Plan-facts')!;
    expect(facts.textContent).toBe('offline0.4 sdoneUndo: Esc Z or %analyst undo');
  });

  test('a run without a plan yet says what it is doing', () => {
    expect(shown({ plan: null }, { state: 'running' }, null).textContent).toContain('Planning…');
    expect(shown({}, { state: 'running' }, null).textContent).toContain('Writing the cells…');
  });

  test('words and tasks are text, never HTML', () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const plan = { ...BUNDLE.plan!, unused: [hostile], steps: [{ ...STEP, task: hostile }] };
    const root = shown({ plan }, {}, PLACED);
    expect(root.querySelector('img')).toBeNull();
    expect(root.textContent).toContain(hostile);
  });
});

describe("a model's run", () => {
  const USAGE = { calls: 2, input_tokens: 1000, output_tokens: 240, cost: 0.0031 };
  const TRIAL = { ok: true, error: null, line: null, refused: false, variables: [], changed: [], shown: null };
  const REPORT: StepReport = { step: 's1', state: 'done', repairs: 0, trial: null, usage: USAGE, note: '' };

  function report(changes: Partial<StepReport>, metadata: Partial<RunMetadata> = {}): HTMLElement {
    return shown({ cells: [] }, { usage: USAGE, reports: [{ ...REPORT, ...changes }], ...metadata }, PLACED);
  }

  test('each step tells its state with an icon and a word', () => {
    const states = ['waiting', 'writing', 'trying', 'repairing', 'done', 'failed'] as const;
    const marks = states.map(state => report({ state }, { state: 'running' }).querySelector('.aa-StepState')!);
    expect(marks.map(mark => mark.textContent)).toEqual([...states]);
    expect(new Set(marks.map(mark => mark.querySelector('[data-icon]')?.getAttribute('data-icon'))).size).toBe(6);
  });

  test('a step that a stopped run had not ended is not written', () => {
    expect(report({ state: 'repairing' }, { state: 'cancelled' }).querySelector('.aa-StepState')!.textContent).toBe(
      'not written'
    );
  });

  test('why a step waits or failed, repairs and a sample are said below it', () => {
    const sampled = { ...TRIAL, warnings: [], seconds: 1, sampled: true };
    const remark = (changes: Partial<StepReport>): string | undefined =>
      report(changes).querySelector('.aa-Plan-remark')?.textContent ?? undefined;
    expect(remark({})).toBeUndefined();
    expect(remark({ state: 'writing', note: 'rate limit: waits 3 s' })).toBe('rate limit: waits 3 s');
    expect(remark({ repairs: 1, trial: sampled })).toBe('repaired once · tried on a sample of the rows');
    expect(remark({ repairs: 2 })).toBe('repaired 2 times');
    expect(remark({ state: 'repairing', repairs: 1, trial: { ...sampled, sampled: false, error: 'KeyError: x' } })).toBe(
      'repair 1 of: KeyError: x'
    );
  });

  test('tokens and cost are told, an unknown cost as unknown', () => {
    const facts = (usage: RunMetadata['usage']): string =>
      report({}, { usage }).querySelector('.aa-Plan-facts')!.textContent!;
    expect(facts(USAGE)).toContain('done1,240 tokens$0.0031');
    expect(facts({ ...USAGE, cost: null })).toContain('cost unknown');
    expect(facts({ calls: 0, input_tokens: 0, output_tokens: 0, cost: 0 })).not.toContain('token');
  });

  test('an answer from history is marked, with the way to ask again', () => {
    expect(report({}, { answered_by: 'r0' }).textContent).toContain('from history; ask again with --fresh');
    expect(report({}, { answered_by: null }).textContent).not.toContain('from history');
  });

  test('while it goes on it can be stopped, and counts the steps that are done and the seconds', () => {
    const root = report({}, { state: 'running', seconds: 12.7 });
    expect([...root.querySelectorAll('button')].map(button => button.textContent)).toEqual(['Stop']);
    expect(root.querySelector('[role=status]')!.textContent).toBe('1 of 1 steps done');
    expect(root.querySelector('[role=timer]')!.textContent).toBe('12 s');
  });

  test('what else it is doing is said instead', () => {
    const root = report({}, { state: 'running', note: 'Waiting for your answer…' });
    expect(root.querySelector('[role=status]')!.textContent).toBe('Waiting for your answer…');
  });

  test('an engine whose cells are tried, but which tells no usage, is shown as a model is', () => {
    const root = report({ state: 'writing' }, { state: 'running', usage: undefined });
    expect(root.querySelector('.aa-Plan')!.getAttribute('data-model')).toBe('true');
    expect(root.querySelector('[role=timer]')).not.toBeNull();
    expect(root.querySelector('button')!.textContent).toBe('Stop');
  });

  test('a plan that is not written yet says how to go on', () => {
    const facts = shown({ cells: [] }, { run: '3f6c1e0a9b5d' }, PLACED).querySelector('.aa-Plan-facts')!;
    expect(facts.textContent).toContain('Write the cells: %analyst go 3f6c1e0a, edit first: %analyst plan 3f6c1e0a');
  });

  test('what a model said is text, never HTML', () => {
    const root = report({ note: '<img src=x onerror=alert(1)>' });
    expect(root.querySelector('img')).toBeNull();
    expect(root.textContent).toContain('<img src=x');
  });
});
