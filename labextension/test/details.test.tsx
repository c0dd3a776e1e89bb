import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';

import modelRun from '../../tests/contract/model_run.json';
import offlineRun from '../../tests/contract/run.json';
import { RunDetails } from '../src/details';
import type { Run, RunSummary } from '../src/types';

function details(run: Run): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = renderToStaticMarkup(
    <RunDetails
      id="d"
      item={{ ...run, goal: run.goal.text, frames: [], cells: 1, tokens: 0, cost: 0 } as RunSummary}
      open={{ id: run.id, run, error: null }}
      agents={[]}
      actions={{ insert: vi.fn(), copy: vi.fn() }}
      highlight={null}
      trans={nullTranslator.load('')}
      onDelete={vi.fn()}
    />
  );
  return root;
}

const facts = (run: Run): string => details(run).querySelector('.aa-Details-facts')!.textContent!;

test("a model's run tells its engine, tokens and cost, and how each step ended", () => {
  const run = modelRun as unknown as Run;
  expect(facts(run)).toContain('13 s · 5,210 tokens · $0.02Engineanthropic/claude-sonnet-4-5');
  const steps = [...details(run).querySelectorAll('.aa-Details-report')].map(step => step.textContent);
  expect(steps).toEqual([
    'done repaired once · tried on a sample of the rows',
    "failed KeyError: 'visits' · tried on a sample of the rows",
    'not written It waits for a step that failed: Cluster recent by spend and visits'
  ]);
});

test('a run whose answer came from history says so', () => {
  expect(facts({ ...(modelRun as unknown as Run), answered_by: 'r0' })).toContain('from history');
});

test('an offline run looks as it always did', () => {
  const root = details(offlineRun as unknown as Run);
  expect(root.querySelector('.aa-Details-report')).toBeNull();
  expect(facts(offlineRun as unknown as Run)).not.toContain('Engine');
});
