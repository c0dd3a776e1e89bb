/**
 * What may be taken for what: a notebook from elsewhere can carry anything in its outputs and metadata.
 */

import type {
  Alternative,
  BundleCell,
  FrameChoice,
  Origin,
  Plan,
  Run,
  RunBundle,
  RunMetadata,
  Step,
  StepReport,
  UndoBundle,
  Usage
} from './types';

/** A cell's `metadata.aa_magics`, or null where it is none that this extension wrote. */
export function readOrigin(value: unknown): Origin | null {
  if (!isRecord(value) || typeof value.run !== 'string' || typeof value.source_hash !== 'string') {
    return null;
  }
  return {
    run: value.run,
    step: typeof value.step === 'string' ? value.step : null,
    agent: typeof value.agent === 'string' ? value.agent : null,
    source_hash: value.source_hash,
    ...readTrial(value)
  };
}

/** What a cell's `metadata.aa_magics` says of its trial; nothing where it was not tried. */
export function readTrial(value: Record<string, unknown>): Pick<Origin, 'state' | 'sampled'> {
  return {
    ...(typeof value.state === 'string' && { state: value.state }),
    ...(value.sampled === true && { sampled: true })
  };
}

/** Whether an output's data is a shown plan; a notebook from elsewhere may carry anything. */
export function isRunBundle(value: unknown): value is RunBundle {
  return (
    isRecord(value) &&
    isRecord(value.goal) &&
    isText(value.goal.text) &&
    (value.plan === null || isPlan(value.plan)) &&
    (value.choices === undefined || isListOf(value.choices, isAlternative)) &&
    isRecord(value.agents) &&
    Object.values(value.agents).every(isAgent) &&
    [value.engine, value.fallback].every(isText) &&
    isListOf(value.cells, isCell)
  );
}

/** Whether a command's arguments are a run, as far as its cells are to be inserted. */
export function isRun(value: unknown): value is Pick<Run, 'id' | 'cells'> {
  return isRecord(value) && isText(value.id) && isListOf(value.cells, isCell);
}

/** Whether an output's metadata tells of a run. */
export function isRunMetadata(value: unknown): value is RunMetadata {
  return (
    isRecord(value) &&
    [value.run, value.state, value.started].every(isText) &&
    typeof value.seconds === 'number' &&
    (value.reports === undefined || isListOf(value.reports, isReport)) &&
    (value.usage === undefined || isUsage(value.usage)) &&
    (value.answered_by === undefined || value.answered_by === null || isText(value.answered_by)) &&
    (value.note === undefined || isText(value.note))
  );
}

/** Whether an output's data asks for a run's cells to be removed. */
export function isUndoBundle(value: unknown): value is UndoBundle {
  return isRecord(value) && (value.run === null || isText(value.run));
}

function isPlan(value: unknown): value is Plan {
  return (
    isRecord(value) &&
    isListOf(value.frames, isFrame) &&
    isListOf(value.steps, isStep) &&
    isListOf(value.unused, isText) &&
    isListOf(value.assumptions, isText) &&
    (value.alternatives === undefined || isListOf(value.alternatives, isAlternative)) &&
    (value.read_as === undefined || value.read_as === null || isText(value.read_as))
  );
}

function isAlternative(value: unknown): value is Alternative {
  const kinds: unknown[] = ['column', 'time', 'frame'];
  return isRecord(value) && kinds.includes(value.kind) && isText(value.words) && isText(value.meaning);
}

function isAgent(value: unknown): boolean {
  return isRecord(value) && isText(value.title) && isText(value.icon);
}

function isFrame(value: unknown): value is FrameChoice {
  return (
    isRecord(value) &&
    [value.name, value.why].every(isText) &&
    typeof value.rows === 'number' &&
    typeof value.columns === 'number'
  );
}

function isStep(value: unknown): value is Step {
  return (
    isRecord(value) &&
    [value.id, value.agent, value.task].every(isText) &&
    (value.recipe === null || isText(value.recipe)) &&
    isRecord(value.params) &&
    isListOf(value.words, isText)
  );
}

function isReport(value: unknown): value is StepReport {
  return (
    isRecord(value) &&
    [value.step, value.state, value.note].every(isText) &&
    typeof value.repairs === 'number' &&
    (value.trial === null || isRecord(value.trial)) &&
    isUsage(value.usage)
  );
}

function isUsage(value: unknown): value is Usage {
  return (
    isRecord(value) &&
    [value.calls, value.input_tokens, value.output_tokens].every(count => typeof count === 'number') &&
    (value.cost === null || typeof value.cost === 'number')
  );
}

function isCell(value: unknown): value is BundleCell {
  return (
    isRecord(value) &&
    (value.cell_type === 'code' || value.cell_type === 'markdown') &&
    isText(value.source) &&
    isRecord(value.metadata)
  );
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
