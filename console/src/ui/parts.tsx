/** The small parts that every page is made of. */
import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore, type AnchorHTMLAttributes, type ButtonHTMLAttributes, type ReactNode } from 'react';
import { navigate } from '../app/router.ts';
import { ServiceError } from '../service/aws.ts';
import { diffLines } from './diff.ts';
import { ago, bytes, fullMoment, moment, pretty } from './format.ts';
import { Icon, type IconName } from './Icon.tsx';

export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }): ReactNode {
  return (
    <a
      href={href}
      onClick={(e) => {
        onClick?.(e);
        if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
        e.preventDefault();
        navigate(href);
      }}
      {...rest}
    />
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'danger' | 'plain';
  small?: boolean;
  icon?: IconName;
}

/** With an icon and no text, it needs a `title`, which is also what screen readers say. */
export function Button({ kind, small, icon, className, children, title, ...rest }: ButtonProps): ReactNode {
  const classes = ['btn', kind, small && 'small', icon && !children && 'icon', className].filter(Boolean).join(' ');
  return (
    <button type="button" className={classes} title={title} aria-label={children ? undefined : title} {...rest}>
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
    </button>
  );
}

const STATUS: Record<string, [string, string]> = {
  RUNNING: ['running', 'Running'],
  SUCCEEDED: ['succeeded', 'Succeeded'],
  FAILED: ['failed', 'Failed'],
  TIMED_OUT: ['failed', 'Timed out'],
  ABORTED: ['aborted', 'Aborted'],
  PENDING_REDRIVE: ['waiting', 'Pending redrive'],
  // Of a state that is tested alone.
  RETRIABLE: ['waiting', 'Would be retried'],
  CAUGHT_ERROR: ['caught', 'Caught error'],
  running: ['running', 'Running'],
  waiting: ['waiting', 'Waiting'],
  succeeded: ['succeeded', 'Succeeded'],
  failed: ['failed', 'Failed'],
  caught: ['caught', 'Caught error'],
  aborted: ['aborted', 'Aborted'],
};

export function Badge({ status }: { status: string }): ReactNode {
  const [kind, word] = STATUS[status] ?? ['aborted', status];
  return (
    <span className={`badge ${kind}`}>
      <i />
      {word}
    </span>
  );
}

/** A time as people read it; the whole of it on hover. */
export function Time({ at, relative }: { at: number | string; relative?: boolean }): ReactNode {
  const now = useNow(relative ? 1000 : 0);
  return (
    <time title={fullMoment(at)} className="num">
      {relative ? ago(at, now) : moment(at)}
    </time>
  );
}

/** The time, which changes every so many milliseconds; with 0 it stands still. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (every <= 0) return;
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;
const MOST_CHARS = 60_000;

function highlighted(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    const kind = match[1] ? (match[2] ? 'k' : 's') : match[3] ? 'n' : 'w';
    parts.push(
      <span className={kind} key={match.index}>
        {match[1] ?? match[0]}
      </span>,
    );
    if (match[2]) parts.push(match[2]);
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}

export function Json({ text, label }: { text: string; label?: string }): ReactNode {
  const [whole, setWhole] = useState(false);
  const shown = useMemo(() => pretty(text), [text]);
  const cut = !whole && shown.length > MOST_CHARS;
  // What is around it may change many times a second.
  const coloured = useMemo(() => highlighted(cut ? shown.slice(0, MOST_CHARS) : shown), [shown, cut]);
  return (
    <div className="json">
      <pre tabIndex={0} role="region" aria-label={label ?? 'JSON'}>
        {coloured}
        {cut && '…'}
      </pre>
      {cut && (
        <Button small kind="plain" onClick={() => setWhole(true)}>
          Show all {bytes(shown.length)}
        </Button>
      )}
      <CopyButton text={shown} />
    </div>
  );
}

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }): ReactNode {
  const [done, setDone] = useState(false);
  return (
    <Button
      small
      className="copy"
      icon={done ? 'check' : 'copy'}
      title={done ? 'Copied' : label}
      onClick={() => {
        void navigator.clipboard?.writeText(text).then(() => {
          setDone(true);
          setTimeout(() => setDone(false), 1500);
        });
      }}
    />
  );
}

/** A cause is often JSON, or several lines. Of what a function threw, the message comes first. */
export function Cause({ text }: { text: string }): ReactNode {
  if (!/^\s*[{[]/.test(text)) return <div style={{ whiteSpace: 'pre-wrap' }}>{text}</div>;
  let message: unknown;
  try {
    message = (JSON.parse(text) as { errorMessage?: unknown }).errorMessage;
  } catch {
    // Then it is shown as it is.
  }
  return (
    <>
      {typeof message === 'string' && <div style={{ whiteSpace: 'pre-wrap' }}>{message}</div>}
      <Json text={text} label="Cause" />
    </>
  );
}

export function Diff({ before, after }: { before: string; after: string }): ReactNode {
  const lines = diffLines(pretty(before), pretty(after));
  return (
    <div className="json diff">
      <pre tabIndex={0} role="region" aria-label="Difference">
        <span className="lines">
          {lines.map((line, i) => (
            <span key={i} className={line.kind}>
              {line.kind === 'add' ? '+ ' : line.kind === 'del' ? '− ' : '  '}
              {line.text}
            </span>
          ))}
        </span>
      </pre>
    </div>
  );
}

export function Segments<T extends string>({ value, options, onChange, label }: { value: T; options: readonly (readonly [T, ReactNode])[]; onChange: (value: T) => void; label: string }): ReactNode {
  return (
    <div className="segments" role="group" aria-label={label}>
      {options.map(([option, shown]) => (
        <button key={option} type="button" aria-pressed={option === value} onClick={() => onChange(option)}>
          {shown}
        </button>
      ))}
    </div>
  );
}

export function Tabs<T extends string>({ value, options, onChange, label, children }: { value: T; options: readonly (readonly [T, ReactNode])[]; onChange: (value: T) => void; label: string; children?: ReactNode }): ReactNode {
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label}>
        {options.map(([option, shown], i) => (
          <button
            key={option}
            type="button"
            role="tab"
            aria-selected={option === value}
            tabIndex={option === value ? 0 : -1}
            onClick={() => onChange(option)}
            onKeyDown={(e) => {
              const step = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
              if (step === 0) return;
              const next = options[(i + step + options.length) % options.length]!;
              onChange(next[0]);
              (e.currentTarget.parentElement?.children[(i + step + options.length) % options.length] as HTMLElement | undefined)?.focus();
            }}
          >
            {shown}
          </button>
        ))}
      </div>
      {children && <div className="tail">{children}</div>}
    </div>
  );
}

export function Dialog({ title, onClose, children, footer, wide }: { title: string; onClose: () => void; children: ReactNode; footer: ReactNode; wide?: boolean }): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: with the keyboard, Escape closes it
    <dialog ref={ref} className="dialog" aria-labelledby={id} style={wide ? { width: 'min(860px, calc(100vw - 48px))' } : undefined} onClose={onClose} onClick={(e) => e.target === ref.current && onClose()}>
      <header id={id}>{title}</header>
      <div className="content">{children}</div>
      <footer>{footer}</footer>
    </dialog>
  );
}

export function Field({ label, hint, children }: { label: string; hint?: ReactNode; children: (id: string) => ReactNode }): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <span className="hint">{hint}</span>}
    </div>
  );
}

export function Problem({ error, what }: { error: unknown; what?: string }): ReactNode {
  const code = error instanceof ServiceError ? error.code : 'Error';
  return (
    <div className="note bad" role="alert">
      <Icon name="alert" />
      <div>
        <strong>{what ?? code}</strong>
        <div>
          {what && `${code}: `}
          {error instanceof Error ? error.message : String(error)}
        </div>
      </div>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

export function Head({ title, sub, crumbs, children }: { title: ReactNode; sub?: ReactNode; crumbs?: ReactNode; children?: ReactNode }): ReactNode {
  return (
    <header className="page-head">
      <div className="grow">
        {crumbs && <nav className="crumbs" aria-label="Breadcrumb">{crumbs}</nav>}
        <h1>{title}</h1>
        {sub && <div className="sub">{sub}</div>}
      </div>
      {children && <div className="actions">{children}</div>}
    </header>
  );
}

/* Short messages in the corner. */
interface Toast {
  readonly id: number;
  readonly kind: 'good' | 'bad';
  readonly text: string;
}

let toasts: readonly Toast[] = [];
const hearers = new Set<() => void>();
let lastToast = 0;

function setToasts(next: readonly Toast[]): void {
  toasts = next;
  hearers.forEach((hear) => hear());
}

export function toast(kind: Toast['kind'], text: string): void {
  const id = ++lastToast;
  setToasts([...toasts, { id, kind, text }]);
  setTimeout(() => setToasts(toasts.filter((t) => t.id !== id)), kind === 'bad' ? 9000 : 4000);
}

export const complain = (error: unknown): void =>
  toast('bad', error instanceof ServiceError ? `${error.code}: ${error.message}` : error instanceof Error ? error.message : String(error));

export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((t) => (
        <div key={t.id} className={`toast ${t.kind}`}>
          <Icon name={t.kind === 'good' ? 'check' : 'alert'} />
          <div>{t.text}</div>
        </div>
      ))}
    </div>
  );
}
