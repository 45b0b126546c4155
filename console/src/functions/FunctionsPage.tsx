import type { ReactNode } from 'react';
import { links } from '../app/router.ts';
import { useFunctions } from '../service/queries.ts';
import { Empty, Head, Link, Problem, Time } from '../ui/parts.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';

const COLUMNS = 'minmax(180px, 1.4fr) 120px minmax(140px, 2fr) 90px 150px 130px';

export function FunctionsPage(): ReactNode {
  const functions = useFunctions();
  const rows = functions.data ?? [];
  return (
    <div className="page">
      <Head title="Functions" sub="Run by this server, as processes of this machine" />
      <div className="pad page" style={{ paddingBottom: 20 }}>
        {functions.isError && <Problem error={functions.error} what="The list could not be read" />}
        <div className="table">
          <div className="tr th" style={{ gridTemplateColumns: COLUMNS }}>
            <span>Name</span>
            <span>Runtime</span>
            <span>Description</span>
            <span>Timeout</span>
            <span>Last invoked</span>
            <span>Lately failed</span>
          </div>
          {rows.length === 0 && functions.isSuccess ? (
            <Empty title="There are no functions">
              <span>They come from a SAM template, or through the API of Lambda:</span>
              <pre>./pawl dev FOLDER</pre>
            </Empty>
          ) : (
            <VirtualList items={rows} height={40} label="Functions" keyOf={(f) => f.name}>
              {(f) => (
                <Link className="tr" href={links.fn(f.name)} style={{ gridTemplateColumns: COLUMNS }}>
                  <span className="strong cut">{f.name}</span>
                  <span className="dim">{f.runtime}</span>
                  <span className="dim cut" title={f.problem ?? f.description}>
                    {f.problem ? <span style={{ color: 'var(--failed)' }}>{f.problem}</span> : f.description}
                  </span>
                  <span className="dim num">{f.timeoutSeconds} s</span>
                  <span className="dim">{f.lastInvoked ? <Time at={f.lastInvoked} relative /> : 'never'}</span>
                  <span className="num" style={f.recentFailures > 0 ? { color: 'var(--failed)' } : { color: 'var(--text-3)' }}>
                    {f.recent === 0 ? '–' : `${f.recentFailures} of ${f.recent}`}
                  </span>
                </Link>
              )}
            </VirtualList>
          )}
        </div>
      </div>
    </div>
  );
}
