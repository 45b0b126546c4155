/**
 * Pages that are loaded when they are opened, or before. React's own way to do that would show every such page 0.3 s late: for so long it
 * leaves in place what it has shown instead, even if the page is there already.
 */
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

export class LaterPage<P extends object> {
  component: ComponentType<P> | undefined;
  private coming: Promise<void> | undefined;
  private readonly get: () => Promise<{ default: ComponentType<P> }>;

  constructor(get: () => Promise<{ default: ComponentType<P> }>) {
    this.get = get;
  }

  load(): Promise<void> {
    this.coming ??= this.get().then(
      (module) => {
        this.component = module.default;
      },
      (error: unknown) => {
        this.coming = undefined;
        throw error;
      },
    );
    return this.coming;
  }
}

export function Opened<P extends object>({ page, props }: { page: LaterPage<P>; props: P }): ReactNode {
  const [error, setError] = useState<Error>();
  const [, setLoaded] = useState(false);
  useEffect(() => {
    if (page.component) return;
    page.load().then(
      () => setLoaded(true),
      (e: unknown) => setError(e instanceof Error ? e : new Error(String(e))),
    );
  }, [page]);
  if (error) throw error;
  const Page = page.component;
  return Page ? <Page {...props} /> : <div className="page" aria-busy="true" />;
}
