import { expect, test } from 'vitest';

import { analystIcon, iconOf } from '../src/icons';

test('an unknown icon name gets the drawing that fits any agent', () => {
  expect(iconOf('unheard of').name).toBe('aa-magics:agent');
  expect(iconOf('constructor').name).toBe('aa-magics:agent');
  expect(iconOf('sigma').name).toBe('aa-magics:sigma');
});

test('drawings take their colour from the theme', () => {
  expect(analystIcon.svgstr).toContain('class="jp-icon3"');
});
