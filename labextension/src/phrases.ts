/**
 * Words for what a plan holds: shapes, params, durations, counts. All plain text; nothing of it is ever HTML.
 */

import type { TranslationBundle } from '@jupyterlab/translation';

import { isRecord } from './guards';
import type { FrameChoice, State, StepState, Usage } from './types';

/** "1,200 rows × 8 columns", in the reader's own way of writing numbers. */
export function shapeOf(frame: FrameChoice, trans: TranslationBundle): string {
  const rows = trans._n('%2 row', '%2 rows', frame.rows, frame.rows.toLocaleString());
  const columns = trans._n('%2 column', '%2 columns', frame.columns, frame.columns.toLocaleString());
  return `${rows} × ${columns}`;
}

/** "under 0.1 s", "0.4 s", "12 s", "1 min 12 s". */
export function durationOf(seconds: number, trans: TranslationBundle): string {
  if (seconds < 0.1) {
    return trans.__('under 0.1 s');
  }
  if (seconds < 60) {
    return trans.__('%1 s', seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds)));
  }
  const whole = Math.round(seconds);
  return trans.__('%1 min %2 s', Math.floor(whole / 60), whole % 60);
}

/** A state as a reader finds it; an unknown one as it is. */
export function stateName(state: State, trans: TranslationBundle): string {
  const names: Record<State, string> = {
    running: trans.__('running'),
    done: trans.__('done'),
    failed: trans.__('failed'),
    cancelled: trans.__('cancelled'),
    interrupted: trans.__('interrupted')
  };
  return names[state] ?? state;
}

/** A step's state as a reader finds it. What was not begun, or not ended, when its run ended, is not written. */
export function stepStateName(state: StepState, ended: boolean, trans: TranslationBundle): string {
  const names: Record<StepState, string> = {
    waiting: trans.__('waiting'),
    writing: trans.__('writing'),
    trying: trans.__('trying'),
    repairing: trans.__('repairing'),
    done: trans.__('done'),
    failed: trans.__('failed')
  };
  const settled = state === 'done' || state === 'failed';
  return ended && !settled ? trans.__('not written') : (names[state] ?? state);
}

/** "1,240 tokens", "$0.0031", "cost unknown": what calls of a model took; nothing where none was made. */
export function usageTexts(usage: Usage, trans: TranslationBundle): string[] {
  return usage.calls === 0 ? [] : spentTexts(usage.input_tokens + usage.output_tokens, usage.cost, trans);
}

export function spentTexts(tokens: number, cost: number | null, trans: TranslationBundle): string[] {
  return [trans._n('%2 token', '%2 tokens', tokens, tokens.toLocaleString()), costText(cost, trans)];
}

/** US dollars: cents from a cent up, two digits below it. */
function costText(cost: number | null, trans: TranslationBundle): string {
  if (cost === null) {
    return trans.__('cost unknown');
  }
  if (cost === 0) {
    return trans.__('no cost');
  }
  return cost < 0.0001 ? trans.__('under $0.0001') : `$${cost < 0.01 ? cost.toFixed(4) : cost.toFixed(2)}`;
}

/** A param's value much as Python writes it: `"price"`, `"a", "b"`, `region == "East" and year of sold >= 2024`. */
export function paramText(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(item => (Array.isArray(item) ? `(${paramText(item)})` : paramText(item))).join(', ');
  }
  if (!isRecord(value)) {
    return literal(value);
  }
  if (typeof value.code === 'string') {
    return value.code;
  }
  if (Array.isArray(value.tests)) {
    const tests = value.tests.filter(isRecord);
    return tests.map(test => anyText(test, tests.length === 1)).join(' and ');
  }
  return Array.isArray(value.operands) ? formulaText(String(value.operation), value.operands) : '';
}

/** A formula much as it is said: `gold - silver`, `mean(tip)`; parts of one that are formulas stand in parentheses. */
function formulaText(operation: string, operands: unknown[]): string {
  if (operation === 'column') {
    return typeof operands[0] === 'string' ? operands[0] : paramText(operands[0]);
  }
  const parts = operands.map(paramText);
  if (!/^[-+*/]+$/.test(operation)) {
    return `${operation}(${parts.join(', ')})`;
  }
  const nested = (operand: unknown): boolean => isRecord(operand) && /^[-+*/]+$/.test(String(operand.operation));
  return parts.map((text, index) => (nested(operands[index]) ? `(${text})` : text)).join(` ${operation} `);
}

/** A test and its alternatives, in parentheses where they do not stand alone. */
function anyText(test: Record<string, unknown>, alone: boolean): string {
  const others = Array.isArray(test.alternatives) ? test.alternatives.filter(isRecord) : [];
  const text = [test, ...others].map(testText).join(' or ');
  return alone || others.length === 0 ? text : `(${text})`;
}

function testText({ column, comparison, value, part, against }: Record<string, unknown>): string {
  const name = typeof column === 'string' ? column : paramText(column);
  const left = typeof part === 'string' ? `${part} of ${name}` : name;
  const unary = comparison === 'missing' || comparison === 'present';
  return unary ? `${left} is ${comparison}` : `${left} ${String(comparison)} ${paramText(against ?? value)}`;
}

function literal(value: unknown): string {
  const names = new Map<unknown, string>([
    [null, 'None'],
    [true, 'True'],
    [false, 'False']
  ]);
  return names.get(value) ?? JSON.stringify(value) ?? '';
}
