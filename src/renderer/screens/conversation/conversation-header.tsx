import type { PersonaId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { ListTree, PanelLeft } from 'lucide-react';
import { useBridge } from '../../bridge/bridge-context';
import { ModelPickerButton } from '../../features/model-picker/index';
import { PersonaPickerButton } from '../../features/personas/index';
import { useTranscript } from '../../features/transcript/index';
import { shortcutLabel } from '../../lib/platform';
import { IconButton } from '../../ui/icon-button';
import { ContextMeter } from './context-meter';
import { ConversationTitle } from './conversation-title';

export type OpenPicker = 'model' | 'persona' | null;

export interface ConversationHeaderProps {
  readonly model: ModelRef | null;
  readonly personaId: PersonaId | null;
  readonly onModel: (model: ModelRef) => void;
  readonly onPersona: (personaId: PersonaId | null) => void;
  readonly openPicker: OpenPicker;
  readonly onOpenPicker: (picker: OpenPicker) => void;
  readonly onAddKey: (providerId?: string) => void;
  readonly isSidebarOpen: boolean;
  readonly onToggleSidebar: () => void;
  readonly isOutlineOpen: boolean;
  readonly onToggleOutline: () => void;
}

export function ConversationHeader(props: ConversationHeaderProps) {
  const { model, personaId, onModel, onPersona, openPicker, onOpenPicker, onAddKey, isSidebarOpen } = props;
  const bridge = useBridge();
  const conversation = useTranscript((state) => state.conversation);
  const rename = (title: string): void => {
    if (conversation !== null)
      void bridge.call('conversation.rename', { conversationId: conversation.id, title });
  };
  return (
    <header className="flex h-11 shrink-0 items-center gap-1.5 border-b border-line px-3.5" data-pane>
      {!isSidebarOpen && (
        <IconButton
          label="Show the sidebar"
          shortcut={shortcutLabel('Mod+B')}
          onClick={props.onToggleSidebar}
        >
          <PanelLeft size={15} aria-hidden />
        </IconButton>
      )}
      <ConversationTitle
        key={`title-${conversation?.id ?? 'new'}`}
        title={conversation?.title ?? 'New conversation'}
        onRename={conversation === null ? null : rename}
      />
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
      {conversation !== null && (
        <ContextMeter
          key={`meter-${conversation.id}`}
          conversationId={conversation.id}
          model={model}
          personaId={personaId}
          revision={conversation.revision}
        />
      )}
      {conversation !== null && (
        <IconButton
          label="Outline"
          shortcut={shortcutLabel('Mod+Shift+O')}
          aria-pressed={props.isOutlineOpen}
          className={props.isOutlineOpen ? 'bg-selected text-text' : undefined}
          onClick={props.onToggleOutline}
        >
          <ListTree size={15} aria-hidden />
        </IconButton>
      )}
    </header>
  );
}
