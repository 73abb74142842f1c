import type { PersonaId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { Download, ListTree, PanelLeft, ScanText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { useIsReview } from '../../bridge/review-context';
import { ModelPickerButton } from '../../features/model-picker/index';
import { PersonaPickerButton } from '../../features/personas/index';
import { useTranscript } from '../../features/transcript/index';
import { IconButton } from '../../ui/icon-button';
import { useShortcutLabel } from '../../ui/shortcut-labels';
import { ContextMeter } from './context-meter';
import { ConversationCost } from './conversation-cost';
import { ConversationTitle } from './conversation-title';

/** What can stand beside the conversation. */
export type SidePanel = 'outline' | 'inspector';

export type OpenPicker = 'model' | 'persona' | null;

export interface ConversationHeaderProps {
  readonly model: ModelRef | null;
  readonly personaId: PersonaId | null;
  readonly onModel: (model: ModelRef) => void;
  /** The control beside the model's. */
  readonly thinking: ReactNode;
  readonly onPersona: (personaId: PersonaId | null) => void;
  readonly openPicker: OpenPicker;
  readonly onOpenPicker: (picker: OpenPicker) => void;
  readonly onAddKey: (providerId?: string) => void;
  readonly isSidebarOpen: boolean;
  readonly onToggleSidebar: () => void;
  readonly onExport: () => void;
  /** The title is being edited in its place. */
  readonly isRenaming: boolean;
  readonly onRenaming: (isRenaming: boolean) => void;
  readonly panel: SidePanel | null;
  readonly onTogglePanel: (panel: SidePanel) => void;
}

export function ConversationHeader(props: ConversationHeaderProps) {
  const { model, personaId, onModel, onPersona, openPicker, onOpenPicker, onAddKey, isSidebarOpen } = props;
  const bridge = useBridge();
  const isReview = useIsReview();
  const conversation = useTranscript((state) => state.conversation);
  const sidebarKey = useShortcutLabel('toggle-sidebar');
  const exportKey = useShortcutLabel('export-conversation');
  const rename = (title: string): void => {
    if (conversation !== null)
      void bridge.call('conversation.rename', { conversationId: conversation.id, title });
  };
  return (
    <header
      className="@container/header flex h-11 shrink-0 items-center gap-1.5 border-b border-line px-3.5"
      data-pane
    >
      {!isSidebarOpen && (
        <IconButton label="Show the sidebar" shortcut={sidebarKey} onClick={props.onToggleSidebar}>
          <PanelLeft size={15} aria-hidden />
        </IconButton>
      )}
      <ConversationTitle
        key={`title-${conversation?.id ?? 'new'}`}
        title={conversation?.title ?? (isReview ? 'No conversation chosen' : 'New conversation')}
        onRename={conversation === null || isReview ? null : rename}
        isEdited={props.isRenaming}
        onEdit={props.onRenaming}
      />
      {!isReview && (
        <>
          <PersonaPickerButton
            personaId={personaId}
            onChoose={onPersona}
            isOpen={openPicker === 'persona'}
            onOpenChange={(isOpen) => onOpenPicker(isOpen ? 'persona' : null)}
          />
          <ModelPickerButton
            model={model}
            onChoose={onModel}
            onAddKey={onAddKey}
            isOpen={openPicker === 'model'}
            onOpenChange={(isOpen) => onOpenPicker(isOpen ? 'model' : null)}
          />
          {props.thinking}
        </>
      )}
      {conversation !== null && (
        <ConversationCost
          key={`cost-${conversation.id}`}
          conversationId={conversation.id}
          revision={conversation.revision}
        />
      )}
      {conversation !== null && !isReview && (
        <ContextMeter
          key={`meter-${conversation.id}`}
          conversationId={conversation.id}
          model={model}
          personaId={personaId}
          revision={conversation.revision}
        />
      )}
      {conversation !== null && (
        <>
          <IconButton label="Export…" shortcut={exportKey} onClick={props.onExport}>
            <Download size={15} aria-hidden />
          </IconButton>
          <PanelButton name="outline" label="Outline" {...props}>
            <ListTree size={15} aria-hidden />
          </PanelButton>
          <PanelButton name="inspector" label="Inspector" {...props}>
            <ScanText size={15} aria-hidden />
          </PanelButton>
        </>
      )}
    </header>
  );
}

interface PanelButtonProps extends Pick<ConversationHeaderProps, 'panel' | 'onTogglePanel'> {
  readonly name: SidePanel;
  readonly label: string;
  readonly children: ReactNode;
}

function PanelButton({ name, label, panel, onTogglePanel, children }: PanelButtonProps) {
  const isOpen = panel === name;
  const keys = useShortcutLabel(`toggle-${name}`);
  return (
    <IconButton
      label={label}
      shortcut={keys}
      aria-pressed={isOpen}
      className={isOpen ? 'bg-selected text-text' : undefined}
      onClick={() => onTogglePanel(name)}
    >
      {children}
    </IconButton>
  );
}
