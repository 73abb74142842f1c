import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { BranchOutline, MessageExcerpt } from '#shared/domain/tree';
import { GitBranch, MessageSquare, Star, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeError } from '../../lib/describe-error';
import { countOf, formatCost } from '../../lib/numbers';
import { IconButton } from '../../ui/icon-button';
import { branchDepths } from './branch-depths';
import { OutlineList } from './outline-list';
import { useOutline } from './use-outline';
import './outline.css';

export interface OutlinePanelProps {
  readonly conversationId: ConversationId;
  /** Grows with each change: the outline is read again. */
  readonly revision: number;
  readonly onReveal: (messageId: MessageId) => void;
  readonly onSelectBranch: (leafId: MessageId) => void;
  readonly onClose: () => void;
}

/** The whole conversation at a glance: its branches, what was starred, what was asked. */
export default function OutlinePanel(props: OutlinePanelProps) {
  const { conversationId, revision, onReveal, onSelectBranch, onClose } = props;
  const { outline, error } = useOutline(conversationId, revision);
  return (
    <aside className="outline-panel" aria-label="Outline" data-pane>
      <header>
        <h2>Outline</h2>
        <IconButton label="Close the outline" onClick={onClose}>
          <X size={15} aria-hidden />
        </IconButton>
      </header>
      {error !== null && (
        <p role="alert" className="outline-empty">
          {describeError(error).sentence}
        </p>
      )}
      {outline !== null && (
        <div className="outline-body">
          {outline.branches.length > 1 && (
            <Section name="Branches" icon={<GitBranch size={13} aria-hidden />}>
              <Branches branches={outline.branches} onSelect={onSelectBranch} />
            </Section>
          )}
          {outline.starred.length > 0 && (
            <Section name="Starred" icon={<Star size={13} aria-hidden />}>
              <Excerpts excerpts={outline.starred} onReveal={onReveal} />
            </Section>
          )}
          <Section name="Your messages" icon={<MessageSquare size={13} aria-hidden />}>
            <Excerpts excerpts={outline.questions} onReveal={onReveal} />
          </Section>
        </div>
      )}
    </aside>
  );
}

interface SectionProps {
  readonly name: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

function Section({ name, icon, children }: SectionProps) {
  return (
    <section aria-label={name}>
      <h3>
        {icon}
        {name}
      </h3>
      {children}
    </section>
  );
}

interface BranchesProps {
  readonly branches: readonly BranchOutline[];
  readonly onSelect: (leafId: MessageId) => void;
}

function Branches({ branches, onSelect }: BranchesProps) {
  const depths = branchDepths(branches);
  return (
    <OutlineList
      items={branches.map((branch, index) => ({
        key: branch.id,
        text: branch.excerpt,
        facts: [
          countOf(branch.messages, 'message'),
          ...(branch.cost === null || branch.cost === 0 ? [] : [formatCost(branch.cost)]),
        ].join(' · '),
        indent: depths[index] ?? 0,
        isCurrent: branch.isActive,
        onChoose: () => onSelect(branch.leafId),
      }))}
    />
  );
}

interface ExcerptsProps {
  readonly excerpts: readonly MessageExcerpt[];
  readonly onReveal: (messageId: MessageId) => void;
}

function Excerpts({ excerpts, onReveal }: ExcerptsProps) {
  return (
    <OutlineList
      items={excerpts.map(({ messageId, excerpt, isActive }) => ({
        key: messageId,
        text: excerpt,
        facts: isActive ? '' : 'on another branch',
        indent: 0,
        isCurrent: false,
        onChoose: () => onReveal(messageId),
      }))}
    />
  );
}
