/**
 * The shown plan: frames, steps with their agents, what could not be used, and what can be done with the cells.
 */

import type { TranslationBundle } from '@jupyterlab/translation';
import { caretRightIcon } from '@jupyterlab/ui-components';
import React from 'react';

import { iconOf } from './icons';
import { durationOf, paramText, shapeOf, stateName, usageTexts } from './phrases';
import { Elapsed, isModels, Progress, remarkOf, reportOf, StepStateMark } from './progress';
import { canBeTaken } from './taking';
import type { Alternative, FrameChoice, RunBundle, RunMetadata, Step } from './types';

/** How the plan's cells stand in the notebook that shows it. */
export interface Place {
  cells: number;
  edited: number;
  changes: number;
  writable: boolean;
}

export interface PlanActions {
  run: () => void;
  remove: () => void;
  /** Insert the cells, or update those of an earlier run. */
  update: () => void;
  /** Take another frame, or another column or time for words of the goal. */
  take: (other: Alternative) => void;
  /** Interrupt the kernel. */
  stop: () => void;
}

interface PlanProps {
  bundle: RunBundle;
  metadata: RunMetadata;
  /** Null where the plan is not shown in a notebook. */
  place: Place | null;
  actions: PlanActions;
  trans: TranslationBundle;
}

export function PlanView(props: PlanProps): JSX.Element {
  const { bundle, metadata, place, actions, trans } = props;
  const { plan } = bundle;
  return (
    <div
      className="aa-Plan"
      data-state={metadata.state}
      data-model={isModels(metadata)}
      role="group"
      aria-label={trans.__('Plan: %1', bundle.goal.text.trim())}
    >
      {plan?.frames.map(frame => <Frame key={frame.name} frame={frame} trans={trans} />)}
      {plan && (
        <ol className="aa-Plan-steps">
          {plan.steps.map(step => (
            <PlanStep key={step.id} step={step} {...props} />
          ))}
        </ol>
      )}
      {plan && plan.unused.length > 0 && (
        <Note label={trans.__('Could not use')} texts={[plan.unused.join(', ')]} warn />
      )}
      {plan && plan.assumptions.length > 0 && <Note label={trans.__('Assumed')} texts={plan.assumptions} />}
      {plan?.alternatives && (
        <Alternatives {...props} label={trans.__('Take instead')} alternatives={plan.alternatives} />
      )}
      {bundle.choices && <Question {...props} choices={bundle.choices} />}
      {metadata.state === 'running' ? (
        <Progress bundle={bundle} metadata={metadata} stop={place && actions.stop} trans={trans} />
      ) : (
        <Buttons {...props} />
      )}
      {!bundle.choices && <Facts {...props} />}
    </div>
  );
}

/** What is asked before there is a plan; a choice that no button can write is told by the error below. */
function Question({ choices, ...props }: PlanProps & { choices: Alternative[] }): JSX.Element | null {
  const words = choices[0]?.words ?? '';
  return <Alternatives {...props} label={props.trans.__('Meant by “%1”', words)} alternatives={choices} />;
}

function Frame({ frame, trans }: { frame: FrameChoice; trans: TranslationBundle }): JSX.Element {
  return (
    <p className="aa-Plan-frame">
      <code>{frame.name}</code> <span>{shapeOf(frame, trans)}</span> <span className="aa-Plan-why">{frame.why}</span>
    </p>
  );
}

function PlanStep({ step, ...props }: PlanProps & { step: Step }): JSX.Element {
  const agent = props.bundle.agents[step.agent];
  const Icon = iconOf(agent?.icon ?? '').react;
  const report = reportOf(step.id, props.metadata.reports);
  const ended = props.metadata.state !== 'running';
  const line = (
    <>
      <Icon className="aa-Plan-icon" tag="span" aria-hidden="true" />
      <span className="aa-Plan-agent">{agent?.title ?? step.agent}</span>
      <span className="aa-Plan-task">{step.task}</span>
      {report && <StepStateMark report={report} ended={ended} trans={props.trans} />}
    </>
  );
  const remark = report && <Remark text={remarkOf(report, props.trans)} failed={report.state === 'failed'} />;
  const sources = sourcesOf(step, props);
  if (!step.recipe && !sources.length && !report) {
    return <li className="aa-Plan-step aa-Plan-line">{line}</li>;
  }
  if (!step.recipe && !sources.length) {
    return (
      <li className="aa-Plan-step">
        <div className="aa-Plan-line">{line}</div>
        {remark}
      </li>
    );
  }
  return (
    <li className="aa-Plan-step">
      <details>
        <summary className="aa-Plan-line">
          {line}
          <caretRightIcon.react className="aa-Plan-caret" tag="span" aria-hidden="true" />
        </summary>
        {step.recipe && <Recipe step={step} trans={props.trans} />}
        {sources.map((source, index) => (
          <pre key={index} className="aa-Plan-source">
            <code>{source}</code>
          </pre>
        ))}
      </details>
      {remark}
    </li>
  );
}

function Remark({ text, failed }: { text: string; failed: boolean }): JSX.Element | null {
  return text ? (
    <p className="aa-Plan-remark" data-state={failed ? 'failed' : undefined}>
      {text}
    </p>
  ) : null;
}

/** The sources of a step's code, where they can be read nowhere else. */
function sourcesOf(step: Step, { bundle, place }: PlanProps): string[] {
  if (place && place.cells > 0 && place.changes === 0) {
    return [];
  }
  const own = bundle.cells.filter(({ metadata }) => stepOf(metadata.aa_magics) === step.id);
  return own.filter(cell => cell.cell_type === 'code').map(cell => cell.source);
}

function stepOf(origin: unknown): unknown {
  return typeof origin === 'object' && origin !== null && 'step' in origin ? origin.step : null;
}

function Recipe({ step, trans }: { step: Step; trans: TranslationBundle }): JSX.Element {
  return (
    <dl className="aa-Plan-recipe">
      <dt>{trans.__('Recipe')}</dt>
      <dd>
        <code>{step.recipe}</code>
      </dd>
      {Object.entries(step.params).map(([name, value]) => (
        <React.Fragment key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            <code>{paramText(value)}</code>
          </dd>
        </React.Fragment>
      ))}
      {step.words.length > 0 && (
        <>
          <dt>{trans.__('Because of')}</dt>
          <dd>{step.words.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

function Note({ label, texts, warn }: { label: string; texts: string[]; warn?: boolean }): JSX.Element {
  return (
    <p className="aa-Plan-note" data-warn={warn}>
      <span className="aa-Plan-label">{label}</span> {texts.join('; ')}
    </p>
  );
}

/** Frames, columns and times to take instead: a click writes the choice into the magic line and asks again. */
function Alternatives(props: PlanProps & { label: string; alternatives: Alternative[] }): JSX.Element | null {
  const { label, alternatives, metadata, place, actions, trans } = props;
  const offered = alternatives.filter(canBeTaken);
  if (!place || !offered.length) {
    return null;
  }
  const enabled = place.writable && metadata.state !== 'running';
  return (
    <div className="aa-Plan-note aa-Plan-alternatives" role="group" aria-label={label}>
      <span className="aa-Plan-label">{label}</span>
      {offered.map(other => (
        <button
          key={`${other.kind} ${other.words}=${other.meaning}`}
          type="button"
          className="aa-Plan-button aa-Plan-take"
          aria-label={trans.__('Take %1 for “%2”', other.meaning, other.words)}
          disabled={!enabled}
          onClick={() => actions.take(other)}
        >
          <code>{other.meaning}</code> {trans.__('for “%1”', other.words)}
        </button>
      ))}
    </div>
  );
}

function Buttons({ bundle, place, actions, trans }: PlanProps): JSX.Element | null {
  if (!place || !bundle.cells.length) {
    return null;
  }
  const { cells, edited, changes, writable } = place;
  const removable = writable && edited < cells;
  return (
    <div className="aa-Plan-buttons">
      {changes > 0 && (
        <span className="aa-Plan-changes" role="status">
          {trans._n('%1 cell would change', '%1 cells would change', changes)}
        </span>
      )}
      {changes > 0 && <PlanButton label={trans.__('Update')} main enabled={writable} onClick={actions.update} />}
      {cells === 0 && (
        <PlanButton label={trans.__('Insert cells')} main enabled={writable} onClick={actions.update} />
      )}
      {cells > 0 && changes === 0 && (
        <>
          <PlanButton label={trans.__('Run these cells')} main enabled onClick={actions.run} />
          <PlanButton label={trans.__('Remove these cells')} enabled={removable} onClick={actions.remove} />
        </>
      )}
      {!writable && <span className="aa-Plan-reason">{trans.__('This notebook is read-only.')}</span>}
      {writable && edited > 0 && changes === 0 && (
        <span className="aa-Plan-reason">
          {trans._n('%1 edited cell stays.', '%1 edited cells stay.', edited)}
        </span>
      )}
    </div>
  );
}

interface ButtonProps {
  label: string;
  enabled: boolean;
  main?: boolean;
  onClick: () => void;
}

function PlanButton({ label, enabled, main, onClick }: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      className={main ? 'aa-Plan-button jp-mod-accept' : 'aa-Plan-button'}
      disabled={!enabled}
      onClick={onClick}
    >
      {label}
    </button>
  );
}

function Facts({ bundle, metadata, place, trans }: PlanProps): JSX.Element {
  const { state, seconds, usage, answered_by } = metadata;
  const planned = state === 'done' && !metadata.reports && !bundle.cells.length && !!bundle.plan?.steps.length;
  const id = metadata.run.slice(0, 8);
  const steps = metadata.reports?.length ?? 0;
  const undone = state === 'running' ? 0 : (metadata.reports?.filter(report => report.state !== 'done').length ?? 0);
  const placed = place !== null && place.cells > 0 && place.changes === 0;
  return (
    <p className="aa-Plan-facts">
      <span>{bundle.engine}</span>
      {state !== 'running' && <span>{durationOf(seconds, trans)}</span>}
      {state === 'running' && isModels(metadata) && <Elapsed seconds={seconds} trans={trans} />}
      <span data-state={state}>{stateName(state, trans)}</span>
      {undone > 0 && <span data-state="failed">{trans.__('%1 of %2 steps done', steps - undone, steps)}</span>}
      {usage && usageTexts(usage, trans).map(text => <span key={text}>{text}</span>)}
      {answered_by && (
        <span className="aa-Plan-again">
          {trans.__('from history; ask again with')} <code>--fresh</code>
        </span>
      )}
      {planned && (
        <span>
          {trans.__('Write the cells:')} <code>%analyst go {id}</code>, {trans.__('edit first:')}{' '}
          <code>%analyst plan {id}</code>
        </span>
      )}
      {placed && place.writable && (
        <span>
          {trans.__('Undo:')} <kbd>Esc</kbd> <kbd>Z</kbd> {trans.__('or')} <code>%analyst undo</code>
        </span>
      )}
    </p>
  );
}
