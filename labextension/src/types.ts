/**
 * The words of the project as the wire carries them: `aa_magics/model.py` in TypeScript, and the shown plan's MIME bundle.
 */

import type { IOutput } from '@jupyterlab/nbformat';
import type { PartialJSONObject } from '@lumino/coreutils';

export type State = 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
export type Variant = 'individual' | 'planner' | 'both';

/** A value that has no JSON form, as Python source and the imports that it needs. */
export interface Code {
  code: string;
  imports: string[];
}

export type Plain = string | number | boolean | null | Plain[];
export type Label = Plain | Code;

/**
 * One comparison of a column with a value; `part` compares a part of a date, such as "year". What it is compared with
 * may also be another column, or the like of a mean: then `against` says so. A row may pass one of the `alternatives`
 * instead.
 */
export interface Test {
  column: Label;
  comparison: string;
  value: Label | Label[];
  part: string | null;
  against?: Formula | null;
  alternatives?: Test[];
}

/** Tests that a row must all pass to be kept. */
export interface Condition {
  tests: Test[];
}

/** What a column is computed as: an operation on formulas and numbers; that of "column" is a label. */
export interface Formula {
  operation: string;
  operands: (Formula | Label | Label[])[];
}

export type Param = Label | Label[] | Condition | Formula;

/** What a person asked, of which frames (the first is the active one), and of which agents (none: all). */
export interface Goal {
  text: string;
  frames: string[];
  agents: string[];
}

/** The frame that a plan is about, its shape, and why it was taken. */
export interface FrameChoice {
  name: string;
  rows: number;
  columns: number;
  why: string;
}

/** One piece of a plan: a recipe with its params, or a task in words, for one agent. */
export interface Step {
  id: string;
  agent: string;
  task: string;
  recipe: string | null;
  params: Record<string, Param>;
  uses: string[];
  creates: string[];
  words: string[];
}

/** What words of the goal could mean as well; for another frame, `words` are the name of the one that was taken. */
export interface Alternative {
  kind: 'column' | 'time' | 'frame';
  words: string;
  meaning: string;
}

/**
 * Steps in an order that can be run; the goal's words that none could use; what had to be assumed; the full goal that
 * a follow-up was read as.
 */
export interface Plan {
  /** What could have been assumed instead. */
  alternatives?: Alternative[];
  frames: FrameChoice[];
  steps: Step[];
  unused: string[];
  assumptions: string[];
  read_as?: string | null;
}

/** A notebook cell, with nbformat's own field names. */
export interface Cell {
  cell_type: 'code' | 'markdown';
  source: string;
  metadata: PartialJSONObject;
}

/** Why a run failed: what happened, and what to type next. */
export interface Failure {
  message: string;
  hint: string;
}

export type StepState = 'waiting' | 'writing' | 'trying' | 'repairing' | 'done' | 'failed';

/** What calls of a model took; a cost (US dollars) that is not known is null. */
export interface Usage {
  calls: number;
  input_tokens: number;
  output_tokens: number;
  cost: number | null;
}

/** A variable that a tried cell made. */
export interface Variable {
  name: string;
  type: string;
  shape: number[] | null;
}

/** What a cell did when it was tried in an isolated process. */
export interface Trial {
  ok: boolean;
  error: string | null;
  line: number | null;
  refused: boolean;
  variables: Variable[];
  changed: string[];
  shown: string | null;
  warnings: string[];
  seconds: number;
  sampled: boolean;
}

/** How a step of a run stands: repaired how often, its last trial, what it cost, and what remains to be said. */
export interface StepReport {
  step: string;
  state: StepState;
  repairs: number;
  trial: Trial | null;
  usage: Usage;
  note: string;
}

/** A goal, its plan and its cells, by which engine, when, for how long (seconds), and how it ended. */
export interface Run {
  id: string;
  goal: Goal;
  engine: string;
  state: State;
  started: string;
  seconds: number;
  notebook: string | null;
  plan: Plan | null;
  cells: Cell[];
  failure: Failure | null;
  reports: StepReport[];
  usage: Usage | null;
  answered_by: string | null;
}

/** A run as a list shows it; `goal` is its text, `cells` the number of its code cells, `cost` null where not known. */
export interface RunSummary {
  id: string;
  goal: string;
  frames: string[];
  engine: string;
  state: State;
  started: string;
  seconds: number;
  notebook: string | null;
  cells: number;
  tokens: number;
  cost: number | null;
}

/** One entry of the roster, as the panel lists it. */
export interface AgentEntry {
  name: string;
  title: string;
  purpose: string;
  variant: Variant;
  icon: string;
  on: boolean;
  uses: number;
}

/** One page of runs, newest first; `next` is the cursor of the page after it. */
export interface Page {
  items: RunSummary[];
  next: string | null;
}

/** The shown plan: what `%%analyst` displays. Nothing in it varies from run to run. */
export const RUN_MIME = 'application/vnd.aa-magics.run.v1+json';

/** What `%analyst undo` displays. */
export const UNDO_MIME = 'application/vnd.aa-magics.undo.v1+json';

/** A cell as the kernel sends it; `outputs` only when the kernel has already executed it. */
export interface BundleCell extends Cell {
  outputs?: IOutput[];
}

/** The data under `RUN_MIME`: `fallback` is the text given to `set_next_input`, "" when none was. */
export interface RunBundle {
  /** What words of the goal could mean, where a person must choose before there is a plan. */
  choices?: Alternative[];
  goal: Goal;
  engine: string;
  plan: Plan | null;
  agents: Record<string, { title: string; icon: string }>;
  cells: BundleCell[];
  fallback: string;
  insert: boolean;
}

/** The output metadata under `RUN_MIME`: all that varies from run to run; the last three where a model was asked. */
export interface RunMetadata {
  run: string;
  state: State;
  seconds: number;
  started: string;
  reports?: StepReport[];
  usage?: Usage;
  answered_by?: string | null;
  /** What a run that goes on is doing, where its steps do not say it. */
  note?: string;
}

/** The data under `UNDO_MIME`: the run whose cells go; null stands for the latest. */
export interface UndoBundle {
  run: string | null;
}

/**
 * What an inserted cell carries in `metadata.aa_magics`: where it comes from, its source's CRC-32, and where a model
 * wrote it, how its trial ended and whether it saw a sample of the rows only.
 */
export interface Origin {
  run: string;
  step: string | null;
  agent: string | null;
  source_hash: string;
  state?: string;
  sampled?: boolean;
}
