import { nullTranslator } from '@jupyterlab/translation';
import { expect, test } from 'vitest';

import { durationOf, paramText, shapeOf, spentTexts, stateName } from '../src/phrases';

const trans = nullTranslator.load('');

test('a shape counts rows and columns, one or many', () => {
  expect(shapeOf({ name: 'df', rows: 12345, columns: 1, why: '' }, trans)).toBe('12,345 rows × 1 column');
  expect(shapeOf({ name: 'df', rows: 0, columns: 2, why: '' }, trans)).toBe('0 rows × 2 columns');
});

test('a duration is as exact as it is useful', () => {
  const said = [0.004, 0.42, 9.96, 59.4, 72.3, 119.6].map(seconds => durationOf(seconds, trans));
  expect(said).toEqual(['under 0.1 s', '0.4 s', '10.0 s', '59 s', '1 min 12 s', '2 min 0 s']);
});

test('a state that is not known yet is shown as it is', () => {
  expect(stateName('done', trans)).toBe('done');
  expect(stateName('paused' as 'done', trans)).toBe('paused');
});

test('params read as Python does', () => {
  expect(paramText('a "quoted" name')).toBe('"a \\"quoted\\" name"');
  expect(paramText(['a', 1.5, true, null, ['x', 'y']])).toBe('"a", 1.5, True, None, ("x", "y")');
  expect(paramText({ code: 'pd.Timestamp("2024-01-01")', imports: ['import pandas as pd'] })).toBe(
    'pd.Timestamp("2024-01-01")'
  );
});

test('a condition reads as the tests that a row must pass', () => {
  const tests = [
    { column: 'region', comparison: '==', value: 'East', part: null },
    { column: ['price', 'max'], comparison: 'present', value: null, part: null },
    { column: 'sold', comparison: '>=', value: 2024, part: 'year' }
  ];
  expect(paramText({ tests })).toBe('region == "East" and "price", "max" is present and year of sold >= 2024');
});

test('a formula reads as it is said', () => {
  const column = (name: string): object => ({ operation: 'column', operands: [name] });
  const sum = { operation: '+', operands: [column('gold'), column('silver')] };
  expect(paramText({ operation: '/', operands: [sum, 2] })).toBe('(gold + silver) / 2');
  const tests = [{ column: 'tip', comparison: '>', value: null, part: null, against: { operation: 'mean', operands: [sum] } }];
  expect(paramText({ tests })).toBe('tip > mean(gold + silver)');
});

test('what a row may pass instead stands beside it', () => {
  const other = { column: 'zone', comparison: 'missing', value: null, part: null };
  const either = { column: 'fare', comparison: '>', value: 9, part: null, alternatives: [other] };
  expect(paramText({ tests: [either] })).toBe('fare > 9 or zone is missing');
  const small = { column: 'length', comparison: '<', value: 5, part: null };
  expect(paramText({ tests: [either, small] })).toBe('(fare > 9 or zone is missing) and length < 5');
});

test('a cost is as exact as it is useful, and never guessed', () => {
  const said = [null, 0, 0.00001, 0.00314, 0.0213, 1.5].map(cost => spentTexts(1, cost, trans)[1]);
  expect(said).toEqual(['cost unknown', 'no cost', 'under $0.0001', '$0.0031', '$0.02', '$1.50']);
  expect(spentTexts(1240, null, trans)[0]).toBe('1,240 tokens');
});
