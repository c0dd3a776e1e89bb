import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import agents from '../../tests/contract/agents.json';
import run from '../../tests/contract/run.json';
import { ApiError, type IApi, type RunQuery } from '../src/api';
import { HistoryModel, SEARCH_DELAY } from '../src/model';
import { AgentsModel } from '../src/roster';
import type { AgentEntry, Page, Run, RunSummary } from '../src/types';

const BROKEN = new ApiError('The history is locked.', 'Retry.');

function summary(id: string, goal = `goal ${id}`): RunSummary {
  return {
    id,
    goal,
    frames: ['df'],
    engine: 'offline',
    state: 'done',
    started: '2026-11-22T18:00:00Z',
    seconds: 1,
    notebook: null,
    cells: 1,
    tokens: 0,
    cost: 0
  };
}

/** A server in memory: pages of two, searched by goal. Set `broken` and it refuses; `hold()` and it waits. */
class FakeApi implements IApi {
  stored = ['9', '8', '7', '6', '5'].map(id => summary(id));
  roster = agents.items as AgentEntry[];
  broken = false;
  asked: RunQuery[] = [];
  fetched: string[] = [];

  /** Let the next answer wait until the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this._gate = new Promise(resolve => (release = resolve));
    return release;
  }

  async runs(query: RunQuery): Promise<Page> {
    this.asked.push(query);
    await this._answer();
    const found = this.stored.filter(item => item.goal.includes(query.words ?? ''));
    const start = query.cursor ? found.findIndex(item => item.id === query.cursor) + 1 : 0;
    const items = found.slice(start, start + 2);
    return { items, next: start + 2 < found.length ? (items.at(-1)?.id ?? null) : null };
  }

  async run(id: string): Promise<Run> {
    this.fetched.push(id);
    await this._answer();
    return { ...(run as unknown as Run), id, state: id === 'running' ? 'running' : 'done' };
  }

  async deleteRun(id: string): Promise<void> {
    await this._answer();
    this.stored = this.stored.filter(item => item.id !== id);
  }

  async agents(): Promise<AgentEntry[]> {
    await this._answer();
    return this.roster;
  }

  async setAgent(name: string, on: boolean): Promise<AgentEntry> {
    await this._answer();
    this.roster = this.roster.map(item => (item.name === name ? { ...item, on } : item));
    return this.roster.find(item => item.name === name)!;
  }

  private async _answer(): Promise<void> {
    const gate = this._gate;
    const broken = this.broken;
    this._gate = Promise.resolve();
    await gate;
    if (broken) {
      throw BROKEN;
    }
  }

  private _gate: Promise<void> = Promise.resolve();
}

let api: FakeApi;
let history: HistoryModel;
let roster: AgentsModel;

beforeEach(() => {
  api = new FakeApi();
  history = new HistoryModel(api);
  roster = new AgentsModel(api);
});

afterEach(() => {
  vi.useRealTimers();
  history.dispose();
  roster.dispose();
});

function ids(): string {
  return history.state.items.map(item => item.id).join('');
}

function isOn(name: string): boolean | undefined {
  return roster.state.items.find(item => item.name === name)?.on;
}

test('pages follow one another until there is no more', async () => {
  await history.refresh();
  expect(ids()).toBe('98');
  await history.more();
  await history.more();
  expect(ids()).toBe('98765');
  await history.more();
  expect(api.asked).toHaveLength(3);
});

test('one page is fetched at a time', async () => {
  await history.refresh();
  await Promise.all([history.more(), history.more()]);
  expect(ids()).toBe('9876');
});

test('a refresh puts new runs on top and keeps the pages fetched before', async () => {
  await history.refresh();
  await history.more();
  api.stored.unshift(summary('A'));
  await history.refresh();
  expect(ids()).toBe('A9876');
  await history.more();
  expect(ids()).toBe('A98765');
});

test('a refresh drops a run that was deleted elsewhere', async () => {
  await history.refresh();
  await history.more();
  api.stored = api.stored.filter(item => item.id !== '9');
  await history.refresh();
  expect(ids()).toBe('876');
});

test('a refresh after many new runs begins the list anew, without a gap', async () => {
  await history.refresh();
  api.stored.unshift(summary('D'), summary('C'), summary('B'));
  await history.refresh();
  await history.more();
  expect(ids()).toBe('DCB9');
});

test('the search waits until typing stops and asks once, with the last words', async () => {
  vi.useFakeTimers();
  history.search('goal');
  history.search('goal 7 ');
  expect(history.state.words).toBe('goal 7 ');
  await vi.advanceTimersByTimeAsync(SEARCH_DELAY);
  expect(api.asked.map(query => query.words)).toEqual(['goal 7']);
  expect(ids()).toBe('7');
});

test('runs found before stay in sight until those of the new search have come', async () => {
  await history.refresh();
  const release = api.hold();
  await history.setNotebook('a.ipynb');
  const search = history.setScope('notebook');
  expect([ids(), history.state.loading]).toEqual(['98', 'first']);
  release();
  await search;
  expect(history.state.loading).toBeNull();
});

test('the answer to an earlier search does not replace that to a later one', async () => {
  const release = api.hold();
  const early = history.refresh();
  vi.useFakeTimers();
  history.search('goal 5');
  await vi.advanceTimersByTimeAsync(SEARCH_DELAY);
  release();
  await early;
  expect(ids()).toBe('5');
});

test('this notebook follows the notebook that the person works in', async () => {
  await history.setNotebook('a.ipynb');
  expect(api.asked).toHaveLength(0);
  await history.setScope('notebook');
  await history.setNotebook('sub/b.ipynb');
  await history.setScope('all');
  expect(api.asked.map(query => query.notebook)).toEqual(['a.ipynb', 'sub/b.ipynb', undefined]);
});

test('without a notebook, all runs are listed', async () => {
  await history.setScope('notebook');
  expect(api.asked[0]?.notebook).toBeUndefined();
});

test('an error is told and leaves the runs in place; the next success forgets it', async () => {
  await history.refresh();
  api.broken = true;
  await history.refresh();
  expect([ids(), history.state.error]).toEqual(['98', BROKEN]);
  api.broken = false;
  await history.refresh();
  expect(history.state.error).toBeNull();
});

test('opening a run fetches it once; opening none closes it', async () => {
  await history.open('9');
  expect(history.state.open?.run?.id).toBe('9');
  expect((await history.wholeRun('9'))?.id).toBe('9');
  expect(api.fetched).toEqual(['9']);
  await history.open(null);
  expect(history.state.open).toBeNull();
});

test('details that arrive after another run was opened are not shown', async () => {
  const release = api.hold();
  const first = history.open('9');
  await history.open('8');
  release();
  await first;
  expect(history.state.open?.run?.id).toBe('8');
});

test('an open run that was still running is fetched again by a refresh', async () => {
  await history.open('running');
  await history.refresh();
  expect(api.fetched).toEqual(['running', 'running']);
});

test('details that cannot be fetched say why', async () => {
  api.broken = true;
  await history.open('9');
  expect(history.state.open).toEqual({ id: '9', run: null, error: BROKEN });
});

test('a run that cannot be fetched to be inserted is announced as a failure', async () => {
  const heard: ApiError[] = [];
  history.failed.connect((_, error) => heard.push(error));
  api.broken = true;
  expect(await history.wholeRun('9')).toBeNull();
  expect(heard).toEqual([BROKEN]);
});

test('a deleted run leaves the list and is closed', async () => {
  await history.refresh();
  await history.open('9');
  expect(await history.delete('9')).toBe(true);
  expect([ids(), history.state.open]).toEqual(['8', null]);
});

test('a run that could not be deleted stays, and the failure is announced', async () => {
  await history.refresh();
  const heard: ApiError[] = [];
  history.failed.connect((_, error) => heard.push(error));
  api.broken = true;
  expect(await history.delete('9')).toBe(false);
  expect([ids(), heard]).toEqual(['98', [BROKEN]]);
});

test('a mistake of ours is not shown as an error of the server', async () => {
  api.runs = () => Promise.reject(new RangeError('a mistake'));
  await expect(history.refresh()).rejects.toThrow(RangeError);
});

test('a switch shows the wish at once and then what the server says', async () => {
  await roster.refresh();
  const release = api.hold();
  const toggled = roster.toggle('polars_agent', true);
  expect(isOn('polars_agent')).toBe(true);
  release();
  await toggled;
  expect(isOn('polars_agent')).toBe(true);
  expect(api.roster.at(-1)?.on).toBe(true);
});

test('a switch that the server refuses goes back, and the failure is announced', async () => {
  await roster.refresh();
  const heard: ApiError[] = [];
  roster.failed.connect((_, error) => heard.push(error));
  api.broken = true;
  await roster.toggle('data_viz_agent', false);
  expect([isOn('data_viz_agent'), heard]).toEqual([true, [BROKEN]]);
});

test('a refused switch does not take back a later one', async () => {
  await roster.refresh();
  api.broken = true;
  const release = api.hold();
  const refused = roster.toggle('data_viz_agent', false);
  api.broken = false;
  await roster.toggle('sk_learn_agent', false);
  release();
  await refused;
  expect([isOn('data_viz_agent'), isOn('sk_learn_agent')]).toEqual([true, false]);
});

test('switched twice in a row, an agent ends where it was switched last', async () => {
  await roster.refresh();
  const release = api.hold();
  const first = roster.toggle('data_viz_agent', false);
  await roster.toggle('data_viz_agent', true);
  release();
  await first;
  expect(isOn('data_viz_agent')).toBe(api.roster.find(item => item.name === 'data_viz_agent')?.on);
});

test('a refresh during a switch does not undo the wish', async () => {
  await roster.refresh();
  const release = api.hold();
  const toggled = roster.toggle('polars_agent', true);
  await roster.refresh();
  expect(isOn('polars_agent')).toBe(true);
  release();
  await toggled;
});

test('agents that cannot be listed say why, and those listed before stay', async () => {
  await roster.refresh();
  api.broken = true;
  await roster.refresh();
  expect(roster.state.error).toBe(BROKEN);
  expect(roster.state.items).toHaveLength(6);
});
