import type { ReactNode } from 'react';
import { Empty } from '../ui/parts.tsx';

export default function EditorPage({ arn }: { arn?: string }): ReactNode {
  return <Empty title={arn ?? 'new'} />;
}
