/**
 * How a model's run stands: the state of each step, what remains to be said of it, time and cost, and the way to stop it.
 */

import type { TranslationBundle } from '@jupyterlab/translation';
import {
  buildIcon,
  checkIcon,
  circleEmptyIcon,
  editIcon,
  errorIcon,
  type LabIcon,
  runIcon,
  stopIcon
} from '@jupyterlab/ui-components';
import React from 'react';

import { durationOf, stepStateName } from './phrases';
import type { RunBundle, RunMetadata, StepReport, StepState } from './types';

const STATE_ICONS: Record<StepState, LabIcon> = {
  waiting: circleEmptyIcon,
  writing: editIcon,
  trying: runIcon,
  repairing: buildIcon,
  done: checkIcon,
  failed: errorIcon
};

/** Whether a run's cells are a model's, or those of another engine whose cells are tried. */
export function isModels({ usage, reports }: RunMetadata): boolean {
  return usage !== undefined || reports !== undefined;
}

/** The report of a step; null where no model wrote it, or nothing is known of it yet. */
export function reportOf(step: string, reports: readonly StepReport[] | undefined): StepReport | null {
  return reports?.find(report => report.step === step) ?? null;
}

interface StepStateProps {
  report: StepReport;
  /** Whether the run has ended. */
  ended: boolean;
  trans: TranslationBundle;
}

/** A step's state as an icon and a word. */
export function StepStateMark({ report, ended, trans }: StepStateProps): JSX.Element {
  const unsettled = report.state !== 'done' && report.state !== 'failed';
  const state = ended && unsettled ? 'waiting' : report.state;
  const Icon = (STATE_ICONS[state] ?? circleEmptyIcon).react;
  return (
    <span className="aa-StepState" data-state={state}>
      <Icon tag="span" aria-hidden="true" />
      <span>{stepStateName(report.state, ended, trans)}</span>
    </span>
  );
}

/** What is to be said of a step besides its state: why it waits or failed, repairs, a sample; "" for nothing. */
export function remarkOf({ note, repairs, state, trial }: StepReport, trans: TranslationBundle): string {
  const mended = state === 'done' && repairs > 0;
  const tried = state === 'repairing' && trial?.error;
  return [
    ...(note ? [note] : []),
    ...(tried ? [trans.__('repair %1 of: %2', repairs, trial.error)] : []),
    ...(mended ? [trans._n('repaired once', 'repaired %1 times', repairs)] : []),
    ...(trial?.sampled ? [trans.__('tried on a sample of the rows')] : [])
  ].join(' · ');
}

interface ProgressProps {
  bundle: RunBundle;
  metadata: RunMetadata;
  /** Null where the kernel cannot be reached. */
  stop: (() => void) | null;
  trans: TranslationBundle;
}

/** What a run that goes on is doing, told to assistive technology at each step that ends, not more often. */
export function Progress({ bundle, metadata, stop, trans }: ProgressProps): JSX.Element {
  const status = (
    <p className="aa-Plan-progress" role="status">
      {statusText(bundle, metadata, trans)}
    </p>
  );
  return isModels(metadata) && stop ? (
    <div className="aa-Plan-buttons">
      {status}
      <StopButton stop={stop} trans={trans} />
    </div>
  ) : (
    status
  );
}

function statusText({ plan }: RunBundle, { reports, note }: RunMetadata, trans: TranslationBundle): string {
  if (note) {
    return note;
  }
  if (!plan) {
    return trans.__('Planning…');
  }
  const ended = reports?.filter(({ state }) => state === 'done' || state === 'failed').length ?? 0;
  return ended ? trans.__('%1 of %2 steps done', ended, plan.steps.length) : trans.__('Writing the cells…');
}

function StopButton({ stop, trans }: { stop: () => void; trans: TranslationBundle }): JSX.Element {
  const [pressed, press] = React.useState(false);
  return (
    <button
      type="button"
      className="aa-Plan-button aa-Plan-stop"
      disabled={pressed}
      title={trans.__('Interrupt the kernel; the steps that are finished are kept')}
      onClick={() => {
        press(true);
        stop();
      }}
    >
      <stopIcon.react tag="span" aria-hidden="true" />
      <span>{pressed ? trans.__('Stopping…') : trans.__('Stop')}</span>
    </button>
  );
}

/** The seconds since a run began, by the clock of the kernel and, between its reports, by our own. */
export function Elapsed({ seconds, trans }: { seconds: number; trans: TranslationBundle }): JSX.Element {
  const begun = React.useRef(Infinity);
  const [now, tick] = React.useState(() => performance.now());
  React.useEffect(() => {
    const timer = setInterval(() => tick(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  // The earliest begin that a report tells of: one that was long on its way must not turn the clock back.
  React.useMemo(() => {
    begun.current = Math.min(begun.current, performance.now() - seconds * 1000);
  }, [seconds]);
  const elapsed = Math.floor(Math.max(now - begun.current, 0) / 1000);
  return <span role="timer">{elapsed < 60 ? trans.__('%1 s', elapsed) : durationOf(elapsed, trans)}</span>;
}
