/**
 * The drawings: the extension's own icon and one for each agent, monochrome so that every theme colours them.
 */

import { LabIcon } from '@jupyterlab/ui-components';

/** A 24 by 24 drawing of strokes; `dots` are filled circles as [x, y, radius]. */
function drawing(name: string, strokes: string[], dots: [number, number, number][] = []): LabIcon {
  const lines = strokes.map(d => `<path class="jp-icon3" stroke="#616161" d="${d}"/>`);
  const discs = dots.map(
    ([x, y, r]) => `<circle class="jp-icon3" fill="#616161" cx="${x}" cy="${y}" r="${r}"/>`
  );
  return new LabIcon({
    name: `aa-magics:${name}`,
    svgstr:
      '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">' +
      '<g fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">' +
      `${lines.join('')}</g>${discs.join('')}</svg>`
  });
}

/** A spark above two cells: a goal becomes cells. */
export const analystIcon = drawing('analyst', [
  'M17 2 L18.5 5.5 L22 7 L18.5 8.5 L17 12 L15.5 8.5 L12 7 L15.5 5.5 Z',
  'M9 9 H3 V13 H12',
  'M3 17 H21 V21 H3 Z'
]);

const agentIcon = drawing('agent', ['M5 21 V19 A7 6 0 0 1 19 19 V21', 'M12 3 A4 4 0 0 1 12 11 A4 4 0 0 1 12 3']);

const AGENT_ICONS: ReadonlyMap<string, LabIcon> = new Map(
  Object.entries({
    broom: drawing('broom', ['M21 3 L13 11', 'M10 8 L16 14 L11 21 L3 13 Z', 'M7 17 L10 14', 'M3 13 L10 8']),
    sigma: drawing('sigma', ['M18 7 V4 H6 L13 12 L6 20 H18 V17']),
    network: drawing(
      'network',
      ['M12 6 L5 17', 'M12 6 L19 17', 'M5 18 H19'],
      [
        [12, 5, 3],
        [5, 18, 3],
        [19, 18, 3]
      ]
    ),
    chart: drawing('chart', ['M3 3 V21 H21', 'M8 17 V13', 'M13 17 V6', 'M18 17 V10']),
    shapes: drawing('shapes', [
      'M12 3 L16.5 10 H7.5 Z',
      'M3 14 H10 V21 H3 Z',
      'M17.5 14 A3.5 3.5 0 0 1 17.5 21 A3.5 3.5 0 0 1 17.5 14'
    ]),
    bear: drawing(
      'bear',
      [
        'M12 5 A8 8 0 0 1 12 21 A8 8 0 0 1 12 5',
        'M5.5 8 A3 3 0 1 1 9 5',
        'M18.5 8 A3 3 0 1 0 15 5',
        'M10 17 Q12 18.5 14 17'
      ],
      [
        [9, 12, 1.3],
        [15, 12, 1.3],
        [12, 15.5, 1.5]
      ]
    )
  })
);

/** The drawing that an agent's `icon` names, or one that fits any agent. */
export function iconOf(name: string): LabIcon {
  return AGENT_ICONS.get(name) ?? agentIcon;
}
